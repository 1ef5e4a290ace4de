"""Shapes, joining, slicing."""

from __future__ import annotations

from typing import Any

import numpy as np

from compat.core.contract import implements


@implements(native=np.ndarray.reshape)
def reshape(x, shape):
    return x.reshape(shape)


@implements(native=np.ndarray.transpose)
def permute_dims(x, axes):
    return x.transpose(axes)


@implements
def broadcast_to(x, shape):
    # What np.broadcast_to does behind its checks, in half the time.
    every = np.nditer(
        (x,),
        ["multi_index", "refs_ok", "zerosize_ok"],
        [["readonly"]],
        itershape=shape,
        order="C",
    )
    return every.itviews[0]


@implements(native=np.concatenate)
def concat(xs, axis):
    return np.concatenate(xs, axis)


@implements
def stack(xs, axis):
    index = (*(slice(None),) * axis, None, ...)
    return np.concatenate([x[index] for x in xs], axis)


@implements
def flip(x, axis):
    backwards = slice(None, None, -1)
    return x[(..., *(backwards if a in axis else slice(None) for a in range(x.ndim)))]


@implements
def tile(x, repeats):
    split = tuple(n for pair in zip(repeats, x.shape, strict=True) for n in pair)
    ones = tuple(n for size in x.shape for n in (1, size))
    shape = tuple(r * n for r, n in zip(repeats, x.shape, strict=True))
    return np.broadcast_to(x.reshape(ones), split).reshape(shape)


@implements
def pad(x, widths, mode, value):
    if mode != "constant":
        return np.pad(x, widths, mode)
    shape = [n + before + after for n, (before, after) in zip(x.shape, widths, strict=True)]
    if value == 0:
        out = np.zeros(shape, x.dtype)
    else:
        out = np.empty(shape, x.dtype)
        out.fill(value)
    inside: list[Any] = [slice(b, b + n) for n, (b, _) in zip(x.shape, widths, strict=True)]
    out[(..., *inside)] = x
    return out


def _slices(begin, end, step):
    """The index that walks as `range(begin, end, step)`; -1 as an end lies before the first."""
    ends = (None if s < 0 and e < 0 else e for e, s in zip(end, step, strict=True))
    return (..., *map(slice, begin, ends, step))


@implements
def strided_slice(x, begin, end, step):
    return x[_slices(begin, end, step)]


@implements
def strided_update(x, updates, begin, end, step):
    out = x.copy()
    out[_slices(begin, end, step)] = updates
    return out
