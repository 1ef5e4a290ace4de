"""Windows over the spatial axes: largest element, sum, and the adjoint of the sum."""

from __future__ import annotations

from math import prod
from operator import mul

import numpy as np

from compat.core.contract import implements

from .taps import meeting


def pooled(shape, window, stride, padding, dilation):
    """Spatial extents of the result."""
    axes = zip(shape, window, stride, padding, dilation, strict=True)
    return tuple(max(0, (n + lo + hi - d * (k - 1) - 1) // s + 1) for n, k, s, (lo, hi), d in axes)


def leads(padding):
    return tuple(lo for lo, _ in padding)


@implements
def max_pool(x, window, stride, padding, dilation):
    space = x.shape[2:]
    out = pooled(space, window, stride, padding, dilation)
    taps = list(meeting(window, stride, leads(padding), dilation, space, out))
    values = _largest(x, taps, out)
    winners = _winners(x, values, taps)
    if winners is None:
        return _one_by_one(x, values, taps)
    steps = [prod(space[i + 1 :]) for i in range(len(space))]
    moves = [sum(map(mul, map(mul, tap, dilation), steps)) for tap, _, _ in taps]
    indices = np.array(moves, np.int64).take(winners)
    indices += _corners(out, stride, leads(padding), steps)
    return values, indices


def _largest(x, taps, out):
    """The largest element of every window; NaN wins."""
    lowest = -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).min
    values = np.full((*x.shape[:2], *out), lowest, x.dtype)
    for _, long, short in taps:
        np.maximum(values[short], x[long], out=values[short])
    return values


def _winners(x, values, taps):
    """Number of the first tap that holds the largest element; None for NaN or very large windows.

    A tap that misses counts as 255, so the smallest number wins without a branch per element.
    """
    if len(taps) >= 255:
        return None
    winners = np.full(values.shape, 255, np.uint8)
    for number, (_, long, short) in enumerate(taps):
        missed = np.not_equal(x[long], values[short])
        code = np.negative(missed.view(np.uint8))
        np.bitwise_or(code, np.uint8(number), out=code)
        np.minimum(winners[short], code, out=winners[short])
    return None if winners.max(initial=0) == 255 else winners


def _corners(out, stride, lead, steps):
    """Flattened position of tap 0 of every window; it may lie in the padding."""
    corners = np.zeros((), np.int64)
    for n, s, lo, step in zip(out, stride, lead, steps, strict=True):
        corners = np.add.outer(corners, (np.arange(n) * s - lo) * step)
    return corners


def _one_by_one(x, values, taps):
    """Positions with a comparison for every tap, for windows with NaN and very large ones."""
    indices = np.full(values.shape, -1, np.int64)
    positions = np.arange(prod(x.shape[2:])).reshape(x.shape[2:])
    for _, long, short in taps:
        best, where, seen = values[short], indices[short], x[long]
        found = (where < 0) & ((seen == best) | (np.isnan(seen) & np.isnan(best)))
        np.copyto(where, positions[long], where=found)
    return values, indices


@implements
def sum_pool(x, window, stride, padding):
    ones = (1,) * len(window)
    dtype = np.float32 if x.dtype == np.float16 else x.dtype
    shape = pooled(x.shape[2:], window, stride, padding, ones)
    out = np.zeros((*x.shape[:2], *shape), dtype)
    for _, long, short in meeting(window, stride, leads(padding), ones, x.shape[2:], shape):
        out[short] += x[long]
    return out.astype(x.dtype, copy=False)


@implements
def sum_pool_grad(g, input_shape, window, stride, lead):
    ones = (1,) * len(window)
    out = np.zeros(input_shape, np.float32 if g.dtype == np.float16 else g.dtype)
    for _, long, short in meeting(window, stride, lead, ones, input_shape[2:], g.shape[2:]):
        out[long] += g[short]
    return out.astype(g.dtype, copy=False)
