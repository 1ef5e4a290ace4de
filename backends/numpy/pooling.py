"""Windows over the spatial axes: largest element, sum, and the adjoint of the sum."""

from __future__ import annotations

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
    values = np.empty((*x.shape[:2], *out), x.dtype)
    indices = np.full(values.shape, -1, np.int64)
    positions = np.arange(int(np.prod(space))).reshape(space)
    for _, long, short in meeting(window, stride, leads(padding), dilation, space, out):
        best, where, seen = values[short], indices[short], x[long]
        better = (where < 0) | (seen > best) | ((seen != seen) & (best == best))
        np.copyto(best, seen, where=better)
        np.copyto(where, positions[long], where=better)
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
