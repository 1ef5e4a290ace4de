"""Edges of gradients: expected values and errors were recorded from the original, unless said."""

import threading

import numpy as np
import pytest

import compat.mindspore_api as ms
from compat.core import autodiff
from compat.mindspore_api import Parameter, Tensor, nn, ops
from compat.mindspore_api.nn.grad import Jvp, Vjp


def A(*values, dtype=np.float32):
    return Tensor(np.array(values, dtype))


def W(*values, name="w"):
    return Parameter(Tensor(np.array(values, np.float32)), name=name)


def plain(x):
    if isinstance(x, Tensor):
        return x.asnumpy().tolist()
    if isinstance(x, dict):
        return {k: plain(v) for k, v in x.items()}
    return type(x)([plain(i) for i in x]) if isinstance(x, (tuple, list)) else x


@pytest.fixture(autouse=True)
def pynative():
    ms.set_context(mode=ms.PYNATIVE_MODE, check_bprop=False)
    yield
    ms.set_context(mode=ms.PYNATIVE_MODE, check_bprop=False)


@pytest.fixture
def graph():
    ms.set_context(mode=ms.GRAPH_MODE)


def square(x):
    return x * x


def product(x, y):
    return x * x * y


class Square(nn.Cell):
    def construct(self, x):
        return x * x


class Product(nn.Cell):
    def construct(self, x, y):
        return x * x * y


class Pair(nn.Cell):
    def construct(self, x):
        return x * x, x


class Weighted(nn.Cell):
    def __init__(self, w):
        super().__init__()
        self.w = w

    def construct(self, x):
        return x * x * self.w


class First(nn.Cell):
    def construct(self, x):
        return x[0] * x[1]


class Named(nn.Cell):
    def construct(self, x):
        return x["a"] * x["b"]


# -- what is refused ---------------------------------------------------------------------------

REFUSED = [
    (lambda: ops.grad(square, ()), RuntimeError, "grad_position should not be empty"),
    (lambda: ops.grad(square, 1)(A(2.0)), RuntimeError, "Position index 1 is exceed input size"),
    (lambda: ops.grad(square, (0, 0)), ValueError, "duplicate positions in `grad_position`"),
    (lambda: ops.grad(None)(A(1.0)), AttributeError, "'NoneType' object has no attribute 'set_g"),
    (lambda: ops.GradOperation()(3)(A(1.0)), AttributeError, "'int' object has no attribute 'set"),
    (lambda: ops.GradOperation()(), TypeError, "missing 1 required positional argument: 'fn'"),
    (lambda: ops.jacrev(square, 1)(A(2.0)), ValueError, "must belong to [0, args_num)"),
    (lambda: ops.jacfwd(square, None), TypeError, "'grad_position' must be int or tuple"),
    (lambda: ops.vjp(square, 3), TypeError, "The inputs type must be Tensor."),
    (lambda: ops.jvp(square, 3, A(1.0)), TypeError, "must be a Tensor, tuple or list of Tensors"),
    (lambda: ops.jvp(square, (A(1.0), A(1.0)), (A(1.0),)), ValueError, "v has invalid length"),
    (lambda: ops.vjp(square, A(1.0))[1](), RuntimeError, "Get empty value seq"),
    (lambda: ops.vjp(square, A(1.0, 2.0))[1](A(1.0)), ValueError, "The shape should be (2), but"),
    (lambda: ops.get_grad((0, A(1.0)), 1), RuntimeError, "Can not find the gradient for position"),
    (lambda: ops.get_grad((0, A(1.0)), "w"), TypeError, "should be an integer or a Parameter"),
    (lambda: Jvp(Square())(A(1.0), (A(1.0),)), TypeError, "Type Join Failed"),
    (lambda: Vjp(Pair())(A(1.0), A(1.0)), TypeError, "Type Join Failed"),
    (lambda: ops.HookBackward(3), TypeError, "must be python function, but got <class 'int'>"),
    (lambda: ops.vmap(product, (0,))(A(1.0), A(2.0)), RuntimeError, "to the number of arguments"),
    (lambda: ops.vmap(product, (None, None)), RuntimeError, "cannot be all None"),
]  # fmt: skip


@pytest.mark.parametrize("case", range(len(REFUSED)))
def test_refused(case):
    function, kind, text = REFUSED[case]
    with pytest.raises(kind) as caught:
        function()
    assert text in str(caught.value)


SENS = [
    ((A(5.0),), ValueError, "The shape should be (2), but got TupleShape((1))"),
    (A(5.0), ValueError, "The shape should be (2), but got (1)"),
    (Tensor([[5.0, 6.0]], ms.float32), ValueError, "The shape should be (2), but got (1, 2)"),
    (A(5.0, 6.0, dtype=np.float16), TypeError, "should be Tensor[Float32], but got Tensor[Float16"),
    (None, ValueError, "The shape should be (2), but got NoShape"),
]


@pytest.mark.parametrize("case", range(len(SENS)))
def test_sens_fits_the_result(case):
    sens, kind, text = SENS[case]
    with pytest.raises(kind) as caught:
        ops.GradOperation(sens_param=True)(square)(A(2.0, 3.0), sens)
    assert text in str(caught.value)


@pytest.mark.usefixtures("graph")
def test_graph_mode_names_what_is_no_network():
    with pytest.raises(RuntimeError, match="the first argument must be a 'Function' or 'Cell'"):
        ops.GradOperation()(None)(A(1.0))


# -- arguments ---------------------------------------------------------------------------------


def test_no_arguments():
    w = W(2.0)
    assert ops.grad(lambda: A(1.0))() == ()
    assert ops.GradOperation()(lambda: A(1.0))() == ()
    assert plain(ops.grad(lambda: w * w, None, w)()) == [4.0]
    assert plain(ops.value_and_grad(lambda: w * w, None, [w])()) == ([4.0], ([4.0],))


def test_keywords_are_positions_in_the_order_given_those_of_cells_in_that_of_construct():
    every = ops.GradOperation(get_all=True)
    assert plain(every(product)(y=A(2.0), x=A(5.0))) == ([25.0], [20.0])
    assert plain(every(Product())(y=A(2.0), x=A(5.0))) == ([20.0], [25.0])
    assert plain(ops.grad(Product(), (0, 1))(A(2.0), y=A(4.0))) == ([16.0], [4.0])
    assert plain(every(product)(A(2.0), y=3.0)) == ([12.0],)


def test_numbers_and_containers_get_no_gradient_out_of_graph_mode():
    assert plain(ops.grad(lambda x, y: x * y, (0, 1))(3.0, A(2.0))) == [3.0]
    assert ops.grad(First())((A(2.0), A(3.0))) == ()
    assert ops.grad(First())(ms.mutable((A(2.0), A(3.0)))) == ()
    assert plain(ops.grad(lambda x: {"a": x * x})(A(2.0))) == [0.0]


@pytest.mark.usefixtures("graph")
def test_mutable_containers_get_gradients_of_their_structure_in_graph_mode():
    first = ops.GradOperation()
    assert plain(first(First())(ms.mutable((A(2.0), A(3.0))))) == ([3.0], [2.0])
    assert plain(first(First())(ms.mutable([A(2.0), A(3.0)]))) == [[3.0], [2.0]]
    found = first(Named())(ms.mutable({"a": A(2.0), "b": A(3.0)}))
    assert plain(found) == {"a": [3.0], "b": [2.0]}
    nested = ms.mutable((A(2.0), (A(3.0), A(4.0))))
    assert plain(ops.grad(lambda x: x[0] * x[1][0] * x[1][1])(nested)) == (
        [12.0],
        ([8.0], [6.0]),
    )
    assert first(First())((A(2.0), A(3.0))) == ()


@pytest.mark.usefixtures("graph")
def test_gradients_of_dicts_are_tuples_without_the_runtime_fallback(monkeypatch):
    monkeypatch.setenv("MS_DEV_ENABLE_FALLBACK_RUNTIME", "0")
    found = ops.GradOperation()(Named())(ms.mutable({"a": A(2.0), "b": A(3.0)}))
    assert plain(found) == ([3.0], [2.0])


def test_compiled_functions_take_mutable_containers_too():
    net = First()

    @ms.jit
    def gradient(x):
        return ops.GradOperation()(net)(x)

    assert plain(gradient(ms.mutable((A(2.0), A(3.0))))) == ([3.0], [2.0])
    assert gradient((A(2.0), A(3.0))) == ()


def test_an_object_given_twice_is_one_variable_of_its_last_position():
    x, w = A(2.0), W(2.0)
    assert plain(ops.grad(product, (0, 1))(x, x)) == ([0.0], [12.0])
    assert plain(ops.grad(product, (0, 1))(w, w)) == ([0.0], [12.0])


def test_parameter_as_input_and_weight():
    w = W(2.0)
    assert plain(ops.grad(Weighted(w), 0, w)(w)) == ([12.0], [12.0])
    ms.set_context(mode=ms.GRAPH_MODE)
    assert plain(ops.grad(Weighted(w), 0, w)(w)) == ([8.0], [4.0])
    assert plain(w) == [2.0]


def test_weights_without_gradient():
    w = W(2.0)
    w.requires_grad = False
    assert plain(ops.grad(Weighted(w), 0, w)(A(3.0))) == ([12.0], [0.0])
    ms.set_context(mode=ms.GRAPH_MODE)
    assert plain(ops.grad(Weighted(w), 0, w)(A(3.0))) == ([12.0], [9.0])


def test_returned_parameter():
    w = W(2.0)
    assert plain(ops.grad(lambda x: w, 0, w)(A(3.0))) == ([0.0], [1.0])
    value, found = ops.value_and_grad(lambda x: (x * w, w, x), 0, [w])(A(3.0))
    assert value[1] is w
    assert plain(found) == ([3.0], ([4.0],))


def test_ids_of_gradients():
    w, b = W(2.0), W(3.0, name="b")
    found = ops.grad(lambda x: x * w + b, 0, [w, b], return_ids=True)(A(2.0))
    assert plain(found) == ((0, [2.0]), (("w", [2.0]), ("b", [1.0])))
    assert plain(ops.get_grad(found, b)) == [1.0]
    assert plain(ops.grad(product, (1, 0), return_ids=True)(A(2.0), A(3.0))) == (
        (1, [4.0]),
        (0, [12.0]),
    )


# -- inside the function -----------------------------------------------------------------------


def test_items_set_inside():
    def moved(x):
        y = x * 1
        y[0] = x[1] * x[1]
        return y

    assert plain(ops.grad(moved)(A(3.0, 4.0))) == [0.0, 9.0]


def test_items_set_in_an_argument_are_seen_by_the_caller():
    x, other = A(3.0, 4.0), A(1.0, 1.0)

    def update(x, y):
        x[0] = 5.0
        y[1] = x[1]
        return x * x

    assert plain(ops.grad(update)(x, other)) == [0.0, 8.0]
    assert plain(x) == [5.0, 4.0]
    assert plain(other) == [1.0, 4.0]
    assert not autodiff.engine().is_tracked(x._value)
    assert not autodiff.engine().is_tracked(other._value)


def test_derivatives_of_cells_with_weights():
    n = Weighted(W(2.0))
    assert plain(ops.grad(ops.grad(n))(A(3.0))) == [4.0]
    assert plain(ops.grad(ops.grad(n), 0, n.w)(A(3.0))) == ([4.0], [6.0])  # by hand
    assert plain(ops.grad(ops.grad(n, None, n.w))(A(3.0))) == [6.0]  # by hand


def test_exceptions_leave_everything_usable():
    w, x = W(2.0), A(1.0)

    def fail(x):
        w * x
        raise KeyError("on purpose")

    for _ in range(2):
        with pytest.raises(KeyError):
            ops.grad(fail, 0, w)(x)
    assert plain(ops.grad(lambda x: w * x * x, 0, w)(A(3.0))) == ([12.0], [9.0])
    assert not autodiff.engine().is_tracked(x._value)


def test_threads_on_different_networks_share_an_input():
    x, found = A(*np.linspace(0.5, 2.0, 50)), {}

    def work(i):
        net = Weighted(W(float(i)))
        for _ in range(20):
            found[i] = plain(ops.grad(net, 0, net.w)(x))

    threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    values = x.asnumpy()
    for i in range(4):
        np.testing.assert_allclose(found[i][0], 2 * i * values, rtol=1e-6)
        np.testing.assert_allclose(found[i][1], [(values**2).sum()], rtol=1e-5)
    assert not autodiff.engine().is_tracked(x._value)


# -- directions and matrices -------------------------------------------------------------------


def test_directions():
    assert plain(ops.jvp(square, A(2.0, 3.0), A(2.0))) == ([4.0, 9.0], [8.0, 12.0])
    found = ops.jvp(square, A(2, dtype=np.int32), A(3, dtype=np.int32))
    assert plain(found) == ([4], [12])
    assert {x.dtype for x in found} == {ms.int32}
    assert plain(Jvp(Product())(A(2.0), A(4.0), (A(3.0), A(1.0)))) == ([16.0], [52.0])
    assert plain(Vjp(Product())(A(2.0), A(4.0), A(3.0))) == ([16.0], ([48.0], [12.0]))
    assert plain(Vjp(Pair())(A(2.0), (A(3.0), A(1.0)))) == (([4.0], [2.0]), [13.0])


def test_hessian_by_jacobians():
    def cube(x):
        return (x * x * x).sum()

    assert plain(ops.jacfwd(ops.jacrev(cube))(A(2.0, 3.0))) == [[12.0, 0.0], [0.0, 18.0]]
    assert plain(ops.jacrev(product, (1,))(A(2.0, 3.0), A(4.0, 5.0))) == [[4.0, 0.0], [0.0, 9.0]]


def test_vmap_over_cells_and_of_numbers():
    cells = nn.CellList([Weighted(W(1.0)), Weighted(W(2.0))])
    assert plain(ops.vmap(cells)(A([2.0], [3.0]))) == [[4.0], [18.0]]
    assert plain(ops.vmap(lambda x: (x, 3), 0, (0, 0))(A(1.0, 2.0))) == ([1.0, 2.0], [3, 3])


@pytest.mark.parametrize("mode", [ms.GRAPH_MODE, ms.PYNATIVE_MODE])
@pytest.mark.parametrize("update", [ops.assign, ops.assign_add, ops.assign_sub])
def test_weight_assigned_inside_stays_the_weight(mode, update):
    ms.set_context(mode=mode)

    class Assigning(nn.Cell):
        def __init__(self):
            super().__init__()
            self.w = W(2.0)

        def construct(self, x):
            y = self.w * x * x
            update(self.w, x)
            return y + self.w * x

    net = Assigning()
    assert plain(ops.grad(net, None, net.w)(A(3.0))) == [12.0]
    assert not autodiff.engine().is_tracked(net.w._value)
    assert ops.value_and_grad(net, None, net.w)(A(3.0))[1].shape == (1,)
