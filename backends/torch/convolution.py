"""Convolution and its two adjoints on torch's kernels, with their own padding where it suffices."""

import functools

import torch
from torch.nn import functional as F  # noqa: N812

from compat.core.contract import implements

FORWARD = {1: F.conv1d, 2: F.conv2d, 3: F.conv3d}
TRANSPOSED = {1: F.conv_transpose1d, 2: F.conv_transpose2d, 3: F.conv_transpose3d}


def _widened(x):
    """Half precision on the CPU is computed in float32 and rounded once, as the originals do."""
    return x.float() if x.is_cpu and x.dtype in (torch.float16, torch.bfloat16) else x


def placed(x, offsets, sizes):
    """`x` read at positions `offset .. offset + size` of its spatial axes, 0 outside."""
    widths = []
    for axis, (lo, n) in enumerate(zip(offsets, sizes, strict=True), start=2):
        size = x.shape[axis]
        widths.append((-lo, lo + n - size))
    if not any(map(any, widths)):
        return x
    if all(before <= 0 and after <= 0 for before, after in widths):
        for axis, (lo, n) in enumerate(zip(offsets, sizes, strict=True), start=2):
            x = x.narrow(axis, lo, n)
        return x
    return padded_with_zeros(x, widths)


def padded_with_zeros(x, widths):
    """`x` with zeros around its spatial axes; negative widths cut, also more than there is."""
    flat = []
    for axis, (before, after) in zip(range(x.dim() - 1, 1, -1), reversed(widths), strict=True):
        size = x.shape[axis]
        if -before >= size or -after >= size:  # nothing of `x` is left
            extent = before + size + after
            x, before, after = x.narrow(axis, 0, 0), extent, 0
        flat += [before, after]
    return F.pad(x, flat)


def _empty(x, w, stride, padding, dilation):
    """The result where the kernel is larger than the padded input, which torch refuses, or None."""
    k = w.shape[2:]
    padding = padding or (0,) * len(k)
    axes = zip(x.shape[2:], padding, dilation, k, stride, strict=True)
    out = [max((n + 2 * p - d * (t - 1) - 1) // s + 1, 0) for n, p, d, t, s in axes]
    return None if 0 not in out else x.new_zeros((x.shape[0], w.shape[0], *out))


@functools.lru_cache(1024)
def _symmetric(padding):
    """One width per axis, or None where torch's own padding cannot express the pairs."""
    widths = tuple(lo for lo, hi in padding if lo == hi >= 0)
    return widths if len(widths) == len(padding) else None


@implements
def conv(x, w, stride, padding, dilation, groups):
    symmetric = _symmetric(padding)
    if symmetric is None:
        x, symmetric = padded_with_zeros(x, padding), 0
    kernel = FORWARD[len(stride)]
    try:
        y = kernel(_widened(x), _widened(w), None, stride, symmetric, dilation, groups)
    except RuntimeError:
        y = _empty(x, w, stride, symmetric, dilation)
        if y is None and 0 in x.shape[2:] and symmetric:
            # torch refuses an axis without positions, however much is padded.
            bare = ((0, 0),) * len(stride)
            return conv(padded_with_zeros(x, padding), w, stride, bare, dilation, groups)
        if y is None:
            raise
    return y if y.dtype == x.dtype else y.to(x.dtype)


def _axis_plan(extent, size, k, stride, pad_before, dilation):
    """torch's padding and output padding on one axis, and where the wanted part then begins.

    The full result has `full` positions, of which `pad_before` are cut in front and `end` behind.
    """
    full = (extent - 1) * stride + dilation * (k - 1) + 1
    end = full - pad_before - size
    if pad_before >= 0 and 0 <= pad_before - end < max(stride, dilation):
        return pad_before, pad_before - end, 0
    cut = max(min(pad_before, end), 0)
    return cut, 0, pad_before - cut


@functools.lru_cache(1024)
def _plan(sizes, size, k, stride, pad_before, dilation):
    """Padding, output padding and offsets of all axes; offsets None where nothing is to be cut."""
    axes = zip(sizes, size, k, stride, pad_before, dilation, strict=True)
    plans = [_axis_plan(*axis) for axis in axes]
    padding, extra, offset = zip(*plans, strict=True)
    axes = zip(sizes, size, k, stride, padding, extra, dilation, strict=True)
    made = [(n - 1) * s - 2 * p + d * (t - 1) + 1 + e for n, _, t, s, p, e, d in axes]
    return padding, extra, None if made == list(size) and not any(offset) else offset


@implements
def conv_input_grad(g, w, input_shape, stride, pad_before, dilation, groups):
    size = input_shape[2:]
    if 0 in g.shape or 0 in input_shape:
        return g.new_zeros(input_shape)
    padding, extra, offset = _plan(g.shape[2:], size, w.shape[2:], stride, pad_before, dilation)
    kernel = TRANSPOSED[len(stride)]
    x = kernel(_widened(g), _widened(w), None, stride, padding, extra, groups, dilation)
    if offset is not None:
        x = placed(x, offset, size)
    return x if x.dtype == g.dtype else x.to(g.dtype)


def _fits(extent, size, k, stride, pad_before, dilation):
    """Whether padding both sides by `pad_before` gives a convolution of the size of `g`."""
    last_start = size + 2 * pad_before - dilation * (k - 1) - 1
    return pad_before >= 0 and last_start >= 0 and last_start // stride + 1 == extent


@implements
def conv_filter_grad(x, g, filter_shape, stride, pad_before, dilation, groups):
    k, sizes = filter_shape[2:], g.shape[2:]
    if 0 in g.shape or 0 in x.shape:
        return g.new_zeros(filter_shape)
    axes = zip(sizes, x.shape[2:], k, stride, pad_before, dilation, strict=True)
    padding = pad_before
    if not all(_fits(*axis) for axis in axes):
        covered = [
            (n - 1) * s + d * (t - 1) + 1
            for n, s, d, t in zip(sizes, stride, dilation, k, strict=True)
        ]
        x, padding = placed(x, [-lo for lo in pad_before], covered), (0,) * len(pad_before)
    like = _widened(g).new_empty(1).expand(filter_shape)
    w = torch.ops.aten.convolution_backward(
        _widened(g),
        _widened(x),
        like,
        None,
        stride,
        padding,
        dilation,
        False,
        (0,) * len(stride),
        groups,
        (False, True, False),
    )[1]
    return w if w.dtype == g.dtype else w.to(g.dtype)
