"""Rearrangements written with reshape, permute_dims and slices. Axes are non-negative."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from ..table import op


def ndim(x: Any) -> int:
    """Number of axes."""
    return len(op.shape_of(x))


def size(x: Any) -> int:
    """Number of elements."""
    return math.prod(op.shape_of(x))


def broadcast_pair(x1: Any, x2: Any) -> tuple[Any, Any]:
    """Both in the shape that they broadcast to."""
    first, second = op.shape_of(x1), op.shape_of(x2)
    rank = max(len(first), len(second))
    a, b = ((1,) * (rank - len(s)) + tuple(s) for s in (first, second))
    shape = tuple(j if i == 1 else i for i, j in zip(a, b, strict=True))
    return op.broadcast_to(x1, shape), op.broadcast_to(x2, shape)


def squeeze(x: Any, axes: Sequence[int]) -> Any:
    """`x` without `axes`, whose sizes are 1."""
    shape = op.shape_of(x)
    return op.reshape(x, tuple(n for i, n in enumerate(shape) if i not in axes))


def expand_dims(x: Any, axis: int) -> Any:
    """`x` with a new axis of size 1 at position `axis`."""
    shape = op.shape_of(x)
    return op.reshape(x, (*shape[:axis], 1, *shape[axis:]))


def swapaxes(x: Any, first: int, second: int) -> Any:
    """`x` with two axes exchanged."""
    axes = list(range(ndim(x)))
    axes[first], axes[second] = axes[second], axes[first]
    return op.permute_dims(x, tuple(axes))


def moveaxis(x: Any, source: int, target: int) -> Any:
    """`x` with axis `source` at position `target`, the others in order."""
    axes = [i for i in range(ndim(x)) if i != source]
    axes.insert(target, source)
    return op.permute_dims(x, tuple(axes))


def transposed(x: Any) -> Any:
    """The last two axes exchanged: every matrix transposed."""
    n = ndim(x)
    return swapaxes(x, n - 2, n - 1)


def narrow(x: Any, axis: int, start: int, stop: int) -> Any:
    """`x` from `start` to `stop - 1` along `axis`."""
    shape = op.shape_of(x)
    begin = (0,) * axis + (start,) + (0,) * (len(shape) - axis - 1)
    end = (*shape[:axis], stop, *shape[axis + 1 :])
    return op.strided_slice(x, begin, end, (1,) * len(shape))


def select(x: Any, axis: int, index: int) -> Any:
    """`x` at one position of `axis`, which is dropped."""
    return squeeze(narrow(x, axis, index, index + 1), (axis,))


def split(x: Any, sizes: Sequence[int], axis: int) -> list[Any]:
    """Consecutive pieces of the given sizes along `axis`."""
    pieces, start = [], 0
    for size in sizes:
        pieces.append(narrow(x, axis, start, start + size))
        start += size
    return pieces


def unstack(x: Any, axis: int) -> list[Any]:
    """The slices along `axis`, which is dropped."""
    return [select(x, axis, i) for i in range(op.shape_of(x)[axis])]


def roll(x: Any, shift: int, axis: int) -> Any:
    """`x` moved by `shift` along `axis`; what leaves at one end enters at the other."""
    size = op.shape_of(x)[axis]
    cut = -shift % size if size else 0
    if cut == 0:
        return x
    return op.concat([narrow(x, axis, cut, size), narrow(x, axis, 0, cut)], axis)


def diagonal(x: Any, offset: int, axis1: int, axis2: int) -> Any:
    """The `offset`-th diagonal of two axes, which are dropped; the diagonal is the last axis."""
    others = tuple(i for i in range(ndim(x)) if i not in (axis1, axis2))
    x = op.permute_dims(x, (*others, axis1, axis2))
    *batch, rows, columns = op.shape_of(x)
    count = max(0, min(rows + min(offset, 0), columns - max(offset, 0)))
    if count == 0:
        return op.reshape(narrow(x, len(batch), 0, 0), (*batch, 0))
    start = offset if offset >= 0 else -offset * columns
    flat = op.reshape(x, (*batch, rows * columns))
    stop = start + (count - 1) * (columns + 1) + 1
    zeros, ones = (0,) * len(batch), (1,) * len(batch)
    return op.strided_slice(flat, (*zeros, start), (*batch, stop), (*ones, columns + 1))


def diagonal_matrix(x: Any, offset: int = 0) -> Any:
    """Matrices with the last axis of `x` on the `offset`-th diagonal, zeros elsewhere."""
    from .creation import offsets, zero_of

    *batch, n = op.shape_of(x)
    size = n + abs(offset)
    if offset:
        widths = ((0, 0),) * len(batch) + ((max(offset, 0), max(-offset, 0)),)
        x = op.pad(x, widths, "constant", zero_of(op.dtype_of(x)))
    hit = op.equal(offsets(size, size, op.device_of(x)), offset)
    return op.where(hit, op.reshape(x, (*batch, 1, size)), zero_of(op.dtype_of(x)))


def repeat(x: Any, count: int, axis: int) -> Any:
    """Every element `count` times in place along `axis`."""
    shape = op.shape_of(x)
    wide = (*shape[: axis + 1], count, *shape[axis + 1 :])
    x = op.broadcast_to(expand_dims(x, axis + 1), wide)
    return op.reshape(x, (*shape[:axis], shape[axis] * count, *shape[axis + 1 :]))
