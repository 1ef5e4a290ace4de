"""The input of a correlation with its taps stacked, so that a few matrix products do the work."""

from __future__ import annotations

import numpy as np

from .blas import turn
from .workers import scratch


def window(geometry, block):
    """Start and stop per spatial axis of what a block of results reads."""
    spans = [geometry.span(0, *block[2:])]
    return spans + [geometry.span(a, 0, n) for a, n in enumerate(geometry.short[1:], start=1)]


def padded(x, block, spans, innermost):
    """The images of the block with zeros where they end; `innermost` puts the images last."""
    first, last = block[:2]
    extents = [stop - start for start, stop in spans]
    inside = [(max(a, 0), min(b, n)) for (a, b), n in zip(spans, x.shape[2:], strict=True)]
    source = x[first:last]
    if innermost:
        source = images_last(source)
        if inside == spans and source.shape[1:-1] == tuple(extents):
            return source
        shape = (x.shape[1], *extents, last - first)
    else:
        shape = (last - first, x.shape[1], *extents)
    room = scratch("padded", shape, x.dtype)
    if inside != spans:
        room.fill(0)
    if all(a < b for a, b in inside):
        head = (slice(None),) * (1 if innermost else 2)
        pairs = zip(spans, inside, strict=True)
        places = (*head, *(slice(i - a, j - a) for (a, _), (i, j) in pairs))
        np.copyto(room[places], source[(*head, *(slice(a, b) for a, b in inside))])
    return room


def images_last(x):
    """(n, c, *space) as (c, *space, n) in scratch memory."""
    room = scratch("turned", (*x.shape[1:], x.shape[0]), x.dtype)
    turn(x.reshape(x.shape[0], -1), room.reshape(-1, x.shape[0]))
    return room


def images_first(room, y):
    """Write (c, *space, n) into `y` (n, c, *space), whose images are contiguous."""
    turn(room.reshape(-1, y.shape[0]), y.reshape(y.shape[0], -1))


def readable(x, geometry, block, innermost=False):
    """(array, offset, strides) from which the taps of the block can be read without a check.

    The strides are those of the images, of the channels and of the spatial axes.
    """
    spans = window(geometry, block)
    if innermost:
        room = padded(x, block, spans, True)
        return room, 0, (room.strides[-1], *room.strides[:-1])
    if any(a < 0 or b > n for (a, b), n in zip(spans, x.shape[2:], strict=True)):
        room = padded(x, block, spans, False)
        return room, 0, room.strides
    offset = sum(a * step for (a, _), step in zip(spans, x.strides[2:], strict=True))
    return x, block[0] * x.strides[0] + offset, x.strides


def stack(x, geometry, block):
    """(images, groups, channels * taps, positions) of a block of results.

    With the images innermost they are part of the positions instead.
    """
    innermost = geometry.innermost
    short = (block[3] - block[2], *geometry.short[1:])
    images = block[1] - block[0]
    source, offset, (image, channel, *axes) = readable(x, geometry, block, innermost)
    taps = [d * step for d, step in zip(geometry.dilation, axes, strict=True)]
    places = [s * step for s, step in zip(geometry.stride, axes, strict=True)]
    shape = (x.shape[1], *geometry.kernel, *short)
    steps = (channel, *taps, *places)
    if innermost:
        shape, steps = (*shape, images), (*steps, image)
    else:
        shape, steps = (images, *shape), (image, *steps)
    view = np.ndarray(shape, x.dtype, source, offset, steps)
    whole = (1 if innermost else images, geometry.groups, geometry.depth, -1)
    if geometry.taps == 1 and geometry.unit and not innermost:
        straight = view.reshape(whole)
        if np.may_share_memory(straight, source):
            return straight
    room = scratch("stack", shape, x.dtype)
    np.copyto(room, view)
    return room.reshape(whole)


def grouped(w, groups):
    """Filters as (groups, filters of a group, channels * taps)."""
    return w.reshape(groups, w.shape[0] // groups, -1)


def results(y, geometry, block):
    """The block of `y` as (images, groups, filters of a group, positions)."""
    first, last, start, stop = block
    inner = geometry.positions // geometry.short[0]
    per_group = geometry.filters // geometry.groups
    flat = y[first:last].reshape(last - first, geometry.groups, per_group, -1)
    return flat[..., start * inner : stop * inner]


def gathered(g, geometry, block):
    """The block of `g` in the order of the stack, filters in the place of channels and taps."""
    if not geometry.innermost:
        return results(g, geometry, block)
    room = images_last(g[block[0] : block[1]])
    return room.reshape(1, geometry.groups, geometry.filters // geometry.groups, -1)
