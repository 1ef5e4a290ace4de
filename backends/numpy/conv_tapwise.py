"""Correlations whose groups are a channel or two: one multiplication and addition per tap.

Images lie with their padding in one run of memory, so a tap is a shift of the whole channel. What
the shift drags across the end of a row lands in columns that are cut off at the end.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from .conv_geometry import FEW, cut
from .conv_stack import padded, window
from .workers import COUNT, scratch, share

ROOM = 1 << 15
"""Elements of one array in a step; three of them should stay in the cache of a core."""


def blocks(geometry):
    """Ranges of images and of groups, each group with all of its positions."""
    several = geometry.positions <= FEW
    images = min(geometry.batch, 32) if several else 1
    each = images * geometry.positions * max(geometry.filters // geometry.groups, 1)
    groups = max(1, ROOM // each)
    if geometry.shared:
        groups = min(groups, -(-geometry.groups // COUNT))
    return cut(geometry.batch, images), cut(geometry.groups, groups)


def for_each(geometry, function, items):
    if geometry.shared:
        share(function, items)
    else:
        for item in items:
            function(item)


class Shifts:
    """The padded images of a block, and each tap's view of them."""

    def __init__(self, x, geometry, images):
        self.geometry, self.count = geometry, images[1] - images[0]
        block = (*images, 0, geometry.short[0])
        self.room = padded(x, block, window(geometry, block))
        self.space = self.room.shape[1:-1]
        pitches = [s // self.room.itemsize for s in self.room.strides[1:-1]]
        self.offsets = [
            sum(t * d * p for t, d, p in zip(tap, geometry.dilation, pitches, strict=True))
            for tap in product(*map(range, geometry.kernel))
        ]
        short = geometry.short
        self.length = sum((n - 1) * p for n, p in zip(short, pitches, strict=True)) + self.count
        per_group = geometry.channels // geometry.groups
        self.shape = (x.shape[1] // per_group, per_group)
        self.flat = self.room.reshape(*self.shape, -1)

    def run(self, channel, number):
        """(groups, 1, length): channel `channel` of every group as tap `number` sees it."""
        start = self.offsets[number]
        return self.flat[:, channel, None, start : start + self.length]

    def points(self, channel, tap):
        """The same for any stride: (groups, 1, *short, images)."""
        axes = zip(tap, *self.steps(), strict=True)
        picks = [slice(d * t, d * t + s * (n - 1) + 1, s) for t, d, s, n in axes]
        room = self.room.reshape(*self.shape, *self.room.shape[1:])
        return room[(slice(None), channel, None, *picks)]

    def steps(self):
        return self.geometry.dilation, self.geometry.stride, self.geometry.short

    def views(self):
        """(channel, number of the tap, view) for every term of a result."""
        taps = list(product(*map(range, self.geometry.kernel)))
        for channel in range(self.shape[1]):
            for number, tap in enumerate(taps):
                if self.geometry.unit:
                    yield channel, number, self.run(channel, number)
                else:
                    yield channel, number, self.points(channel, tap)

    def spread(self):
        """Spatial extents of an accumulator, and how much of it is result."""
        short = self.geometry.short
        if not self.geometry.unit:
            return (*short, self.count), ...
        wide = (short[0], *self.space[1:], self.count)
        return wide, (slice(None), slice(None), *(slice(0, n) for n in short))


def tapwise_conv(x, w, geometry):
    """`conv` for groups of few channels."""
    per_group = geometry.filters // geometry.groups
    y = np.empty((geometry.batch, geometry.groups, per_group, *geometry.short), x.dtype)
    inputs = geometry.channels // geometry.groups
    filters = w.reshape(geometry.groups, per_group, inputs, geometry.taps)
    all_images, all_groups = blocks(geometry)

    def run(item):
        images, (low, high) = item
        shifts = Shifts(x[:, low * inputs : high * inputs], geometry, images)
        wide, inside = shifts.spread()
        total = scratch("total", (high - low, per_group, *wide), x.dtype)
        term = scratch("term", total.shape, x.dtype)
        if geometry.unit:
            flat = (high - low, per_group, -1)
            into, step = (a.reshape(flat)[..., : shifts.length] for a in (total, term))
        else:
            into, step = total, term
        fill = (1,) * (into.ndim - 2)
        for channel, number, view in shifts.views():
            factor = filters[low:high, :, channel, number].reshape(high - low, per_group, *fill)
            if channel == number == 0:
                np.multiply(view, factor, out=into)
            else:
                np.multiply(view, factor, out=step)
                np.add(into, step, out=into)
        np.copyto(y[images[0] : images[1], low:high], np.moveaxis(total[inside], -1, 0))

    for_each(geometry, run, [(i, g) for g in all_groups for i in all_images])
    return y.reshape(geometry.batch, geometry.filters, *geometry.short)


def tapwise_filter_grad(x, g, geometry):
    """`conv_filter_grad` for groups of few channels: one inner product per tap."""
    per_group, inputs = geometry.filters // geometry.groups, geometry.channels // geometry.groups
    w = np.zeros((geometry.groups, per_group, inputs, geometry.taps), x.dtype)
    g = g.reshape(geometry.batch, geometry.groups, per_group, *geometry.short)
    all_images, all_groups = blocks(geometry)

    def run(groups):
        low, high = groups
        for images in all_images:
            shifts = Shifts(x[:, low * inputs : high * inputs], geometry, images)
            wide, inside = shifts.spread()
            places = scratch("total", (high - low, per_group, *wide), x.dtype)
            places.fill(0)
            np.copyto(places[inside], np.moveaxis(g[images[0] : images[1], low:high], 0, -1))
            places = places.reshape(high - low, per_group, -1)
            for channel, number, view in shifts.views():
                if geometry.unit:
                    sums = np.vecdot(view, places[..., : shifts.length])
                else:
                    room = scratch("term", view.shape, x.dtype)
                    np.copyto(room, view)
                    sums = np.vecdot(room.reshape(high - low, 1, -1), places)
                w[low:high, :, channel, number] += sums

    for_each(geometry, run, all_groups)
    return w.reshape(geometry.filters, inputs, *geometry.kernel)
