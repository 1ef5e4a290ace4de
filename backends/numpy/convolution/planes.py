"""Depthwise correlations of volumes, plane by plane.

A result is a sum over the taps of the first axis, and each of its terms is a correlation of planes:
a product with a band of the filter along the second axis, the taps of the last one stacked. All
planes of a block are one `matmul` per tap of the first axis, over one stack that is smaller than
that of `bands.py` by the kernel's second size; the sums cost two passes over the results.
"""

from __future__ import annotations

import numpy as np

from ..workers import cut, finite, scratch, share, split_even, zeroed
from .geometry import BAND
from .stack import images_first, images_last
from .taps import overlap

COLUMNS = 128
"""Places of a row, those of several images, that a product has as its columns, or more."""
STACK = 600_000
"""Elements of the stack that one block aims at."""


def planes_conv(x, w, geometry):
    """`conv` of a geometry that is `planar`, None if zeros in the bands spoil it."""
    bands = matrices(w, geometry)
    y = np.empty((geometry.batch, geometry.filters, *geometry.short), x.dtype)
    spoiled = []

    def run(block):
        places = slice(*block[:2]), slice(*block[2:])
        total = summed(bands[places[1]], spread(x[places], geometry), geometry)
        if not finite(total):
            spoiled.append(block)
        images_first(total, y[places])

    share(run, blocks(geometry), geometry.threads)
    return None if spoiled else y


def blocks(geometry):
    """(first image, last image, first channel, last channel) of every block, worked out once."""
    if "planes" not in geometry.readings:
        geometry.readings["planes"] = dealt_out(geometry)
    return geometry.readings["planes"]


def dealt_out(g):
    images = min(g.batch, -(-COLUMNS // g.short[2]))
    planes = (g.short[0] + g.kernel[0] - 1) * (g.short[1] + g.kernel[1] - 1)
    each = images * planes * g.kernel[2] * g.short[2]
    spans = cut(g.batch, images)
    hands = g.threads if len(spans) < g.threads else 1
    channels = split_even(g.channels, max(1, STACK // each), hands)
    return [(a, b, i, j) for a, b in spans for i, j in channels]


def matrices(w, geometry):
    """(channels, taps of the first axis, 1, 1, rows, rows of input * taps of the last axis)."""
    channels, _, depth, height, width = w.shape
    band = np.zeros((channels, depth, BAND, BAND + height - 1, width), w.dtype)
    for row in range(BAND):
        band[:, :, row, row : row + height] = w[:, 0]
    return band.reshape(channels, depth, 1, 1, BAND, -1)


def spread(x, geometry):
    """(channels, planes, rows, taps of the last axis, places, images) of all that results read."""
    g, (images, channels) = geometry, x.shape[:2]
    source = images_last(x)
    sizes, target, inside = zip(g.reads(0), g.reads(1), strict=True)
    shape = (channels, *sizes, g.kernel[2], g.short[2], images)
    buffer = zeroed("planes", shape, x.dtype, (g,))
    everything = slice(None)
    for tap in range(g.kernel[2]):
        meeting = overlap(tap, 1, g.pad_before[2], 1, g.long[2], g.short[2])
        if meeting:
            long, short = meeting
            np.copyto(
                buffer[(everything, *target, tap, short)], source[(everything, *inside, long)]
            )
    return buffer


def summed(bands, planes, geometry):
    """(channels, planes, bands, rows, places * images): the products, summed over the taps."""
    g, size = geometry, planes.itemsize
    channels, columns = len(planes), planes.shape[4] * planes.shape[5]
    shape = (channels, g.short[0], g.short[1] // BAND, BAND, columns)
    total = scratch("plane sums", shape, planes.dtype)
    term = scratch("plane terms", shape, planes.dtype)
    each, plane, row = planes.strides[:3]
    steps = (each, plane, BAND * row, columns * size, size)
    window = (*shape[:3], bands.shape[-1], columns)
    for tap in range(g.kernel[0]):
        source = np.ndarray(window, planes.dtype, planes, tap * plane, steps)
        if not tap:
            np.matmul(bands[:, tap], source, out=total)
            continue
        np.matmul(bands[:, tap], source, out=term)
        np.add(total, term, out=total)
    return total
