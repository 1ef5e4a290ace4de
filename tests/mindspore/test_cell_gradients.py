"""A cell's own `bprop`, hooks and recomputation, as recorded from the original."""

import pytest

import compat.mindspore_api as ms
from compat.mindspore_api import Tensor, nn, ops

from .test_grad_edges import A, Pair, Product, Square, W, plain, pynative  # noqa: F401


def cell(bprop, **attributes):
    """A cell of two inputs with a `bprop`."""

    class Own(nn.Cell):
        def __init__(self):
            super().__init__()
            for name, value in attributes.items():
                setattr(self, name, value)

        def construct(self, x, y):
            return x * y

    Own.bprop = bprop
    Own._special = True
    return Own()


def gradients(net):
    return plain(ops.GradOperation(get_all=True)(net)(A(2.0), A(3.0)))


def test_own_gradient():
    assert gradients(cell(lambda self, x, y, out, dout: (dout * 7, dout * 9))) == ([7.0], [9.0])
    assert gradients(cell(lambda self, x, y, out, dout: (dout, dout, x))) == ([1.0], [1.0])


OWN = [
    (lambda self, out: out, False, TypeError, "inputs[18446744073709551615] is not equal to the"),
    (lambda self, x, y, out: x, False, TypeError, "Size of bprop func inputs[1] is not equal"),
    (lambda self, *xs: xs[:2], False, TypeError, "is not equal to the size of cell inputs[2]"),
    (lambda self, x, y, out, dout: dout, False, TypeError, "which is: 2, but got:1."),
    (lambda self, x, y, out, dout: (x, x, x), True, TypeError, "which is: 2, but got:3."),
    (lambda self, x, y, out, dout: (None, x), False, TypeError, "<class 'NoneType'>"),
    (lambda self, x, y, out, dout: (3.0, x), True, ValueError, "should be Tensor, but got float"),
    (lambda self, x, y, out, dout: (ops.cast(x, ms.float16), x), True, TypeError, "got: Float16"),
    (lambda self, x, y, out, dout: (ops.concat((x, x)), x), True, ValueError, "same shape as"),
    (lambda self, x, y, out, dout: (x * self.w, x), False, RuntimeError, "support using Parameter"),
]  # fmt: skip


@pytest.mark.parametrize("case", range(len(OWN)))
def test_own_gradient_refused(case):
    bprop, check, kind, text = OWN[case]
    ms.set_context(check_bprop=check)
    with pytest.raises(kind) as caught:
        gradients(cell(bprop, w=W(2.0)))
    assert text in str(caught.value)


def test_weights_of_a_cell_with_its_own_gradient_get_zeros():
    net = cell(lambda self, x, y, out, dout: (dout, dout), w=W(2.0))
    type(net).construct = lambda self, x, y: x * y * self.w
    assert plain(ops.grad(net, 0, net.w)(A(2.0), A(3.0))) == ([1.0], [0.0])
    assert plain(ops.grad(net, None, net.w)(A(2.0), A(3.0))) == [0.0]


def test_gradient_taken_inside_a_cell_with_its_own():
    class Slope(nn.Cell):
        def construct(self, x):
            return ops.grad(lambda t: t * t * t)(x)

        def bprop(self, x, out, dout):
            return ops.grad(lambda t: t * t)(x) * dout

    assert plain(Slope()(A(2.0))) == [12.0]
    assert plain(ops.value_and_grad(Slope())(A(2.0))) == ([12.0], [4.0])


# -- hooks -------------------------------------------------------------------------------------


class Outer(nn.Cell):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.c = Square(), Product(), Pair()

    def construct(self, x):
        y = self.a(x)
        p, q = self.c(self.b(y, x))
        return p + q


def test_forward_hooks_run_in_order_and_replace():
    net, log = Outer(), []
    net.a.register_forward_pre_hook(lambda cell_id, inputs: log.append(plain(inputs)))
    net.a.register_forward_pre_hook(lambda cell_id, inputs: inputs[0] * 3)
    net.a.register_forward_pre_hook(lambda cell_id, inputs: log.append(plain(inputs)))
    net.a.register_forward_hook(lambda cell_id, inputs, output: log.append(plain(output)))
    assert plain(net(A(2.0))) == [6721056.0]
    assert log == [([2.0],), ([6.0],), [36.0]]
    assert plain(ops.grad(net)(A(2.0))) == [33598800.0]


def test_backward_hooks_see_the_gradients_of_outputs_and_inputs():
    net, log = Outer(), []
    net.a.register_backward_hook(lambda i, given, taken: log.append(("a", plain((given, taken)))))
    net.b.register_backward_hook(lambda i, given, taken: log.append(("b", plain((given, taken)))))
    net.c.register_backward_hook(lambda i, given, taken: log.append(("c", plain((given, taken)))))
    assert plain(ops.grad(net)(A(2.0))) == [5200.0]
    assert log == [
        ("c", (([1.0], [1.0]), ([65.0],))),
        ("b", (([65.0],), ([1040.0], [1040.0]))),
        ("a", (([1040.0],), ([4160.0],))),
    ]


def test_backward_hooks_replace_one_after_the_other():
    net, log = Outer(), []
    net.a.register_backward_hook(lambda i, given, taken: (given[0] * 0 + 7,))
    handle = net.a.register_backward_hook(lambda i, given, taken: log.append(plain(taken)))
    assert plain(ops.grad(net)(A(2.0))) == [1047.0]
    assert log == [([7.0],)]
    handle.remove()
    handle.remove()
    ops.grad(net)(A(2.0))
    assert len(log) == 1


BACKWARD = [
    ("a", lambda i, given, taken: given[0], "hook function should be a tuple!"),
    ("a", lambda i, given, taken: (given[0], given[0]), "should be a tensor but got tuple."),
    ("b", lambda i, given, taken: (given[0],), "The output gradient should be a tuple!"),
]


@pytest.mark.parametrize("case", range(len(BACKWARD)))
def test_backward_hooks_return_tuples(case):
    name, hook, text = BACKWARD[case]
    net = Outer()
    getattr(net, name).register_backward_hook(hook)
    with pytest.raises(TypeError) as caught:
        ops.grad(net)(A(2.0))
    assert text in str(caught.value)


def test_hooks_do_not_run_in_compiled_code():
    net = Outer()
    net.a.register_forward_hook(lambda cell_id, inputs, output: output * 5)
    assert plain(net(A(2.0))) == [640800.0]
    assert plain(ms.jit(lambda x: net(x))(A(2.0))) == [1056.0]
    ms.set_context(mode=ms.GRAPH_MODE)
    assert plain(net(A(2.0))) == [1056.0]


def test_compiled_functions_are_no_forward_hooks():
    hook = ms.jit(lambda *args: args[-1])
    for method in ("register_forward_hook", "register_forward_pre_hook"):
        with pytest.raises(TypeError, match="with '@jit' is not supported"):
            getattr(Square(), method)(hook)
    Square().register_backward_hook(hook)


def test_hook_of_a_tensor_returns_a_tensor():
    def scaled(x):
        return ops.HookBackward(lambda g: g[0] * 10)(x) * 2

    def wrong(x):
        return ops.HookBackward(lambda g: 3)(x) * 2

    assert plain(ops.grad(scaled)(A(3.0))) == [20.0]
    with pytest.raises(TypeError, match="should be a tensor but got int"):
        ops.grad(wrong)(A(3.0))


# -- recomputation -----------------------------------------------------------------------------


def test_recomputation_is_for_graph_mode():
    net = Outer()
    net.recompute(mp_comm_recompute=False)
    assert net.get_scope() == net.a.get_scope() == "recompute_"
    with pytest.raises(TypeError, match="Recompute is not supported in PyNative mode"):
        net(A(2.0))
    with pytest.raises(RuntimeError, match="can be configured only once"):
        net.a.recompute()
    ms.set_context(mode=ms.GRAPH_MODE)
    assert plain(net(A(2.0))) == [1056.0]
    assert plain(ops.grad(net)(Tensor([2.0], ms.float32))) == [5200.0]
