"""Pooling over windows."""

import math

import torch
from torch.nn import functional as F  # noqa: N812

from compat.core.contract import implements

from .convolution import padded_with_zeros, placed

MAX = (None, F.max_pool1d, F.max_pool2d, F.max_pool3d)


def _out(n, lo, hi, k, s, d):
    return (n + lo + hi - d * (k - 1) - 1) // s + 1


def _overhang(n, lo, hi, k, s, d):
    """Whether padding `lo` and rounding the extent up covers every window, and with what extent."""
    out, e = _out(n, lo, hi, k, s, d), d * (k - 1) + 1
    covered = -(-(n + 2 * lo - e) // s) + 1
    if n + 2 * lo < e or (covered - 1) * s >= n + lo:
        covered -= 1
    return 0 <= lo <= e // 2 and covered >= out


@implements
def max_pool(x, window, stride, padding, dilation):
    size, axes = x.shape[2:], len(window)
    lo = tuple(before for before, _ in padding)
    kernel, dtype = MAX[axes], x.dtype
    if not dtype.is_floating_point:
        x = x.to(torch.float64)
    plan = tuple(
        zip(size, lo, (after for _, after in padding), window, stride, dilation, strict=True)
    )
    if all(lo == hi and lo <= (d * (k - 1) + 1) // 2 for _, lo, hi, k, _, d in plan):
        y, position = kernel(x, window, stride, lo, dilation, False, True)
    elif all(_overhang(*axis) for axis in plan):
        y, position = kernel(x, window, stride, lo, dilation, True, True)
        for axis, shape in enumerate((_out(*a) for a in plan), start=2):
            y, position = y.narrow(axis, 0, shape), position.narrow(axis, 0, shape)
    else:
        padded = _bordered(x, padding)
        y, position = kernel(padded, window, stride, 0, dilation, False, True)
        position = _unpadded(position, padded.shape[2:], size, lo)
    return (y if y.dtype == dtype else y.to(dtype)), position


def _bordered(x, padding):
    flat = [w for pair in reversed(padding) for w in pair]
    return F.pad(x, flat, value=-math.inf)


def _unpadded(position, padded, size, lo):
    """Flat positions among the extents `size` from those among `padded`."""
    strides = [math.prod(size[i + 1 :]) for i in range(len(size))]
    flat = torch.zeros_like(position)
    for axis in reversed(range(len(size))):
        coordinate = position % padded[axis] - lo[axis]
        # Windows of nothing but -inf report a border element; the nearest real one is meant.
        flat = flat + coordinate.clamp(0, size[axis] - 1) * strides[axis]
        position = torch.div(position, padded[axis], rounding_mode="floor")
    return flat


def _average_arguments(x, window, stride, padding):
    """Operands of torch's average pooling, with an axis more in one dimension."""
    symmetric = tuple(
        lo for (lo, hi), k in zip(padding, window, strict=True) if 0 <= lo == hi <= k // 2
    )
    if len(symmetric) != len(padding):
        x, symmetric = padded_with_zeros(x, padding), (0,) * len(padding)
    if len(window) == 1:
        return x.unsqueeze(2), (1, *window), (1, *stride), (0, *symmetric)
    return x, window, stride, symmetric


@implements
def sum_pool(x, window, stride, padding):
    dtype = x.dtype
    if x.is_cpu and dtype is torch.float16:
        x = x.float()
    elif not dtype.is_floating_point:
        x = x.to(torch.float64)
    x, k, s, p = _average_arguments(x, window, stride, padding)
    kernel = F.avg_pool3d if len(k) == 3 else F.avg_pool2d
    y = kernel(x, k, s, p, False, True, 1)
    y = y.squeeze(2) if len(window) == 1 else y
    return y if y.dtype == dtype else y.to(dtype)


@implements
def sum_pool_grad(g, input_shape, window, stride, lead):
    dtype = g.dtype
    if g.is_cpu and dtype is torch.float16:
        g = g.float()
    reach = [(n - 1) * s + k for n, s, k in zip(g.shape[2:], stride, window, strict=True)]
    flat = len(window) == 1
    k, s = ((1, *window), (1, *stride)) if flat else (window, stride)
    spread = g.unsqueeze(2) if flat else g
    like = g.new_empty(1).expand(*g.shape[:2], *((1,) if flat else ()), *reach)
    kernel = (
        torch.ops.aten.avg_pool3d_backward if len(k) == 3 else torch.ops.aten.avg_pool2d_backward
    )
    x = kernel(spread, like, k, s, (0,) * len(k), False, True, 1)
    x = placed(x.squeeze(2) if flat else x, lead, input_shape[2:])
    return x if x.dtype == dtype else x.to(dtype)
