"""Pooling over windows."""

import functools
import math

import torch
from torch.nn import functional as F  # noqa: N812

from compat.core.contract import implements

from .convolution import padded_with_zeros, placed

MAX = {1: F.max_pool1d, 2: F.max_pool2d, 3: F.max_pool3d}


def _out(n, lo, hi, k, s, d):
    return (n + lo + hi - d * (k - 1) - 1) // s + 1


def _overhang(n, lo, hi, k, s, d):
    """Whether padding `lo` and rounding the size up covers every window, and with what size."""
    out, e = _out(n, lo, hi, k, s, d), d * (k - 1) + 1
    windows = -(-(n + 2 * lo - e) // s) + 1
    if n + 2 * lo < e or (windows - 1) * s >= n + lo:
        windows -= 1
    return 0 <= lo <= e // 2 and windows >= out


@functools.lru_cache(1024)
def _max_plan(size, window, stride, padding, dilation):
    """Padding of torch's kernel and whether it rounds up, or None for both; sizes to cut to."""
    lo = tuple(before for before, _ in padding)
    hi = tuple(after for _, after in padding)
    axes = tuple(zip(size, lo, hi, window, stride, dilation, strict=True))
    if all(p == q and 0 <= p <= (d * (k - 1) + 1) // 2 for _, p, q, k, _, d in axes):
        return lo, False, None
    if all(_overhang(*axis) for axis in axes):
        return lo, True, tuple(_out(*axis) for axis in axes)
    return None, None, None


@implements
def max_pool(x, window, stride, padding, dilation):
    size, kernel, dtype = x.shape[2:], MAX[len(window)], x.dtype
    if not dtype.is_floating_point:
        x = x.to(torch.float64)
    lo, rounded_up, sizes = _max_plan(size, window, stride, padding, dilation)
    if lo is None:
        bordered = _bordered(x, padding)
        y, position = kernel(bordered, window, stride, 0, dilation, False, True)
        position = _unpadded(position, bordered.shape[2:], size, [before for before, _ in padding])
    else:
        y, position = kernel(x, window, stride, lo, dilation, rounded_up, True)
        for axis, n in enumerate(sizes or (), start=2):
            y, position = y.narrow(axis, 0, n), position.narrow(axis, 0, n)
    return (y if y.dtype == dtype else y.to(dtype)), position


def _bordered(x, padding):
    flat = [w for pair in reversed(padding) for w in pair]
    return F.pad(x, flat, value=-math.inf)


def _unpadded(position, padded, size, lo):
    """Flat positions among the sizes `size` from those among `padded`."""
    strides = [math.prod(size[i + 1 :]) for i in range(len(size))]
    flat = torch.zeros_like(position)
    for axis in reversed(range(len(size))):
        coordinate = position % padded[axis] - lo[axis]
        # Windows of nothing but -inf report a border element; the nearest real one is meant.
        flat = flat + coordinate.clamp(0, size[axis] - 1) * strides[axis]
        position = torch.div(position, padded[axis], rounding_mode="floor")
    return flat


@functools.lru_cache(1024)
def _average_plan(window, stride, padding):
    """Window, stride and padding for torch, an axis added in one dimension; padding may be None."""
    pairs = zip(padding, window, strict=True)
    widths = tuple(lo for (lo, hi), k in pairs if 0 <= lo == hi <= k // 2)
    flat = (0,) if len(window) == 1 else ()
    one = (1,) if flat else ()
    own = (*flat, *widths) if len(widths) == len(window) else None
    return (*one, *window), (*one, *stride), own


@implements
def sum_pool(x, window, stride, padding):
    dtype = x.dtype
    if x.is_cpu and dtype is torch.float16:
        x = x.float()
    elif not dtype.is_floating_point:
        x = x.to(torch.float64)
    k, s, p = _average_plan(window, stride, padding)
    if p is None:
        x, p = padded_with_zeros(x, padding), 0
    x = x.unsqueeze(2) if len(window) == 1 else x
    kernel = F.avg_pool3d if len(k) == 3 else F.avg_pool2d
    y = kernel(x, k, s, p, False, True, 1)
    y = y.squeeze(2) if len(window) == 1 else y
    return y if y.dtype == dtype else y.to(dtype)


@implements
def sum_pool_grad(g, input_shape, window, stride, pad_before):
    dtype = g.dtype
    if g.is_cpu and dtype is torch.float16:
        g = g.float()
    covered = [(n - 1) * s + k for n, s, k in zip(g.shape[2:], stride, window, strict=True)]
    flat = len(window) == 1
    k, s = ((1, *window), (1, *stride)) if flat else (window, stride)
    spread = g.unsqueeze(2) if flat else g
    like = g.new_empty(1).expand(*g.shape[:2], *((1,) if flat else ()), *covered)
    kernel = (
        torch.ops.aten.avg_pool3d_backward if len(k) == 3 else torch.ops.aten.avg_pool2d_backward
    )
    x = kernel(spread, like, k, s, (0,) * len(k), False, True, 1)
    x = placed(x.squeeze(2) if flat else x, pad_before, input_shape[2:])
    return x if x.dtype == dtype else x.to(dtype)
