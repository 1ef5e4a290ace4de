"""Methods of tensors; results recorded from MindSpore 2.0.0."""

import numpy as np
import pytest

import compat.mindspore_api as ms
from compat.mindspore_api import Parameter, Tensor

from ..oracle import mindspore_cases as cases
from .golden import assert_same, evaluate, recorded


@pytest.mark.parametrize("expression", cases.METHODS)
def test_method_as_recorded(expression):
    assert_same(evaluate(expression, cases.names), recorded("methods")[expression])


def test_keywords_are_those_of_the_method():
    x = Tensor([[1.0, 2.0]])
    assert x.sub(y=x).asnumpy().tolist() == [[0, 0]]
    assert x.mean(axis=1, keep_dims=True).shape == (1, 1)
    with pytest.raises(TypeError, match="unexpected keyword argument 'dim'"):
        x.mean(dim=1)
    with pytest.raises(TypeError, match="too many positional"):
        x.abs(1)
    with pytest.raises(TypeError, match="missing a required argument"):
        x.add()


# -- differentiation ---------------------------------------------------------------------------

X = np.array([[1.0, -2.0, 3.0], [0.5, 4.0, -1.0]], np.float32)


def gradient(function, *arrays):
    return ms.grad(function)(*[Tensor(a) for a in arrays]).asnumpy()


@pytest.mark.parametrize(
    ("function", "wanted"),
    [
        (lambda x: (x * x).sum(), 2 * X),
        (lambda x: (x / 2 + 3 - x * 0.5).sum(), 0 * X),
        (lambda x: (2 - x).sum(), 0 * X - 1),
        (lambda x: (x**2).sum(), 2 * X),
        (lambda x: (abs(x) ** 0.5).sum(), np.sign(X) / 2 / np.sqrt(np.abs(X))),
        (lambda x: (2**x).sum(), 2**X * np.log(2)),
        (lambda x: (1 / x).sum(), -1 / X**2),
        (lambda x: (x % 1.5).sum(), 0 * X + 1),
        (lambda x: (x // 2 + x).sum(), 0 * X + 1),
        (lambda x: x[0].sum(), [[1, 1, 1], [0, 0, 0]]),
        (lambda x: x[:, ::-2].sum(), [[1, 0, 1], [1, 0, 1]]),
        (lambda x: x[[0, 0], [1, 1]].sum(), [[0, 2, 0], [0, 0, 0]]),
        (lambda x: x[x > 0].sum(), X > 0),
        (lambda x: x[..., None, 1].sum(), [[0, 1, 0], [0, 1, 0]]),
        (lambda x: x.reshape(-1)[1:3].sum(), [[0, 1, 1], [0, 0, 0]]),
        (lambda x: x.T.view(6)[0:2].sum(), [[1, 0, 0], [1, 0, 0]]),
        (lambda x: x.astype(ms.float16).sum(), 0 * X + 1),
        (lambda x: x.repeat(3, 0).sum(), 0 * X + 3),
        (lambda x: x.copy().mean(), 0 * X + 1 / 6),
        (lambda x: abs(x).sum(), np.sign(X)),
        (lambda x: x.max(1).sum(), [[0, 0, 1], [0, 1, 0]]),
        (lambda x: x.var(), 2 * (X - X.mean()) / 6),
        (lambda x: x.cumsum(1)[:, 1].sum(), [[1, 1, 0], [1, 1, 0]]),
        (lambda x: x.fill_diagonal(0.0).sum(), [[0, 1, 1], [1, 0, 1]]),
    ],
)
def test_gradient_flows(function, wanted):
    assert np.allclose(gradient(function, X), wanted, atol=1e-6)


def test_gradient_flows_through_assignment():
    def function(x, y):
        z = x * 1.0
        z[0] = y * 2.0
        z[1, 1] = 0.0
        return (z * z).sum()

    x, y = X, np.array([1.0, 2.0, 3.0], np.float32)
    dx, dy = ms.grad(function, grad_position=(0, 1))(Tensor(x), Tensor(y))
    wanted = 2 * x
    wanted[0], wanted[1, 1] = 0, 0
    assert np.allclose(dx.asnumpy(), wanted)
    assert np.allclose(dy.asnumpy(), 8 * y)


def test_gradient_flows_through_masked_assignment():
    def function(x):
        z = x * 1.0
        z[z > 0] = 0.0
        return (z * z).sum()

    assert np.allclose(gradient(function, X), np.where(X > 0, 0, 2 * X))


def test_parameter_is_untouched_by_differentiation():
    p = Parameter(Tensor([1.0, 2.0]), name="p")
    got = ms.grad(lambda x: (x * p).sum(), grad_position=None, weights=ms.ParameterTuple([p]))
    assert got(Tensor([3.0, 4.0]))[0].asnumpy().tolist() == [3, 4]
    assert p.asnumpy().tolist() == [1, 2]
    assert isinstance(p.asnumpy(), np.ndarray)
