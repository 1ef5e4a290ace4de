"""Comparison of derivatives with finite differences."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from ..table import op
from .engine import engine

Function = Callable[..., Any]
STEP = 1e-3
TOLERANCE = 1e-7


class DerivativeError(AssertionError):
    """A derivative differs from the finite difference."""


def check(
    function: Function,
    xs: Sequence[Any],
    order: int = 1,
    step: float = STEP,
    tolerance: float = TOLERANCE,
) -> None:
    """Compare derivatives of `function` at the float64 or complex128 `xs` up to `order`.

    A random direction for all of `xs` and a random projection of the results make one number; its
    difference quotient of fourth order is compared with what the engine says. Orders above the
    first check the derivative as a function of `xs` and of the cotangent.
    """
    xs = [engine().detach(x) for x in xs]
    _check(function, xs, order, 1, step, tolerance)


def _check(
    function: Function, xs: list[Any], order: int, level: int, step: float, tolerance: float
) -> None:
    ys = _several(function(*xs))
    cotangents = [_random(y, (level, 2 * i)) for i, y in enumerate(ys)]
    directions = [_random(x, (level, 2 * i + 1)) for i, x in enumerate(xs)]

    def moved(by: float) -> float:
        shifted = [op.add(x, op.multiply(v, by)) for x, v in zip(xs, directions, strict=True)]
        return _dot(_several(function(*shifted)), cotangents)

    near, far = moved(step) - moved(-step), moved(2 * step) - moved(-2 * step)
    expected = (8 * near - far) / (12 * step)
    slopes_here = _pulled(function, xs, cotangents, False)
    for x, g in zip(xs, slopes_here, strict=True):
        if (op.shape_of(g), op.dtype_of(g)) != (op.shape_of(x), op.dtype_of(x)):
            raise DerivativeError(f"order {level}: {_kind(g)} for an operand of {_kind(x)}")
    found = _dot(slopes_here, directions)
    size = math.sqrt(_dot(directions, directions)) * max(1.0, abs(expected))
    if not abs(found - expected) <= tolerance * size:
        raise DerivativeError(f"order {level}: derivative {found!r}, differences say {expected!r}")
    if level < order:
        n = len(xs)

        def slopes(*both: Any) -> tuple[Any, ...]:
            return tuple(_pulled(function, both[:n], both[n:], True))

        _check(slopes, [*xs, *cotangents], order, level + 1, step, tolerance)


def _pulled(
    function: Function, xs: Sequence[Any], cotangents: Sequence[Any], track: bool
) -> list[Any]:
    e = engine()
    leaves = [e.leaf(x) for x in xs]
    found = e.gradients(_several(function(*leaves)), cotangents, leaves, track, False)
    return found if track else [e.detach(g) for g in found]


def _several(results: Any) -> tuple[Any, ...]:
    return tuple(results) if isinstance(results, (tuple, list)) else (results,)


def _kind(x: Any) -> str:
    return f"{op.dtype_of(x)}{list(op.shape_of(x))}"


def _random(like: Any, key: tuple[int, int]) -> Any:
    shape, dtype, device = op.shape_of(like), op.dtype_of(like), op.device_of(like)
    if dtype != "complex128":
        return op.random_normal(key, shape, "float64", device)
    parts = [
        op.random_normal((key[0], key[1] + 1000 * i), shape, "float64", device) for i in (1, 2)
    ]
    return op.complex(*parts)


def _dot(xs: Sequence[Any], ys: Sequence[Any]) -> float:
    """Sum of `Re(conj(x) * y)` over all elements."""
    total = 0.0
    for x, y in zip(xs, ys, strict=True):
        product = op.multiply(op.conj(engine().detach(x)), y)
        total += float(op.to_numpy(op.real(product)).sum())
    return total
