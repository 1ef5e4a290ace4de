"""Functions with a derivative to check: each primitive, each operand, the awkward parameters.

Inputs stay away from kinks; those have tests by name in test_conventions.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from compat.core import op, state


class Case(NamedTuple):
    primitive: str
    label: str
    function: Callable[..., Any]
    xs: tuple[np.ndarray, ...]
    order: int = 2
    tolerance: float = 1e-7


BINARY = (
    *("add", "subtract", "multiply", "divide", "atan2"),
    *("maximum", "minimum", "remainder", "fmod"),
)
CASES: list[Case] = []


def add(primitive, label, function, *xs, order=2, tolerance=1e-7):
    CASES.append(Case(primitive, label, function, xs, order, tolerance))


def to_values(xs, dtype=None):
    """NumPy arrays as arrays of the backend under test."""
    return [op.asarray(x, dtype or str(x.dtype), state.device()) for x in xs]


def normal(*shape, seed=0):
    return np.random.default_rng([seed, *shape]).standard_normal(shape)


def within(low, high, *shape, seed=0):
    return np.random.default_rng([seed, *shape]).uniform(low, high, shape)


def apart(*shape, seed=0):
    """Distinct values at least 0.5 apart, none within 0.2 of 0."""
    n = int(np.prod(shape))
    values = (np.arange(n) - n // 2) * 0.5 + 0.22
    return np.random.default_rng([seed, n]).permutation(values).reshape(shape)


def waves(*shape, seed=0):
    return normal(*shape, seed=seed) + 1j * normal(*shape, seed=seed + 1)


def index(values):
    return op.asarray(np.asarray(values), "int64", state.device())


def bool_(x):
    return op.asarray(x, "bool", state.device())
