"""How images are cut for the products of `toeplitz.py`, and what that costs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from math import prod
from typing import Any

from ..workers import COUNT, cut, split_uneven
from .geometry import WIDE, Geometry

CALL = 50.0
"""Nanoseconds of one small product besides its multiplications."""
RATE = 70.0
"""Multiplications of small products in a nanosecond, on one core."""
ADD = 0.15
"""Nanoseconds for adding an element of a sum."""
FILL = 1.0
"""Nanoseconds for writing one element of a diagonal."""
COPY = 0.35
"""Nanoseconds for copying an element of a stack."""
SETUP = 10_000
"""Nanoseconds for the calls of this plan."""
WORTH = 100_000
"""Nanoseconds of work for each thread that make up for handing it over."""
ROWS = (1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 24, 32)
"""Rows of the short side that a block may have, besides all of them."""
MATRIX = 1 << 17
"""Elements of the matrices that one thread holds at a time."""


def product_time(m, k, n):
    """Nanoseconds of a small product."""
    return CALL + max(m, 8) * k * -(-n // 8) * 8 / RATE


@dataclass(frozen=True)
class Windows:
    """Blocks of target rows, and the windows of source rows that they depend on.

    Forward the source is the long side of the geometry, for the adjoint the short one.
    """

    geometry: Geometry
    forward: bool
    rows: int
    """Rows of the short side in a block; its rows of the long side are `stride` times as many."""

    @cached_property
    def known(self):
        """What `views` remembers."""
        return {}

    @cached_property
    def source(self):
        return self.geometry.long if self.forward else self.geometry.short

    @cached_property
    def target(self):
        return self.geometry.short if self.forward else self.geometry.long

    @cached_property
    def steps(self):
        """Rows from one block to the next, of the source and of the target."""
        long = self.rows * self.geometry.stride[0]
        return (long, self.rows) if self.forward else (self.rows, long)

    @cached_property
    def span(self):
        """First source row of a block at row 0 and how many rows it reads."""
        g = self.geometry
        stride, pad_before, length = g.stride[0], g.pad_before[0], g.dilation[0] * (g.kernel[0] - 1)
        if self.forward:
            return -pad_before, stride * (self.rows - 1) + length + 1
        low = -((length - pad_before) // stride)
        return low, (self.rows * stride - 1 + pad_before) // stride - low + 1

    @cached_property
    def inner(self):
        """Elements of a row of the source and of the target."""
        return prod(self.source[1:]), prod(self.target[1:])

    @cached_property
    def sides(self):
        """Extents of the matrix: elements of a window and of a block of results."""
        return self.span[1] * self.inner[0], self.steps[1] * self.inner[1]

    @cached_property
    def overhang(self):
        """Elements of the wider side by which the outermost taps leave its rows."""
        g = self.geometry
        return sum(
            d * (k - 1) * prod(g.long[axis + 1 :])
            for axis, (k, d) in enumerate(zip(g.kernel, g.dilation, strict=True))
            if axis
        )

    @cached_property
    def pitch(self):
        """Elements from one row of the matrix to the next."""
        return self.sides[1] + (0 if self.forward else 2 * self.overhang)

    @cached_property
    def margin(self):
        """Elements before and after the matrices that stray taps touch."""
        return self.overhang * (self.pitch if self.forward else 1)

    @cached_property
    def count(self):
        return -(-self.target[0] // self.steps[1])

    @cached_property
    def runs(self):
        """(first block, blocks, first and last row of the window inside, target rows)."""
        step, (low, covered), out = self.steps[0], self.span, self.steps[1]

        def kind(block):
            start = block * step + low
            first, last = max(0, -start), min(covered, self.source[0] - start)
            return first, max(first, last), min(out, self.target[0] - block * out)

        found, start = [], 0
        for (first, last, height), blocks in groupby(range(self.count), kind):
            number = len(list(blocks))
            found.append((start, number, first, last, height))
            start += number
        return found

    @cached_property
    def diagonals(self):
        """(taps of the first axis, offset, shape, steps) of the places of the taps, in elements.

        The axes are those of the kernel and then those of the short side.
        """
        g, (rows, columns) = self.geometry, (self.inner[0], self.pitch)
        axes = range(len(g.kernel))
        long = [prod(g.long[axis + 1 :]) for axis in axes]
        short = [prod(g.short[axis + 1 :]) for axis in axes]
        far, near = (columns, 1) if self.forward else (1, columns)
        taps = [d * step * far for d, step in zip(g.dilation, long, strict=True)]
        places = [
            stride * step * far + other * near
            for stride, step, other in zip(g.stride, long, short, strict=True)
        ]
        inside = -sum(lo * step * far for lo, step in zip(g.pad_before[1:], long[1:], strict=True))
        steps, shape = (*taps, *places), (*g.kernel[1:], self.rows, *g.short[1:])
        if self.forward:
            return [(slice(None), inside, (g.kernel[0], *shape), steps)]
        found, stride, low = [], g.stride[0], self.span[0]
        for tap in range(g.kernel[0]):
            base = g.dilation[0] * tap - g.pad_before[0]
            first, last = -(base // stride), (self.steps[1] - 1 - base) // stride
            if first > last:
                continue
            offset = inside + (first - low) * rows * columns + (stride * first + base) * long[0]
            shape = (1, *g.kernel[1:], last - first + 1, *g.short[1:])
            found.append((slice(tap, tap + 1), offset, shape, steps))
        return found

    @cached_property
    def strays(self):
        """Indices into the diagonals of taps that leave the rows on either side."""
        g, found = self.geometry, []
        axes = len(g.kernel)
        for axis in range(1, axes):
            stride, pad_before, dilation = g.stride[axis], g.pad_before[axis], g.dilation[axis]
            for tap in range(g.kernel[axis]):
                base = dilation * tap - pad_before
                first = min(g.short[axis], max(0, -(base // stride)))
                last = max(first, min(g.short[axis], (g.long[axis] - 1 - base) // stride + 1))
                for places in (slice(0, first), slice(last, g.short[axis])):
                    if places.start < places.stop:
                        index: list[Any] = [slice(None)] * (2 * axes + 1)
                        index[1 + axis], index[1 + axes + axis] = tap, places
                        found.append(tuple(index))
        return found

    def time(self, batched):
        """Nanoseconds of the map on one core, by images or by blocks as the products' rows."""
        g, (depth, width) = self.geometry, self.sides
        filling = SETUP + FILL * g.channels * g.taps * self.rows * prod(g.short[1:])
        if not batched:
            copied = COPY * g.batch * g.channels * self.count * depth
            return filling + copied + g.batch * g.channels * product_time(self.count, depth, width)
        each = sum(
            number * product_time(g.batch, (b - a) * self.inner[0], height * self.inner[1])
            for _, number, a, b, height in self.runs
        )
        return filling + g.channels * each

    @cached_property
    def batched(self):
        """Whether the images are the rows of the products, and not the blocks of an image."""
        return self.time(True) <= self.time(False)

    @cached_property
    def cost(self):
        return min(self.time(True), self.time(False))

    @cached_property
    def backwards(self):
        """Nanoseconds of the adjoint for the filters: the sums are as large as the matrices."""
        number = self.count if self.batched else self.geometry.batch
        adding = ADD * self.geometry.channels * number * prod(self.sides)
        return self.cost + SETUP + adding

    def deal(self, cost):
        """How many threads the work is worth, and the first and last channel of its pieces."""
        channels = self.geometry.channels
        threads = max(1, min(COUNT, int(cost) // WORTH))
        most = max(1, MATRIX // (self.sides[0] * self.pitch))
        if threads == 1 or 2 * channels > threads * most:
            return threads, cut(channels, min(most, -(-channels // threads)))
        return threads, split_uneven(channels, threads, cost)

    def views(self, block, dtype):
        """How the runs of some channels read the source and the target: pairs of the shape, offset
        and steps of (channels, blocks, images, elements), which arrays of one size share."""
        key = (*block, dtype)
        if key not in self.known:
            self.known[key] = [self.sights(run, block, dtype.itemsize) for run in self.runs]
        return self.known[key]

    def sights(self, run, block, size):
        start, number, first, last, height = run
        g, (channel, stop) = self.geometry, block
        found = []
        for sizes, (step, inner), row, elements in (
            (self.source, (self.steps[0], self.inner[0]), self.span[0] + first, last - first),
            (self.target, (self.steps[1], self.inner[1]), 0, height),
        ):
            image = size * prod(sizes)
            shape = (stop - channel, number, g.batch, elements * inner)
            offset = channel * image + (start * step + row) * inner * size
            steps = (image, step * inner * size, g.channels * image, size)
            found.append((shape, offset, steps))
        return found

    def full(self):
        """The blocks of a common height, and the last one if it is lower, as runs."""
        height = self.steps[1]
        short = self.target[0] % height
        whole = self.count - bool(short)
        last = [(whole, 1, 0, 0, short)] if short else []
        return ([(0, whole, 0, 0, height)] if whole else []) + last


def stacking_time(geometry):
    """Nanoseconds that the other plans take on one core for a depthwise correlation, or about."""
    g = geometry
    if len(g.kernel) == 1:
        return g.stacked * COPY / 2
    turned = g.batch > 1 and g.short[-1] < WIDE
    copies = prod(g.kernel[1:]) * g.stride[0] * COPY + 0.6 * turned
    products = 90 * g.channels * -(-g.short[0] // 4) * (1 if turned else g.batch)
    return SETUP + g.batch * g.channels * g.positions * copies + products


def scattering_time(geometry):
    """The same for a strided adjoint."""
    return 1.0 * geometry.inputs + 15_000 * prod(geometry.stride)
