"""The input of a correlation with its taps stacked, so that a few matrix products do the work."""

from __future__ import annotations

import numpy as np

from .workers import scratch


def window(geometry, block):
    """Start and stop per spatial axis of what a block of results reads."""
    spans = [geometry.span(0, *block[2:])]
    return spans + [geometry.span(a, 0, n) for a, n in enumerate(geometry.short[1:], start=1)]


def padded(x, block, spans):
    """Channels first, the images of the block last, and zeros where `x` ends."""
    first, last = block[:2]
    shape = (x.shape[1], *(stop - start for start, stop in spans), last - first)
    room = scratch("padded", shape, x.dtype)
    inside = [(max(a, 0), min(b, n)) for (a, b), n in zip(spans, x.shape[2:], strict=True)]
    if inside != spans:
        room.fill(0)
    if all(a < b for a, b in inside):
        source = x[(slice(first, last), slice(None), *(slice(a, b) for a, b in inside))]
        target = room[
            (
                slice(None),
                *(slice(i - a, j - a) for (a, _), (i, j) in zip(spans, inside, strict=True)),
            )
        ]
        np.copyto(target, np.moveaxis(source, 0, -1))
    return room


def readable(x, geometry, block):
    """(array, offset, strides) from which the taps of the block can be read without a check.

    The strides are those of the channels, of the spatial axes and of the images.
    """
    spans = window(geometry, block)
    if block[1] - block[0] == 1:
        outside = any(a < 0 or b > n for (a, b), n in zip(spans, x.shape[2:], strict=True))
        if not outside:
            steps = x.strides[2:]
            offset = sum(a * step for (a, _), step in zip(spans, steps, strict=True))
            return x, block[0] * x.strides[0] + offset, (x.strides[1], *steps, x.strides[0])
    room = padded(x, block, spans)
    return room, 0, room.strides


def stack(x, geometry, block):
    """(groups, channels * taps, positions * images) of a block of results."""
    short = (block[3] - block[2], *geometry.short[1:])
    images = block[1] - block[0]
    source, offset, (channel, *axes, image) = readable(x, geometry, block)
    shape = (x.shape[1], *geometry.kernel, *short, images)
    taps = [d * step for d, step in zip(geometry.dilation, axes, strict=True)]
    places = [s * step for s, step in zip(geometry.stride, axes, strict=True)]
    view = np.ndarray(shape, x.dtype, source, offset, (channel, *taps, *places, image))
    size = images
    for n in short:
        size *= n
    whole = (geometry.groups, geometry.depth, size)
    if geometry.taps == 1 and geometry.unit:
        straight = view.reshape(whole)
        if straight.base is not None and np.may_share_memory(straight, source):
            return straight
    room = scratch("stack", shape, x.dtype)
    np.copyto(room, view)
    return room.reshape(whole)


def grouped(w, groups):
    """Filters as (groups, filters of a group, channels * taps)."""
    return w.reshape(groups, w.shape[0] // groups, -1)


def results(y, geometry, block):
    """The block of `y` as (groups, filters of a group, positions), for one image."""
    inner = geometry.positions // geometry.short[0]
    flat = y[block[0]].reshape(geometry.groups, geometry.filters // geometry.groups, -1)
    return flat[:, :, block[2] * inner : block[3] * inner]


def gathered(g, geometry, block):
    """The block of `g` as (groups, filters of a group, positions * images)."""
    if block[1] - block[0] == 1:
        return results(g, geometry, block)
    images = g[block[0] : block[1]]
    room = scratch("gathered", (*images.shape[1:], images.shape[0]), g.dtype)
    np.copyto(room, np.moveaxis(images, 0, -1))
    return room.reshape(geometry.groups, geometry.filters // geometry.groups, -1)
