"""Convolution one filter tap at a time: every term of the formulas and no other.

Slow for large filters, but exact for infinities and for integers, so it is the plan of last resort.
"""

from __future__ import annotations

from itertools import product

import numpy as np


def overlap(tap, stride, pad_before, dilation, source, target):
    """Slices of a long and a short axis that meet at `tap`: long index = stride * short + base."""
    base = dilation * tap - pad_before
    first = max(0, -(base // stride))
    last = min(target, (source - 1 - base) // stride + 1)
    if last <= first:
        return None
    start = stride * first + base
    return slice(start, start + stride * (last - first - 1) + 1, stride), slice(first, last)


def meeting(kernel, stride, pad_before, dilation, long, short):
    """Every tap with the slices of the long and of the short side, where they are not empty."""
    for tap in product(*map(range, kernel)):
        pairs = [
            overlap(*axis)
            for axis in zip(tap, stride, pad_before, dilation, long, short, strict=True)
        ]
        if all(pairs):
            yield tap, (..., *(p[0] for p in pairs)), (..., *(p[1] for p in pairs))


def by_group(x, groups):
    """(N, C, *in) as (N, groups, C / groups, *in)."""
    return x.reshape(x.shape[0], groups, x.shape[1] // groups, *x.shape[2:])


def filters(w, groups):
    """(M, C / groups, *k) as (*k, groups, M / groups, C / groups)."""
    w = w.reshape(groups, w.shape[0] // groups, *w.shape[1:])
    return np.moveaxis(w, (0, 1, 2), (-3, -2, -1))


def flat(x, kept):
    """`x` with the axes after the first `kept` made one."""
    return x.reshape(*x.shape[:kept], int(np.prod(x.shape[kept:])))


def conv(x, w, out, stride, pad_before, dilation, groups):
    """Add the correlation of `x` with `w` to `out`."""
    xs, ws, outs = by_group(x, groups), filters(w, groups), by_group(out, groups)
    for tap, long, short in meeting(
        w.shape[2:], stride, pad_before, dilation, x.shape[2:], out.shape[2:]
    ):
        part = outs[short]
        part += (ws[tap] @ flat(xs[long], 3)).reshape(part.shape)
    return out


def conv_input_grad(g, w, out, stride, pad_before, dilation, groups):
    """Add the transposed correlation of `g` with `w` to `out`."""
    gs, ws, outs = by_group(g, groups), filters(w, groups), by_group(out, groups)
    for tap, long, short in meeting(
        w.shape[2:], stride, pad_before, dilation, out.shape[2:], g.shape[2:]
    ):
        part = outs[long]
        part += (np.swapaxes(ws[tap], -1, -2) @ flat(gs[short], 3)).reshape(part.shape)
    return out


def conv_filter_grad(x, g, out, stride, pad_before, dilation, groups):
    """Write the correlation of `x` with `g` into the taps of `out`, which starts as 0."""
    xs, gs, outs = by_group(x, groups), by_group(g, groups), filters(out, groups)
    kernel = out.shape[2:]
    for tap, long, short in meeting(kernel, stride, pad_before, dilation, x.shape[2:], g.shape[2:]):
        products = flat(gs[short], 3) @ np.swapaxes(flat(xs[long], 3), -1, -2)
        outs[tap] = products.sum(axis=0, dtype=products.dtype)
    return out
