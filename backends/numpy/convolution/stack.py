"""The input of a correlation with its taps stacked, so that a few matrix products do the work."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..blas import turn
from ..workers import scratch


def window(geometry, block):
    """Start and stop per spatial axis of what a block of results reads."""
    spans = [geometry.span(0, *block[2:])]
    return spans + [geometry.span(a, 0, n) for a, n in enumerate(geometry.short[1:], start=1)]


def lumped(x):
    """The contiguous last axis as one element, which is copied in one piece."""
    return x.view(f"V{x.shape[-1] * x.itemsize}")[..., 0]


def images_last(x):
    """(n, c, *space) as (c, *space, n) in scratch memory."""
    buffer = scratch("turned", (*x.shape[1:], x.shape[0]), x.dtype)
    turn(x.reshape(x.shape[0], -1), buffer.reshape(-1, x.shape[0]))
    return buffer


def images_first(buffer, y):
    """Write (c, *space, n) into `y` (n, c, *space), whose images are contiguous."""
    turn(buffer.reshape(-1, y.shape[0]), y.reshape(y.shape[0], -1))


@dataclass(frozen=True)
class Reading:
    """How the taps of a block are read, from the input itself or from padded scratch memory."""

    buffer: tuple[int, ...] | None
    """Shape of the scratch memory, if there is any; the rest tells how to fill it."""
    partial: bool
    places: tuple[slice, ...]
    source: tuple[slice, ...]
    offset: int
    shape: tuple[int, ...]
    steps: tuple[int, ...]
    whole: tuple[int, ...]
    straight: bool
    """The view is a matrix as it is."""


def contiguous(shape, size):
    """Strides of an array of this shape, in bytes."""
    steps = [size]
    for n in reversed(shape[1:]):
        steps.append(steps[-1] * n)
    return tuple(reversed(steps))


def reading(geometry, block, size):
    """The reading of a block, remembered for all images; `size` is that of an element."""
    key = (block[1] - block[0], block[2], block[3], size)
    found = geometry.readings.get(key)
    if found is None:
        found = geometry.readings[key] = planned(geometry, block, size)
    return found


def planned(geometry, block, size):
    """The reading of a block that starts with the first image."""
    spans, images = window(geometry, block), block[1] - block[0]
    long, channels = geometry.long, geometry.channels
    inside = [(max(a, 0), min(b, n)) for (a, b), n in zip(spans, long, strict=True)]
    buffer, offset = None, 0
    places: tuple[slice, ...] = ()
    if geometry.innermost or inside != spans:
        sizes = [b - a for a, b in spans]
        buffer = (channels, *sizes, images) if geometry.innermost else (images, channels, *sizes)
        steps = contiguous(buffer, size)
        image = steps[-1] if geometry.innermost else steps[0]
        channel, *axes = steps[:-1] if geometry.innermost else steps[1:]
        places = tuple(
            slice(i - a, max(i, j) - a) for (a, _), (i, j) in zip(spans, inside, strict=True)
        )
    else:
        image, channel, *axes = contiguous((geometry.batch, channels, *long), size)
        offset = sum(a * step for (a, _), step in zip(spans, axes, strict=True))
    taps = [d * step for d, step in zip(geometry.dilation, axes, strict=True)]
    jumps = [s * step for s, step in zip(geometry.stride, axes, strict=True)]
    shape = (channels, *geometry.kernel, block[3] - block[2], *geometry.short[1:])
    steps = (channel, *taps, *jumps)
    if geometry.innermost:
        shape, steps = (*shape, images), (*steps, image)
    else:
        shape, steps = (images, *shape), (image, *steps)
    return Reading(
        buffer,
        inside != spans,
        places,
        tuple(slice(i, max(i, j)) for i, j in inside),
        offset,
        shape,
        steps,
        (1 if geometry.innermost else images, geometry.groups, geometry.depth, -1),
        buffer is None and geometry.taps == 1 and geometry.unit,
    )


def filled(x, how, block, innermost):
    """The scratch memory of a reading with its part of the input in it."""
    buffer = scratch("padded", how.buffer, x.dtype)
    if how.partial:
        buffer.fill(0)
    images, everything = x[block[0] : block[1]], slice(None)
    head: tuple[slice, ...] = (everything, everything)
    if innermost:
        if not how.partial and how.buffer[1:-1] == images.shape[2:]:
            turn(images.reshape(images.shape[0], -1), buffer.reshape(-1, images.shape[0]))
            return buffer
        images, head = images_last(images), (everything,)
    np.copyto(buffer[(*head, *how.places)], images[(*head, *how.source)])
    return buffer


def stack(x, geometry, block):
    """(images, groups, channels * taps, positions) of a block of results, from a contiguous `x`.

    With the images innermost they are part of the positions instead.
    """
    how = reading(geometry, block, x.itemsize)
    if how.buffer is None:
        source, offset = x, how.offset + block[0] * how.steps[0]
    else:
        source, offset = filled(x, how, block, geometry.innermost), 0
    view = np.ndarray(how.shape, x.dtype, source, offset, how.steps)
    if how.straight:
        straight = view.reshape(how.whole)
        if np.may_share_memory(straight, source):
            return straight
    buffer = scratch("stack", how.shape, x.dtype)
    if geometry.innermost and geometry.stride[-1] > 1:
        np.copyto(lumped(buffer), lumped(view))
    else:
        np.copyto(buffer, view)
    return buffer.reshape(how.whole)


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
    buffer = images_last(g[block[0] : block[1]])
    return buffer.reshape(1, geometry.groups, geometry.filters // geometry.groups, -1)
