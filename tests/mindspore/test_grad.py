"""Gradients of functions and cells of the MindSpore frontend."""

import threading

import numpy as np
import pytest

import compat.mindspore_api as ms
from compat.core import autodiff
from compat.mindspore_api import Parameter, ParameterTuple, Tensor, nn, ops


def weight(*values, name="w"):
    return Parameter(Tensor(np.array(values, np.float32)), name=name)


def array(*values):
    return Tensor(np.array(values, np.float32))


def central(function, x, step=1e-3):
    """Finite differences of the sum of `function`, in float64."""
    found = np.zeros_like(x)
    for i in np.ndindex(*x.shape):
        moved = x.copy()
        moved[i] += step
        up = function(moved)
        moved[i] -= 2 * step
        found[i] = (up - function(moved)) / (2 * step)
    return found


SMOOTH = [
    ops.exp, ops.tanh, ops.sigmoid, ops.sin, ops.erf, ops.square, ops.silu, ops.mish, ops.gelu,
    ops.softmax, lambda x: ops.logsumexp(x, 1), lambda x: ops.norm(x, 2, 1),
    lambda x: ops.cumsum(x, 1), lambda x: ops.cumprod(x, 1), lambda x: ops.matmul(x, x.T),
    lambda x: ops.std(x, 1), lambda x: ops.gather(x, Tensor([1, 1, 0]), 0),
    lambda x: ops.pad(x, [1, 1], mode="reflect"), lambda x: ops.L2Normalize(1)(x),
    lambda x: ops.concat((x, x * x), 1), lambda x: ops.strided_slice(x, (0, 2), (3, 0), (1, -1)),
]  # fmt: skip


@pytest.mark.parametrize("function", SMOOTH)
def test_gradient_agrees_with_finite_differences(function):
    x = np.random.RandomState(3).uniform(0.3, 1.2, (3, 4))
    scale = np.random.RandomState(4).randn(*function(Tensor(x)).shape)

    def value(x):
        return float((function(Tensor(x)).asnumpy() * scale).sum())

    found = ops.grad(lambda t: function(t) * Tensor(scale))(Tensor(x)).asnumpy()
    np.testing.assert_allclose(found, central(value, x), rtol=1e-4, atol=1e-5)


def test_second_and_third_derivative_by_nesting():
    cube = ops.grad(ops.grad(lambda x: x * x * x * x))
    assert cube(array(2.0)).asnumpy() == pytest.approx([48.0])
    assert ops.grad(cube)(array(2.0)).asnumpy() == pytest.approx([48.0])


def test_parameters_hold_their_values_again_after_an_exception():
    w = weight(2.0)

    def fail(x):
        assert autodiff.engine().is_tracked(w._value)
        raise KeyError("on purpose")

    with pytest.raises(KeyError):
        ops.GradOperation(get_by_list=True)(fail, [w])(array(1.0))
    assert not autodiff.engine().is_tracked(w._value)
    assert w.asnumpy().tolist() == [2.0]


def test_values_assigned_inside_stay_and_are_not_recorded():
    w, count = weight(2.0), weight(0.0, name="count")

    def step(x):
        ops.assign_add(count, x)
        return w * x

    gradient = ops.grad(step, None, [w])(array(3.0))
    assert gradient[0].asnumpy().tolist() == [3.0]
    assert count.asnumpy().tolist() == [3.0]
    assert not autodiff.engine().is_tracked(count._value)


def test_weights_in_several_forms():
    a, b = weight(2.0, name="a"), weight(5.0, name="b")

    def product(x):
        return a * b * x

    assert ops.grad(product, None, a)(array(1.0)).asnumpy().tolist() == [5.0]
    pair = ops.grad(product, 0, ParameterTuple([a, b]))(array(1.0))
    assert pair[0].asnumpy().tolist() == [10.0]
    assert [g.asnumpy().tolist() for g in pair[1]] == [[5.0], [2.0]]
    value, gradients = ops.value_and_grad(product, None, [b, b])(array(1.0))
    assert value.asnumpy().tolist() == [10.0]
    assert [g.asnumpy().tolist() for g in gradients] == [[2.0], [2.0]]


def test_aux_results_carry_no_gradient():
    value, gradient = ops.value_and_grad(lambda x: (x * x, x * 3, x), 0, None, True)(array(2.0))
    assert [v.asnumpy().tolist() for v in value] == [[4.0], [6.0], [2.0]]
    assert gradient.asnumpy().tolist() == [4.0]
    gradient, aux = ops.grad(lambda x: (x * x, x * 3), 0, None, True)(array(2.0))
    assert gradient.asnumpy().tolist() == [4.0]
    assert aux[0].asnumpy().tolist() == [6.0]


def test_sens_for_tuple_results():
    gradient = ops.GradOperation(sens_param=True)(lambda x: (x * 2, x * 3))(
        array(1.0), (array(10.0), array(100.0))
    )
    assert gradient.asnumpy().tolist() == [320.0]


def test_cell_with_its_own_bprop():
    class Doubled(nn.Cell):
        def construct(self, x):
            return x * x

        def bprop(self, x, out, dout):
            return (dout * 100 + out,)

    gradient = ops.grad(Doubled())(array(3.0))
    assert gradient.asnumpy().tolist() == [109.0]


def test_insert_gradient_and_hook():
    seen = []

    def hook(dout):
        seen.append(dout[0].asnumpy().tolist())
        return dout[0] * 2

    hooked = ops.HookBackward(hook)
    inserted = ops.InsertGradientOf(lambda dout: dout * 10)
    gradient = ops.grad(lambda x: inserted(hooked(x * 3)))(array(1.0))
    assert seen == [[10.0]]
    assert gradient.asnumpy().tolist() == [60.0]


def test_stop_gradient():
    assert ops.grad(lambda x: ops.stop_gradient(x) * x)(array(3.0)).asnumpy().tolist() == [3.0]


def test_directional_derivatives():
    x, v = array(1.0, 2.0), array(1.0, 10.0)
    value, tangent = ops.jvp(lambda x: x * x, x, v)
    assert tangent.asnumpy().tolist() == [2.0, 40.0]
    value, pull = ops.vjp(lambda x: x * x, x)
    assert value.asnumpy().tolist() == [1.0, 4.0]
    assert pull(v)[0].asnumpy().tolist() == [2.0, 40.0]
    _, push = ops.linearize(lambda x: x * x * x, x)
    assert push(v).asnumpy().tolist() == [3.0, 120.0]


def test_jacobians():
    matrix = np.arange(6, dtype=np.float32).reshape(2, 3)

    def product(x):
        return ops.matmul(Tensor(matrix), x)

    for jacobian in (ops.jacrev, ops.jacfwd):
        np.testing.assert_array_equal(jacobian(product)(array(1.0, 2.0, 3.0)).asnumpy(), matrix)


def test_derivatives_of_order():
    value, second = ops.derivative(lambda x: x * x * x, array(2.0), 2)
    assert value.asnumpy().tolist() == [8.0]
    assert second.asnumpy() == pytest.approx([12.0])


def test_threads_differentiate_on_their_own():
    found = {}

    def work(i):
        w = weight(float(i))
        found[i] = ops.grad(lambda x: w * x * x, None, [w])(array(2.0))[0].asnumpy().tolist()

    threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {i: [4.0] for i in range(4)}


def test_float16_weight_of_a_3d_transposed_convolution_has_a_float32_gradient():
    rs = np.random.RandomState(0)
    x = Tensor(rs.randn(1, 2, 3, 3, 3).astype(np.float16))
    w = Tensor(rs.randn(2, 2, 2, 2, 2).astype(np.float16))
    gradients = ops.grad(lambda x, w: ops.Conv3DTranspose(2, 2, 2)(x, w), (0, 1))(x, w)
    assert [g.dtype for g in gradients] == [ms.float16, ms.float32]


def test_unused_inputs_and_weights_give_zeros():
    w = weight(1.0, 2.0)
    inputs, weights = ops.GradOperation(get_all=True, get_by_list=True)(lambda x, y: x * 2, [w])(
        array(1.0), array(5.0)
    )
    assert inputs[1].asnumpy().tolist() == [0.0]
    assert weights[0].asnumpy().tolist() == [0.0, 0.0]


def test_a_weight_that_is_returned_gets_its_gradient():
    v = ms.Parameter(ms.Tensor([1.0, 2.0]), name="v")
    x = ms.Tensor([3.0, 4.0])
    _, (by_weight,) = ops.grad(lambda a: (a * v, v), 0, [v])(x)
    assert by_weight.asnumpy().tolist() == [4.0, 5.0]


def test_custom_vjp_takes_the_gradient_it_is_given():
    from compat.mindspore_api.ops.function.grad.grad_func import custom_vjp

    product = custom_vjp(lambda a, b: a * b)
    product.defbwd(lambda a, b, out, dout: (dout * 10, out))
    a, b = ms.Tensor(2.0), ms.Tensor(3.0)
    assert float(product(a, b)) == 6.0
    assert [float(g) for g in ops.grad(product, (0, 1))(a, b)] == [10.0, 6.0]


def test_get_grad_refuses_what_is_not_there():
    found = ops.grad(lambda a: a * a, 0, return_ids=True)(ms.Tensor([1.0]))
    assert ops.get_grad(found, 0).asnumpy().tolist() == [2.0]
    with pytest.raises(RuntimeError, match="Can not find the gradient for position or Parameter 5"):
        ops.get_grad(found, 5)


def test_seeds_of_an_operator_fix_its_draw():
    draw = ops.StandardNormal(3, 4)((5,)).asnumpy()
    assert (draw == ops.StandardNormal(1, 4)((5,)).asnumpy()).all()
    assert (draw != ops.StandardNormal(3, 5)((5,)).asnumpy()).any()
