"""Derivatives of reshaping, joining and slicing."""

from __future__ import annotations

from typing import Any

from ...compose import narrow, split
from ...table import op
from ..slices import Slices
from . import vjp
from .broadcast import unbroadcast, zeros

Ints = tuple[int, ...]


@vjp("reshape", "x")
def _(g: Any, shape: Ints) -> Any:
    return op.reshape(g, shape)


@vjp("permute_dims", "x")
def _(g: Any, axes: Ints) -> Any:
    back = [0] * len(axes)
    for i, axis in enumerate(axes):
        back[axis] = i
    return op.permute_dims(g, tuple(back))


@vjp("broadcast_to", "x")
def _(g: Any, shape: Ints) -> Any:
    return unbroadcast(g, shape)


@vjp("concat", "xs")
def _(g: Any, shape: list[Ints], axis: int) -> list[Any]:
    return split(g, [one[axis] for one in shape], axis)


@vjp("stack", "xs")
def _(g: Any, shape: list[Ints], axis: int) -> list[Any]:
    return [op.reshape(narrow(g, axis, i, i + 1), one) for i, one in enumerate(shape)]


@vjp("flip", "x")
def _(g: Any, axis: Ints) -> Any:
    return op.flip(g, axis)


@vjp("tile", "x")
def _(g: Any, shape: Ints, repeats: Ints) -> Any:
    pairs = tuple(n for pair in zip(repeats, shape, strict=True) for n in pair)
    return op.sum(op.reshape(g, pairs), tuple(range(0, len(pairs), 2)), False)


@vjp("pad", "x")
def _(g: Any, shape: Ints, widths: tuple[tuple[int, int], ...], mode: str) -> Any:
    if mode == "constant":
        begin = tuple(low for low, _ in widths)
        end = tuple(low + n for (low, _), n in zip(widths, shape, strict=True))
        return op.strided_slice(g, begin, end, (1,) * len(widths))
    for axis, (low, high) in enumerate(widths):
        if low or high:
            g = _folded(g, axis, low, shape[axis], mode)
    return g


def _folded(g: Any, axis: int, low: int, n: int, mode: str) -> Any:
    """Every position along `axis` added to the one it was copied from."""
    shape = op.shape_of(g)
    source = [_source(i - low, n, mode) for i in range(shape[axis])]
    index = op.reshape(op.asarray(source, "int64", op.device_of(g)), (len(source), 1))
    order = (axis, *(i for i in range(len(shape)) if i != axis))
    moved = op.permute_dims(g, order)
    start = zeros(g, (n, *(shape[i] for i in order[1:])))
    back = tuple(order.index(i) for i in range(len(shape)))
    return op.permute_dims(op.scatter_nd(start, index, moved, "add"), back)


def _source(i: int, n: int, mode: str) -> int:
    """The position that padding of `mode` reads at position `i` of an axis of size `n`."""
    if mode == "edge":
        return min(max(i, 0), n - 1)
    if mode == "wrap":
        return i % n
    period = 2 * n if mode == "symmetric" else max(2 * n - 2, 1)
    i %= period
    return i if i < n else period - i - (mode == "symmetric")


@vjp("strided_slice", "x")
def _(g: Any, shape: Ints, begin: Ints, end: Ints, step: Ints) -> Any:
    return Slices(g, shape, begin, end, step)


@vjp("strided_update", "x")
def _(g: Any, begin: Ints, end: Ints, step: Ints) -> Any:
    sizes = tuple(len(range(*limits)) for limits in zip(begin, end, step, strict=True))
    return op.strided_update(g, zeros(g, sizes), begin, end, step)


@vjp("strided_update", "updates")
def _(g: Any, begin: Ints, end: Ints, step: Ints) -> Any:
    return op.strided_slice(g, begin, end, step)
