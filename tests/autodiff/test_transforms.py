"""Transforms over the engine in use."""

from __future__ import annotations

import numpy as np
import pytest

from compat.core import autodiff, op, state
from compat.core.autodiff.check import DerivativeError, check
from compat.core.autodiff.transforms import grad, hvp, jacobian, jvp, value_and_grad, vjp


@pytest.fixture
def x(backend):
    return value([0.5, -1.0, 2.0])


def value(data):
    return op.asarray(np.asarray(data), "float64", state.device())


def numbers(x):
    assert not autodiff.engine().is_tracked(x)
    return op.to_numpy(x)


def cubes(x):
    return op.sum(op.multiply(op.multiply(x, x), x), (0,), False)


def test_grad_of_a_scalar_function(x):
    assert np.allclose(numbers(grad(cubes)(x)[0]), 3 * numbers(x) ** 2)


def test_grad_of_chosen_arguments(x):
    found = grad(lambda a, b: op.multiply(a, op.multiply(b, b)), (1,))(x, x)
    assert len(found) == 1
    assert np.allclose(numbers(found[0]), 2 * numbers(x) ** 2)


def test_value_and_grad_returns_raw_results(x):
    y, found = value_and_grad(lambda a: (cubes(a), op.sum(a, (0,), False)))(x)
    assert isinstance(y, tuple)
    assert numbers(y[1]) == 1.5
    assert np.allclose(numbers(found[0]), 3 * numbers(x) ** 2 + 1)


def test_grad_nests(x):
    def slope(a):
        return op.sum(grad(cubes)(a)[0], (0,), False)

    assert np.allclose(numbers(grad(slope)(x)[0]), 6 * numbers(x))
    third = grad(lambda a: op.sum(grad(slope)(a)[0], (0,), False))
    assert np.allclose(numbers(third(x)[0]), 6.0)


def test_grad_of_a_function_that_closes_over_an_outer_value(x):
    def outer(a):
        inner = grad(lambda b: op.sum(op.multiply(a, op.multiply(b, b)), (0,), False))
        return op.sum(op.multiply(a, inner(a)[0]), (0,), False)

    assert np.allclose(numbers(grad(outer)(x)[0]), 6 * numbers(x) ** 2)


def test_vjp_pulls_cotangents_back(x):
    y, pullback = vjp(op.exp, x)
    assert np.allclose(numbers(y), np.exp(numbers(x)))
    assert np.allclose(numbers(pullback(x)[0]), numbers(x) * np.exp(numbers(x)))


def test_jvp_pushes_tangents_forward(x):
    y, tangent = jvp(lambda a, b: op.multiply(a, b), [x, value([1.0, 2.0, 3.0])], [x, x])
    assert np.allclose(numbers(y), [0.5, -2.0, 6.0])
    assert np.allclose(numbers(tangent), numbers(x) * [1, 2, 3] + numbers(x) ** 2)


def test_jvp_of_several_results(x):
    _, tangents = jvp(lambda a: (op.exp(a), op.sum(a, (0,), False)), [x], [x])
    assert np.allclose(numbers(tangents[0]), numbers(x) * np.exp(numbers(x)))
    assert numbers(tangents[1]) == 1.5


def test_jacobian_has_the_shapes_of_result_and_argument(x):
    found = jacobian(lambda a: op.reshape(op.concat([a, op.multiply(a, a)], 0), (2, 3)), x)
    assert op.shape_of(found) == (2, 3, 3)
    assert np.allclose(numbers(found), [np.eye(3), np.diag(2 * numbers(x))])


def test_jacobian_of_grad_is_the_hessian(x):
    found = jacobian(lambda a: grad(cubes)(a)[0], x)
    assert np.allclose(numbers(found), np.diag(6 * numbers(x)))


def test_hvp_multiplies_the_hessian(x):
    assert np.allclose(numbers(hvp(cubes, [x], [x])[0]), 6 * numbers(x) ** 2)


def test_check_accepts_what_is_right(x):
    check(op.sin, [x], order=3)


def test_check_finds_a_wrong_derivative(x):
    wrong = autodiff.engine().custom(op.sin, lambda gs, xs, ys: [op.multiply(gs[0], ys[0])])
    with pytest.raises(DerivativeError, match="order 1"):
        check(wrong, [x])


def test_check_finds_a_wrong_second_derivative(x):
    def backward(cotangents, xs, results):
        return [op.multiply(cotangents[0], autodiff.engine().detach(op.cos(xs[0])))]

    wrong = autodiff.engine().custom(op.sin, backward)
    check(wrong, [x])
    with pytest.raises(DerivativeError, match="order 2"):
        check(wrong, [x], order=2)
