"""Activations: the selected kernel and the default."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pytest
from scipy import special

from .reference import FLOATS, assert_same, run, run_default, samples

INF, NAN = float("inf"), float("nan")
both = pytest.mark.parametrize("function", [run, run_default])


def phi(x):
    return x * special.ndtr(x)


def tanh_form(x):
    return 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


ACTIVATIONS = [
    ("relu", (), lambda x: np.maximum(x, 0)),
    ("leaky_relu", (0.2, 0.2), lambda x: np.where(x > 0, x, 0.2 * x)),
    ("leaky_relu", (3.0, 2.0), lambda x: np.where(x > 0, x, 3.0 * x)),
    ("leaky_relu", (-0.5, 0.25), lambda x: np.where(x > 0, x, -0.5 * x)),
    ("leaky_relu", (0.0, 0.0), lambda x: np.where(x > 0, x, 0 * x)),
    ("softplus", (), lambda x: np.logaddexp(x, 0)),
    ("gelu", (False,), phi),
    ("gelu", (True,), tanh_form),
    ("softmax", (1,), lambda x: special.softmax(x, 1)),
    ("softmax", (0,), lambda x: special.softmax(x, 0)),
    ("log_softmax", (1,), lambda x: special.log_softmax(x, 1)),
    ("log_softmax", (0,), lambda x: special.log_softmax(x, 0)),
]


@both
@pytest.mark.parametrize("dtype", ["float16", *FLOATS])
@pytest.mark.parametrize(("name", "rest", "exact"), ACTIVATIONS)
def test_activations(function, name, rest, exact, dtype):
    x = samples((4, 5), dtype, low=-4, high=4)
    factor = 4 if dtype == "float16" else 20
    assert_same(function(name, x, *rest), exact(x.astype("float64")), dtype, factor=factor)


@both
def test_activations_do_not_overflow(function):
    x = np.array([[1000, -1000, 0]], "float32")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert_same(function("softplus", x), [[1000, 0, np.log(2)]], "float32")
        assert_same(function("softmax", x, 1), [[1, 0, 0]], "float32")
        assert_same(function("log_softmax", x, 1), [[0, -2000, -1000]], "float32")
        assert_same(function("relu", x), [[1000, 0, 0]], "float32")


@both
def test_relu_keeps_nan_and_integers(function):
    assert_same(function("relu", np.array([NAN, -INF, INF], "float32")), [NAN, 0, INF], "float32")
    assert_same(function("relu", np.array([-3, 0, 4], "int32")), [0, 0, 4], "int32")
    many = np.tile(np.array([NAN, -INF, INF, -2, 3], "float32"), 2000)
    assert_same(function("relu", many), np.maximum(many, 0), "float32")


@both
def test_a_mask_of_minus_infinity_gives_no_weight(function):
    x = np.array([[0, -INF, 0]], "float32")
    assert_same(function("softmax", x, 1), [[0.5, 0, 0.5]], "float32")
