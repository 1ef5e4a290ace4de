"""Convolution and its two adjoints."""

from __future__ import annotations

import numpy as np

from compat.core.contract import implements

from . import taps


def wide(dtype):
    """The dtype to accumulate in."""
    return np.dtype(np.float32) if dtype == np.float16 else dtype


def extents(x, w, stride, padding, dilation):
    """Spatial extents of the correlation of `x` with `w`."""
    axes = zip(x.shape[2:], w.shape[2:], stride, padding, dilation, strict=True)
    return tuple(max(0, (n + lo + hi - d * (k - 1) - 1) // s + 1) for n, k, s, (lo, hi), d in axes)


@implements
def conv(x, w, stride, padding, dilation, groups):
    shape = (x.shape[0], w.shape[0], *extents(x, w, stride, padding, dilation))
    lead = tuple(lo for lo, _ in padding)
    dtype = wide(x.dtype)
    out = np.zeros(shape, dtype)
    args = (x.astype(dtype, copy=False), w.astype(dtype, copy=False))
    return taps.conv(*args, out, stride, lead, dilation, groups).astype(x.dtype, copy=False)


@implements
def conv_input_grad(g, w, input_shape, stride, lead, dilation, groups):
    dtype = wide(g.dtype)
    out = np.zeros(input_shape, dtype)
    args = (g.astype(dtype, copy=False), w.astype(dtype, copy=False), out)
    out = taps.conv_input_grad(*args, stride, lead, dilation, groups)
    return out.astype(g.dtype, copy=False)


@implements
def conv_filter_grad(x, g, filter_shape, stride, lead, dilation, groups):
    dtype = wide(x.dtype)
    out = np.zeros(filter_shape, dtype)
    args = (x.astype(dtype, copy=False), g.astype(dtype, copy=False), out)
    out = taps.conv_filter_grad(*args, stride, lead, dilation, groups)
    return out.astype(x.dtype, copy=False)
