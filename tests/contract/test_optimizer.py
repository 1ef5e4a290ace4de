"""Optimiser steps: the formulas, and what they may and may not write to."""

from __future__ import annotations

import numpy as np
import pytest

from compat.core import op, registry, state

from .reference import FLOATS, assert_same, given, plain, samples

SHAPES = [(), (3,), (4, 5), (300, 301)]
STEPS = [
    ("sgd_update", 1, (0.1,)),
    ("momentum_update", 2, (0.1, 0.9, False)),
    ("momentum_update", 2, (0.1, 0.9, True)),
    ("adam_update", 3, (0.1, 0.9, 0.99, 1e-8)),
    ("blend_update", 1, (0.9, 0.1)),
    ("blend_update", 1, (0.5, 0.25)),
]


def sgd_update(p, g, lr):
    return (p - lr * g,)


def momentum_update(p, m, g, lr, momentum, nesterov):
    m = momentum * m + g
    return p - lr * (g + momentum * m if nesterov else m), m


def adam_update(p, m, v, g, lr, beta1, beta2, eps):
    m, v = m + (1 - beta1) * (g - m), v + (1 - beta2) * (g * g - v)
    return p - lr * m / (np.sqrt(v) + eps), m, v


def blend_update(p, x, keep, gain):
    return (keep * p + gain * x,)


FORMULAS = (sgd_update, momentum_update, adam_update, blend_update)
REFERENCE = {f.__name__: f for f in FORMULAS}


def selected(name):
    return getattr(op, name)


def composed(name):
    return registry._default_of(name)


@pytest.mark.parametrize("choose", [selected, composed])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize(("name", "states", "rates"), STEPS)
def test_steps(choose, name, states, rates, dtype, shape):
    arrays = [samples(shape, dtype, seed=i, low=0.1, high=1) for i in range(states + 1)]
    expected = REFERENCE[name](*[a.astype("float64") for a in arrays], *rates)
    operands = [given(a) for a in arrays]
    results = choose(name)(*operands, *rates)
    results = results if isinstance(results, (tuple, list)) else (results,)
    for found, exact in zip(results, expected, strict=True):
        assert_same(plain(found), exact, dtype, factor=9)
    np.testing.assert_array_equal(plain(operands[-1]), arrays[-1])  # the gradient


@pytest.mark.parametrize(("name", "states", "rates"), STEPS)
def test_the_gradient_may_be_a_view(name, states, rates):
    whole = [op.full((3, 2), 0.5, "float32", state.device()) for _ in range(states)]
    g = given(samples((2, 3), "float32"))
    results = selected(name)(*whole, op.permute_dims(g, (1, 0)), *rates)
    results = results if isinstance(results, (tuple, list)) else (results,)
    halves = [np.full((3, 2), 0.5)] * states
    expected = REFERENCE[name](*halves, samples((2, 3), "float32").T.astype("float64"), *rates)
    for found, exact in zip(results, expected, strict=True):
        assert_same(plain(found), exact, "float32", factor=9)
