"""What Paddle 1.8.5 raises for wrong arguments, whatever library computes."""

import numpy as np
import pytest
from paddle import fluid
from paddle.fluid import core, layers

VALUE = np.ones((2, 4), "float32")


def planes():
    return fluid.dygraph.to_variable(np.ones((2, 3, 4, 4), "float32"))


CALLS = [
    # Inside an operator: shapes, ranks and axes.
    (lambda x: layers.bmm(x, x), core.EnforceNotMet),
    (lambda x: layers.pixel_shuffle(x, 2), core.EnforceNotMet),
    (lambda x: layers.transpose(x, [0, 0]), core.EnforceNotMet),
    (lambda x: layers.pad(x, [1, 1]), core.EnforceNotMet),
    # Attributes of another type.
    (lambda x: layers.concat([x, x], axis=[1, 2]), core.EnforceNotMet),
    (lambda x: layers.softmax(x, axis="x"), core.EnforceNotMet),
    (lambda x: layers.reduce_mean(x, dim={}), RuntimeError),
    # The Python layer's own checks come first.
    (lambda x: layers.cast(2.5, "int32"), AttributeError),
    (lambda x: layers.sums(2.5), AttributeError),
    (lambda x: layers.expand(x, 2.5), TypeError),
    (lambda x: layers.expand(x, x), TypeError),
    (lambda x: layers.reshape(x, [x, 4]), TypeError),
    (lambda x: layers.array_length(x), AssertionError),
    # Shapes that belong together.
    (lambda x: layers.kldiv_loss(x, layers.reshape(x, [4, 2])), core.EnforceNotMet),
    (lambda x: layers.expand_as(x, layers.reshape(x, [4, 2])), core.EnforceNotMet),
    (lambda x: layers.grid_sampler(planes(), planes()), core.EnforceNotMet),
    (lambda x: layers.pow(x, x), core.EnforceNotMet),
    (lambda x: layers.create_tensor("float32").numpy(), core.EnforceNotMet),
]


@pytest.mark.parametrize("number", range(len(CALLS)))
def test_a_wrong_argument_raises_what_paddle_raises(number):
    call, error = CALLS[number]
    with fluid.dygraph.guard(), pytest.raises(error) as caught:
        call(fluid.dygraph.to_variable(VALUE))
    assert type(caught.value) is error


def test_the_same_types_pass_twice():
    with fluid.dygraph.guard():
        x = fluid.dygraph.to_variable(VALUE)
        for _ in range(2):
            assert layers.softmax(x, axis=1).shape == [2, 4]
        with pytest.raises(core.EnforceNotMet):
            layers.softmax(x, axis=2**40)
        with pytest.raises(core.EnforceNotMet):
            layers.softmax(x, 2**40)


CUBE = np.arange(1, 9, dtype="float32").reshape(2, 2, 2)
ANSWERS = [
    (lambda v: layers.cos_sim(v(CUBE), v(CUBE[::-1].copy())), [[0.96886396]] * 2),
    (
        lambda v: layers.bpr_loss(v(CUBE), v(np.array([[[0], [1]], [[1], [0]]]))),
        [[[1.3132616], [0.31326166]], [[0.31326166], [1.3132616]]],
    ),
    # Of a variable given for a number the first element counts.
    (lambda v: layers.topk(v(CUBE), v(np.array([1, 2])))[0], [[[2], [4]], [[6], [8]]]),
    (lambda v: layers.clamp(v(CUBE[0]), v(np.array([2.0, 9.0])), 3.0), [[2, 2], [3, 3]]),
    (lambda v: layers.scale(v(-CUBE[0]), 2.0, act="relu"), [[-2, -4], [-6, -8]]),
    (lambda v: layers.sign(-CUBE[0]), [[-1, -1], [-1, -1]]),
    (
        lambda v: layers.gather_tree(
            v(np.arange(8).reshape(2, 2, 2)), v(np.array([[[0, 0], [0, 0]], [[2, 3], [1, 0]]]))
        ),
        [[[2, 3], [3, 2]], [[4, 5], [6, 7]]],
    ),
]


@pytest.mark.parametrize("number", range(len(ANSWERS)))
def test_an_unusual_argument_gives_what_paddle_gives(number):
    call, expected = ANSWERS[number]
    with fluid.dygraph.guard():
        result = call(fluid.dygraph.to_variable).numpy()
    assert result.shape == np.shape(expected)
    np.testing.assert_allclose(result, expected, rtol=1e-6)
