"""Mixed precision by lists of layers: what computes in float16, told by the rounding."""

import numpy as np
import pytest

from compat.mindspore_api import Parameter, Tensor, amp, float16, nn, ops, value_and_grad

RANDOM = np.random.RandomState(2)
X = Tensor(RANDOM.randn(4, 6).astype(np.float32))


def dense():
    return nn.Dense(6, 6, Tensor(np.random.RandomState(3).randn(6, 6).astype(np.float32)))


class Own(nn.Cell):
    """A cell of the program around others."""

    def __init__(self, *cells):
        super().__init__()
        for i, cell in enumerate(cells):
            setattr(self, f"part{i}", cell)

    def construct(self, x):
        for cell in self.cells():
            x = cell(x)
        return x


class Operators(nn.Cell):
    """Operators as attributes, one of them in the white list."""

    def __init__(self):
        super().__init__()
        self.matmul, self.tanh = ops.MatMul(transpose_b=True), ops.Tanh()
        weight = np.random.RandomState(3).randn(6, 6).astype(np.float32)
        self.weight = Parameter(Tensor(weight), name="weight")

    def construct(self, x):
        return self.tanh(self.matmul(x, self.weight))


class Function(nn.Cell):
    """A function of `ops`, which has no instance to be listed."""

    def __init__(self):
        super().__init__()
        self.weight = Parameter(Tensor(np.eye(6, dtype=np.float32) / 3), name="weight")

    def construct(self, x):
        return ops.matmul(x, self.weight)


# Whether level O1 changes the result, as observed with MindSpore 2.0.0.
CASES = {
    "own cell": (lambda: Own(dense()), True),
    "own cell in an own cell": (lambda: Own(Own(dense()), nn.Tanh()), True),
    "member of a SequentialCell": (lambda: Own(nn.SequentialCell(dense(), nn.ReLU())), False),
    "member of a CellList": (lambda: Own(nn.SequentialCell(nn.CellList([dense()])[0])), False),
    "own cell in a SequentialCell": (lambda: nn.SequentialCell(Own(dense())), True),
    "operator": (Operators, True),
    "function": (Function, False),
    "layer of MindSpore": (lambda: Own(nn.DenseBnAct(6, 6)), False),
}


@pytest.mark.parametrize("case", CASES)
def test_level_o1_halves_what_mindspore_halves(case):
    make, halved = CASES[case]
    network = make()
    network.set_train(False)
    before = network(X).asnumpy()
    mixed = amp.auto_mixed_precision(network, "O1")
    after = mixed(X)
    assert str(after.dtype) == "Float32"
    assert (not np.array_equal(before, after.asnumpy())) == halved
    np.testing.assert_allclose(after.asnumpy(), before, rtol=0.02, atol=0.02)


def test_a_cell_that_is_in_float16_already_stays_so():
    network = Own(dense().to_float(float16))
    assert str(amp.auto_mixed_precision(network, "O1")(X).dtype) == "Float16"


def test_parameters_stay_in_float32_and_get_gradients():
    network = amp.auto_mixed_precision(Own(dense(), nn.Tanh()), "O1")
    weights = network.trainable_params()
    _, gradients = value_and_grad(lambda x: network(x).sum(), None, weights)(X)
    assert {str(g.dtype) for g in gradients} == {"Float32"}
    assert {str(p.dtype) for p in weights} == {"Float32"}


def test_a_white_list_of_the_program():
    network = Own(dense(), nn.Tanh())
    exact = network(X).asnumpy()
    assert np.array_equal(
        amp.custom_mixed_precision(network, white_list=[nn.Conv2d])(X).asnumpy(), exact
    )
    halved = amp.custom_mixed_precision(network, white_list=[nn.Dense])(X).asnumpy()
    assert not np.array_equal(halved, exact)


@pytest.mark.parametrize(
    ("lists", "error"),
    [
        ({}, ValueError),
        ({"white_list": [], "black_list": []}, ValueError),
        ({"white_list": (nn.Dense,)}, TypeError),
        ({"white_list": [3]}, TypeError),
        ({"black_list": [int]}, TypeError),
    ],
)
def test_wrong_lists(lists, error):
    with pytest.raises(error):
        amp.custom_mixed_precision(Own(dense()), **lists)
