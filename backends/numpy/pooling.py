"""Windows over the spatial axes: largest element, sum, and the adjoint of the sum."""

from __future__ import annotations

from functools import lru_cache
from math import prod

import numpy as np

from compat.core.contract import implements

from .convolution.taps import meeting
from .quiet import quietly


@lru_cache(maxsize=256)
def pooled(space, window, stride, padding, dilation):
    """Spatial sizes of the result."""
    axes = zip(space, window, stride, padding, dilation, strict=True)
    return tuple(max(0, (n + lo + hi - d * (k - 1) - 1) // s + 1) for n, k, s, (lo, hi), d in axes)


def paddings_before(padding):
    return tuple(lo for lo, _ in padding)


@lru_cache(maxsize=256)
def listed(window, stride, pad_before, dilation, long, short):
    """Slices of the input and of the result that meet, tap by tap."""
    return tuple((a, b) for _, a, b in meeting(window, stride, pad_before, dilation, long, short))


def covers(space, window, pad_before, dilation, out):
    """One window that is the whole image."""
    return (
        prod(out) == 1
        and tuple(window) == tuple(space)
        and not any(pad_before)
        and set(dilation) == {1}
    )


@implements
def max_pool(x, window, stride, padding, dilation):
    space = x.shape[2:]
    out = pooled(space, window, stride, padding, dilation)
    pad_before = paddings_before(padding)
    if x.size and covers(space, window, pad_before, dilation, out):
        flat = x.reshape(*x.shape[:2], -1)
        indices = flat.argmax(-1).reshape(*x.shape[:2], 1)
        values = np.take_along_axis(flat, indices, -1)
        return values.reshape(*x.shape[:2], *out), indices.reshape(*x.shape[:2], *out)
    values, tap = largest(x, listed(window, stride, pad_before, dilation, space, out), out)
    if x.dtype.kind == "f" and np.isnan(values).any():
        return values, first_places(
            x, values, listed(window, stride, pad_before, dilation, space, out)
        )
    starts, skips = places(space, window, stride, pad_before, dilation, out)
    return values, np.take(skips, tap) + starts


def largest(x, pairs, out):
    """The largest element of every window, and the number of the first tap that found it.

    The number is kept by arithmetic on bytes; assignments under a mask take several times as long.
    """
    lowest = (
        -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).min if x.dtype.kind in "iu" else 0
    )
    values = np.full((*x.shape[:2], *out), lowest, x.dtype)
    number = np.uint8 if len(pairs) < 256 else np.int32
    tap = np.empty(values.shape, number)
    for t, (_, short) in reversed(list(enumerate(pairs))):
        tap[short] = t
    for t, (long, short) in enumerate(pairs):
        seen, best, found = np.ascontiguousarray(x[long]), values[short], tap[short]
        better = np.greater(seen, best)
        np.maximum(best, seen, out=best)
        if t:
            np.maximum(found, np.multiply(better, t, dtype=number), out=found)
    return values, tap


@lru_cache(maxsize=64)
def places(space, window, stride, pad_before, dilation, out):
    """Flat position where each window starts, and how much further each tap is."""
    starts = np.zeros(out, np.int64)
    weights = [prod(space[axis + 1 :]) for axis in range(len(space))]
    for axis, weight in enumerate(weights):
        first = (stride[axis] * np.arange(out[axis]) - pad_before[axis]) * weight
        starts += first.reshape([-1 if a == axis else 1 for a in range(len(space))])
    skips = [
        sum(d * t * w for d, t, w in zip(dilation, tap, weights, strict=True))
        for tap, _, _ in meeting(window, stride, pad_before, dilation, space, out)
    ]
    return starts, np.array(skips, np.int64)


def first_places(x, values, pairs):
    """Where in its image the first element equal to the largest is, or the first NaN."""
    positions = np.arange(prod(x.shape[2:])).reshape(x.shape[2:])
    indices = np.empty(values.shape, np.int64)
    for long, short in reversed(pairs):
        seen = x[long]
        hit = (seen == values[short]) | np.isnan(seen)
        np.copyto(indices[short], positions[long], where=hit)
    return indices


def add_up(out, x, pairs):
    """Add to each part of `out` the part of `x` that is paired with it."""
    for source, target in pairs:
        out[target] += x[source]


@implements
def sum_pool(x, window, stride, padding):
    ones, pad_before = (1,) * len(window), paddings_before(padding)
    dtype = np.dtype(np.float32) if x.dtype == np.float16 else x.dtype
    shape = pooled(x.shape[2:], window, stride, padding, ones)
    if covers(x.shape[2:], window, pad_before, ones, shape):
        axes = tuple(range(2, x.ndim))
        out = quietly(np.sum, x, axis=axes, keepdims=True, dtype=dtype)
    else:
        out = np.zeros((*x.shape[:2], *shape), dtype)
        quietly(add_up, out, x, listed(window, stride, pad_before, ones, x.shape[2:], shape))
    return out.astype(x.dtype, copy=False)


@implements
def sum_pool_grad(g, input_shape, window, stride, pad_before):
    ones, input_shape = (1,) * len(window), tuple(input_shape)
    if covers(input_shape[2:], window, pad_before, ones, g.shape[2:]):
        return np.broadcast_to(g, input_shape).copy()
    out = np.zeros(input_shape, np.float32 if g.dtype == np.float16 else g.dtype)
    pairs = listed(window, stride, pad_before, ones, input_shape[2:], g.shape[2:])
    quietly(add_up, out, g, [(short, long) for long, short in pairs])
    return out.astype(g.dtype, copy=False)
