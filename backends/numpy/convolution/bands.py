"""Correlations of few channels as products with banded matrices.

Along its first axis a correlation is a product with a band of filter taps, and a few rows of
results at a time make that band a small matrix: `rows * filters` by `reach * channels * taps` of
the other axes, which are stacked. Groups are the outer axis of one batched product, so depthwise
convolutions take no loop over channels. The zeros in the band are paid for by products that are
larger and by a stack that is smaller by the kernel's first size. With enough filters a band has
one row and no zeros: neighbouring rows of results are products with overlapping parts of the stack.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np

from ..blas import SMALL, product, turn
from ..workers import cut, finite, round_robin, scratch, share, split_even, zeroed
from .geometry import BAND, FILLING, LONG, WIDE, Geometry
from .stack import images_first, images_last, lumped
from .taps import meeting

BLOCK = 5 << 18
"""Elements of stacked input that one block aims at: few blocks, since every call of a block that
ends while another thread holds the interpreter waits for about 10 us."""
COLUMNS = 256
"""Columns that a product of one row of results and several images has at most."""
WHOLE = 900_000
"""Elements of the stacks of several images in a block."""
FEW_TAPS = 4
"""Taps of the axes after the first up to which each is copied by a call of its own."""


@dataclass(frozen=True)
class Bands:
    """How a correlation is cut: bands of rows, blocks of images and of groups."""

    geometry: Geometry

    @cached_property
    def rows(self):
        """Rows in a band; one, without zeros, where the filters fill a product by themselves."""
        height = self.geometry.short[0]
        if self.geometry.filters // self.geometry.groups >= FILLING:
            return 1
        exact = [n for n in (BAND, BAND + 1, BAND - 1, 2) if height % n == 0]
        return min(exact[0] if exact else BAND, height)

    @cached_property
    def count(self):
        return -(-self.geometry.short[0] // self.rows)

    @cached_property
    def covered(self):
        """Rows of input that a band reads."""
        start, stop = self.geometry.span(0, 0, self.rows)
        return stop - start

    @cached_property
    def inner(self):
        """Rows of the stack that belong to one row of input."""
        g = self.geometry
        return g.channels // g.groups * prod(g.kernel[1:])

    @cached_property
    def blocks(self):
        """(first image, last image, first group, last group, first band, last band)."""
        g = self.geometry
        width = prod(g.short[1:])
        each = self.inner * self.rows * g.stride[0] * width * self.count
        if self.rows == 1:
            images = self.together(each, width)
        else:
            # Turning pays where many images are turned, each of them once.
            least, most = (4, 8) if width >= WIDE else (8, 16)
            images = min(g.batch, most, BLOCK // each)
            images = 1 if images < min(g.batch, least) else images
        band = images * self.inner * self.rows * g.stride[0] * width
        bands = max(1, min(self.count, BLOCK // band))
        groups = max(1, BLOCK // (band * bands))
        spans = cut(g.batch, images) if g.groups > 1 else split_even(g.batch, images, g.threads)
        # Whole images of one row in a band are written in one piece, so those are cut last.
        enough = g.threads if self.rows == 1 and images > 1 else 2 * g.threads
        hands = g.threads if len(spans) < enough else 1
        return [
            (a, b, i, j, m, n)
            for a, b in spans
            for i, j in split_even(g.groups, groups, hands if g.groups > 1 else 1)
            for m, n in split_even(self.count, bands, hands if g.groups == 1 else 1)
        ]

    def together(self, each, width):
        """Images in a block of bands of one row: short rows of several images make long ones."""
        g, images = self.geometry, 1
        if width >= LONG or (width % 32 == 0 and g.row_work <= SMALL < 2 * g.row_work):
            return 1
        while 2 * images <= min(g.batch, COLUMNS // width) and 2 * images * each <= WHOLE:
            images *= 2
        return images

    def taps(self):
        """(tap, places in the input, places in the result) of the other axes; and whether some of
        the stack stays 0."""
        g = self.geometry
        found = g.readings.get("taps")
        if found is None:
            axes = (g.kernel, g.stride, g.pad_before, g.dilation, g.long, g.short)
            pairs = list(meeting(*(a[1:] for a in axes)))
            every = tuple(slice(0, n) for n in g.short[1:])
            everywhere = all(places[1:] == every for _, _, places in pairs)
            full = everywhere and len(pairs) == prod(g.kernel[1:])
            found = [(tap, long[1:], short[1:]) for tap, long, short in pairs], not full
            g.readings["taps"] = found
        return found

    def columns(self, x, block):
        """(groups, bands, reach * inner, positions of a row * images): the stack, band by band."""
        g, (first, last, low, high, start, stop) = self.geometry, block
        inputs, images = g.channels // g.groups, last - first
        top, bottom = g.span(0, start * self.rows, stop * self.rows)
        upper, lower = max(top, 0), min(bottom, g.long[0])
        part = x[first:last, low * inputs : high * inputs]
        source = images_last(part) if images > 1 else part[0][..., None]
        source = source.reshape(high - low, inputs, *source.shape[1:]).swapaxes(1, 2)
        shape = (high - low, bottom - top, inputs, *g.kernel[1:], *g.short[1:], images)
        rows, (taps, partial) = slice(upper - top, max(upper, lower) - top), self.taps()
        key = (g, rows.start, rows.stop)
        gaps = partial or rows != slice(0, bottom - top)
        stacked = zeroed("bands stack", shape, x.dtype, key, needed=gaps)
        inside = source[:, upper : max(upper, lower)]
        if images > 1 and len(taps) > FEW_TAPS and g.stride[-1] == 1:
            np.copyto(stacked[:, rows], self.tapped(inside))
        else:
            self.fill(stacked, rows, inside)
        width = prod(g.short[1:]) * images
        size = x.itemsize
        step = self.rows * g.stride[0] * stacked.strides[1]
        return np.ndarray(
            (high - low, stop - start, self.covered * self.inner, width),
            x.dtype,
            stacked,
            0,
            (stacked.strides[0], step, width * size, size),
        )

    def fill(self, stacked, rows, source):
        """Copy every tap from where it reads the source; the places of the padding stay as is."""
        everything = slice(None)
        if source.shape[-1] > 1 and self.geometry.stride[-1] > 1:
            source, stacked = lumped(source), lumped(stacked)
        for tap, long, short in self.taps()[0]:
            places = (everything, rows, everything, *tap, *short)
            np.copyto(stacked[places], source[(everything, everything, everything, *long)])

    def tapped(self, source):
        """All taps as a view into scratch memory that holds the source with its padding.

        One more copy, and one call instead of many that wait for each other's threads.
        """
        g = self.geometry
        sizes, target, inside = zip(*map(g.reads, range(1, len(g.kernel))), strict=True)
        shape = (*source.shape[:3], *sizes, source.shape[-1])
        buffer = zeroed("bands padded", shape, source.dtype, (g,))
        head = [slice(None)] * 3
        np.copyto(buffer[(*head, *target)], source[(*head, *inside)])
        steps = buffer.strides[3:-1]
        return np.ndarray(
            (*shape[:3], *g.kernel[1:], *g.short[1:], shape[-1]),
            buffer.dtype,
            buffer,
            0,
            (
                *buffer.strides[:3],
                *(d * step for d, step in zip(g.dilation[1:], steps, strict=True)),
                *(s * step for s, step in zip(g.stride[1:], steps, strict=True)),
                buffer.itemsize,
            ),
        )

    def band(self, w):
        """(groups, 1, filters * rows, reach * inner): the filters repeated along the diagonal."""
        g = self.geometry
        filters, inputs = g.filters // g.groups, g.channels // g.groups
        w = w.reshape(g.groups, filters, inputs, g.kernel[0], -1).swapaxes(2, 3)
        band = np.zeros((g.groups, filters, self.rows, self.covered, *w.shape[3:]), w.dtype)
        for row, taps in self.diagonal():
            band[:, :, row, taps] = w
        return band.reshape(g.groups, 1, filters * self.rows, -1)

    def diagonal(self):
        """Every row of a band with the rows of input that its taps meet."""
        g = self.geometry
        length = g.dilation[0] * (g.kernel[0] - 1) + 1
        for row in range(self.rows):
            start = g.stride[0] * row
            yield row, slice(start, start + length, g.dilation[0])

    def folded(self, sums):
        """Filters from sums over the whole band: the transpose of `band`."""
        g = self.geometry
        filters, inputs = g.filters // g.groups, g.channels // g.groups
        sums = sums.reshape(g.groups, filters, self.rows, self.covered, inputs, -1)
        w = sum(sums[:, :, row, taps] for row, taps in self.diagonal())
        return w.swapaxes(2, 3).reshape(g.filters, inputs, *g.kernel)

    def parts(self, y, block):
        """The block of `y` as (images, groups, filters, rows, *others)."""
        g, (first, last, low, high, start, stop) = self.geometry, block
        rows = slice(start * self.rows, stop * self.rows)
        return y.reshape(g.batch, g.groups, -1, *g.short)[first:last, low:high, :, rows]

    def split_even(self, block):
        """The bands of a block follow each other in memory as the rows of its results do."""
        g, whole = self.geometry, block[5] - block[4] == self.count
        one = self.rows == 1 or g.filters == g.groups
        return whole and one and self.count * self.rows == g.short[0]

    def aligned(self, y, block):
        """The block of `y` as (groups, bands, filters * rows, positions) where BLAS can read it."""
        g, (first, last, low, high, start, stop) = self.geometry, block
        if last - first > 1:
            return None
        if self.rows == 1:
            places = y[first].reshape(g.groups, -1, g.short[0], prod(g.short[1:]))
            return places[low:high, :, start:stop].swapaxes(1, 2)
        if not self.split_even(block):
            return None
        return y[first, low:high].reshape(high - low, self.count, self.rows, -1)

    def buffer(self, block, dtype):
        """Scratch memory as (groups, bands, filters, rows, *others, images).

        With one row in a band its memory has the order of the results, but for the images.
        """
        g, (first, last, low, high, start, stop) = self.geometry, block
        filters, others = g.filters // g.groups, (*g.short[1:], last - first)
        if self.rows == 1:
            shape = (high - low, filters, stop - start, 1, *others)
            return scratch("bands", shape, dtype).swapaxes(1, 2)
        return scratch("bands", (high - low, stop - start, filters, self.rows, *others), dtype)

    def gathered(self, g, block):
        """The block of `g` in scratch memory, rows beyond the last one 0."""
        buffer, part = self.buffer(block, g.dtype), self.parts(g, block)
        if self.split_even(block):
            turn(part.reshape(len(part), -1), self.whole(buffer, part))
            return buffer
        buffer[:, -1].fill(0)
        for target, source in self.pairs(buffer, np.moveaxis(part, 0, -1)):
            np.copyto(target, source)
        return buffer

    def write(self, buffer, y, block):
        """Copy results from the scratch memory of a block to their places."""
        part, height = self.parts(y, block), self.geometry.short[0]
        groups, count, filters, rows, *rest = buffer.shape
        if self.split_even(block):
            images_first(self.whole(buffer, part), part)
            return
        if filters > 1 or part.shape[3] < height:
            for source, target in self.pairs(buffer, np.moveaxis(part, 0, -1)):
                np.copyto(target, source)
            return
        inside = buffer.reshape(groups, count * rows, *rest)[:, :height]
        buffer = scratch("padded", inside.shape, buffer.dtype)
        np.copyto(buffer, inside)
        images_first(buffer, part)

    def whole(self, buffer, part):
        """The scratch memory of an even block as a matrix with the images as columns."""
        buffer = buffer.swapaxes(1, 2) if self.rows == 1 else buffer
        return buffer.reshape(-1, len(part))

    def pairs(self, buffer, whole):
        """Slices of the scratch memory and of the results that hold the same rows."""
        for number in range(buffer.shape[1]):
            start = number * self.rows
            rows = min(self.rows, whole.shape[2] - start)
            yield buffer[:, number, :, :rows], whole[:, :, start : start + rows]


def flattened(buffer):
    """Scratch memory as (groups, bands, filters * rows, positions), without a copy."""
    if buffer.shape[3] == 1:
        buffer = buffer[:, :, :, 0]
    else:
        buffer = buffer.reshape(*buffer.shape[:2], -1, *buffer.shape[4:])
    return buffer.reshape(*buffer.shape[:3], -1)


def cut_of(geometry):
    """The bands of a geometry, worked out once."""
    if "bands" not in geometry.readings:
        geometry.readings["bands"] = Bands(geometry)
    return geometry.readings["bands"]


def banded_conv(x, w, geometry):
    """`conv` for few channels, None if zeros in the band spoil it."""
    bands = cut_of(geometry)
    matrix = bands.band(w)
    y = np.empty((geometry.batch, geometry.filters, *geometry.short), x.dtype)
    spoiled = []

    def run(block):
        factors = matrix[block[2] : block[3]]
        columns = bands.columns(x, block)
        direct = bands.aligned(y, block)
        if direct is not None:
            results = product(factors, columns, direct)
        else:
            buffer = bands.buffer(block, x.dtype)
            results = product(factors, columns, flattened(buffer))
            bands.write(buffer, y, block)
        if geometry.in_vain and not finite(results):
            spoiled.append(block)

    share(run, bands.blocks, geometry.threads)
    return None if spoiled else y


def banded_filter_grad(x, g, geometry):
    """`conv_filter_grad` for few channels."""
    bands = cut_of(geometry)
    depth = bands.covered * bands.inner
    filters = geometry.filters // geometry.groups * bands.rows
    parts = []

    def run(blocks):
        # The products run up to twice as fast with the longer side first.
        total = np.zeros((geometry.groups, depth, filters), x.dtype)
        for block in blocks:
            columns = bands.columns(x, block)
            places = bands.aligned(g, block)
            if places is None:
                places = flattened(bands.gathered(g, block))
            products = np.matmul(columns, places.swapaxes(-1, -2))
            total[block[2] : block[3]] += products.sum(axis=1)
        parts.append(total)

    blocks = bands.blocks
    share(run, round_robin(blocks, geometry.sums), geometry.threads)
    return bands.folded(sum(parts[1:], start=parts[0]).swapaxes(1, 2))
