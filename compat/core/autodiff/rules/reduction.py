"""Derivatives of reductions and scans."""

from __future__ import annotations

from typing import Any

from ...compose import narrow
from ...table import op
from . import vjp
from .broadcast import conj, count, kept, spread, zeros

Ints = tuple[int, ...]


@vjp("sum", "x")
def _(g: Any, shape: Ints, axis: Ints) -> Any:
    return spread(g, shape, axis)


@vjp("mean", "x")
def _(g: Any, shape: Ints, axis: Ints) -> Any:
    return spread(op.divide(g, count(shape, axis)), shape, axis)


def _of_extremes(g: Any, x: Any, result: Any, axis: Ints) -> Any:
    """The cotangent, shared by the elements that equal the result."""
    shape = op.shape_of(x)
    low = kept(shape, axis)
    found = op.astype(op.equal(x, op.reshape(result, low)), op.dtype_of(x))
    share = op.divide(op.reshape(g, low), op.sum(found, axis, True))
    return op.multiply(found, share)


@vjp("max", "x")
def _(g: Any, x: Any, result: Any, axis: Ints) -> Any:
    return _of_extremes(g, x, result, axis)


@vjp("min", "x")
def _(g: Any, x: Any, result: Any, axis: Ints) -> Any:
    return _of_extremes(g, x, result, axis)


@vjp("logsumexp", "x")
def _(g: Any, x: Any, result: Any, axis: Ints) -> Any:
    low = kept(op.shape_of(x), axis)
    peak = op.where(op.isfinite(result), result, 0)
    return op.multiply(op.reshape(g, low), op.exp(op.subtract(x, op.reshape(peak, low))))


@vjp("prod", "x")
def _(g: Any, x: Any, axis: Ints) -> Any:
    shape = op.shape_of(x)
    others = tuple(i for i in range(len(shape)) if i not in axis)
    order = (*others, *axis)
    flat = op.reshape(op.permute_dims(x, order), (*(shape[i] for i in others), count(shape, axis)))
    last = len(others)
    before = _running_before(flat, last)
    behind = op.flip(_running_before(op.flip(flat, (last,)), last), (last,))
    rest = op.reshape(op.multiply(before, behind), tuple(shape[i] for i in order))
    rest = op.permute_dims(rest, tuple(order.index(i) for i in range(len(shape))))
    return op.multiply(op.reshape(g, kept(shape, axis)), conj(rest))


def _running_before(x: Any, axis: int) -> Any:
    """Product of all elements before each one along `axis`."""
    shape = op.shape_of(x)
    one = op.full(kept(shape, (axis,)), 1, op.dtype_of(x), op.device_of(x))
    if shape[axis] < 2:
        return op.broadcast_to(one, shape)
    return op.concat([one, op.cumulative_prod(narrow(x, axis, 0, shape[axis] - 1), axis)], axis)


@vjp("cumulative_sum", "x")
def _(g: Any, axis: int) -> Any:
    return op.flip(op.cumulative_sum(op.flip(g, (axis,)), axis), (axis,))


@vjp("cumulative_prod", "x")
def _(g: Any, x: Any, axis: int) -> Any:
    """The product before `i` times `s[i]`, where `s[i] = g[i] + x[i + 1] * s[i + 1]`.

    The recurrence is solved by doubling, without a division, so zeros are exact.
    """
    n = op.shape_of(x)[axis]
    x = conj(x)
    total, factor, step = g, _advanced(x, axis, 1), 1
    while step < n:
        total = op.add(total, op.multiply(factor, _advanced(total, axis, step)))
        factor = op.multiply(factor, _advanced(factor, axis, step))
        step *= 2
    return op.multiply(_running_before(x, axis), total)


def _advanced(x: Any, axis: int, by: int) -> Any:
    """`x[i + by]` at `i` along `axis`, 0 past the end."""
    shape = op.shape_of(x)
    by = shape[axis] if by > shape[axis] else by
    widths = tuple((0, by) if i == axis else (0, 0) for i in range(len(shape)))
    return op.pad(narrow(x, axis, by, shape[axis]), widths, "constant", 0)


@vjp("cumulative_max", "x")
def _(g: Any, result_1: Any, shape: Ints, axis: int) -> Any:
    return op.put_along_axis(zeros(g[0], shape), result_1, g[0], axis, "add")
