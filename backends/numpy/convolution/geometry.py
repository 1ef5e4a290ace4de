"""Extents and steps of one convolution, and how its work is cut into blocks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import gcd, prod

from ..blas import SMALL
from ..workers import COUNT, SPEED, cut, split_even, split_uneven
from .taps import overlap

STACK = 5 << 16
"""Elements of stacked input that one block aims at; it should stay in the cache of a core."""
BAND = 4
"""Rows of results in a band."""
VECTOR = 16
"""Numbers that the processor multiplies at once; rows of so many fill its products."""
FEW = 100
"""Positions per image up to which a block holds several images, the batch innermost."""
FILLING = 8
"""Filters from which one row of results fills the side of a product that bands have to fill."""
LONG = 64
"""Results in a row from which one row fills a product."""
SHORT = 200
"""Positions per image from which products of one row and several images pay."""
LARGE = 4000
"""Positions per image from which plans for few channels pay."""
WIDE = 32
"""Results along the last axis from which depthwise plans handle an image alone."""
SUMS = 1 << 24
"""Elements that the partial sums of a filter's gradient may take together."""
TINY = 200_000
"""Operations below which the calls cost more than the work."""
WORTH = 30_000_000
"""Operations from which work is shared between threads; handing it over takes 40 us."""
WORTH_BANDS = 18_000_000
"""The same for bands, whose products are too small for the threads of BLAS."""


@dataclass(frozen=True)
class Geometry:
    """A correlation.

    `short[m, i] = sum over c, t of long[c, stride * i + dilation * t - pad_before] * w[m, c, t]`.
    """

    batch: int
    channels: int
    filters: int
    groups: int
    long: tuple[int, ...]
    short: tuple[int, ...]
    kernel: tuple[int, ...]
    stride: tuple[int, ...]
    pad_before: tuple[int, ...]
    dilation: tuple[int, ...]

    @cached_property
    def readings(self):
        """What `stack` remembers of this geometry's blocks."""
        return {}

    @cached_property
    def taps(self):
        return prod(self.kernel)

    @cached_property
    def positions(self):
        return prod(self.short)

    @cached_property
    def inputs(self):
        """Elements of the input."""
        return self.batch * self.channels * prod(self.long)

    @cached_property
    def depth(self):
        """Terms of one result: channels of a group times taps."""
        return self.channels // self.groups * self.taps

    @cached_property
    def operations(self):
        return 2 * self.batch * self.filters * self.depth * self.positions

    @cached_property
    def work(self):
        """Operations and copies, in operations."""
        return self.operations + 8 * self.stacked

    @cached_property
    def slight(self):
        """True if the product is too small for a second BLAS thread."""
        return 500_000 < self.operations < 4_000_000 and not self.dense

    @cached_property
    def threads(self):
        """How many threads the work is worth."""
        worth = WORTH_BANDS if self.banded else WORTH
        return max(1, min(COUNT, self.work // (worth // 2)))

    @cached_property
    def shared(self):
        return self.threads > 1

    @cached_property
    def sums(self):
        """How many partial sums of a filter's size to keep, one for each thread at most."""
        return max(1, min(self.threads, SUMS // (self.filters * self.depth)))

    @cached_property
    def stacked(self):
        """Elements of the whole input with every tap stacked."""
        return self.batch * self.channels * self.taps * self.positions

    @cached_property
    def dense(self):
        """The kernel covers the image exactly once."""
        return (
            self.groups == 1
            and self.positions == 1
            and self.kernel == self.long
            and not any(self.pad_before)
            and all(d == 1 or k == 1 for d, k in zip(self.dilation, self.kernel, strict=True))
        )

    @cached_property
    def unit(self):
        """Every stride is 1."""
        return all(s == 1 for s in self.stride)

    @cached_property
    def mirrored(self):
        """With stride 1, the adjoint is a correlation with the kernel turned round."""
        axes = zip(self.dilation, self.kernel, self.pad_before, strict=True)
        pad_before = tuple(d * (k - 1) - lo for d, k, lo in axes)
        return Geometry(
            self.batch,
            self.filters,
            self.channels,
            self.groups,
            self.short,
            self.long,
            self.kernel,
            self.stride,
            pad_before,
            self.dilation,
        )

    @cached_property
    def banded(self):
        """Whether products with banded filters pay; the limits were measured."""
        if len(self.kernel) == 1 or (self.kernel[0] == 1 and self.groups == 1):
            return False
        inputs, outputs = self.channels // self.groups, self.filters // self.groups
        if self.operations < TINY:
            return False
        if self.groups > 1:
            several = self.batch >= 8 or self.positions >= LARGE // 8
            return max(inputs, outputs) <= (4 if several else 1) or self.rowwise
        few = max(inputs, outputs) <= 16 and inputs < 8 * outputs
        return (few and self.positions >= LARGE) or self.rowwise

    @cached_property
    def in_vain(self):
        """Whether bands multiply by zeros besides the padding's: several rows, or gaps between."""
        return self.filters // self.groups < FILLING or self.dilation[0] > 1

    @cached_property
    def rowwise(self):
        """Whether products for one row of results each pay; the limits were measured.

        Nothing is computed in vain, and the stack is smaller by the kernel's first size. The
        products should be wide, and of those that BLAS takes as they lie in memory.
        """
        inputs, outputs = self.channels // self.groups, self.filters // self.groups
        if self.in_vain or self.kernel[0] < 3 * self.stride[0]:
            return False
        width, most = prod(self.short[1:]), max(inputs, outputs)
        light = self.row_work <= SMALL
        if self.batch < 4:
            fits = most <= 16 or (light and outputs <= 32)
            return self.groups == 1 and self.positions >= LARGE and width >= LONG and fits
        if self.groups == 1 and light and (width >= LONG or width % 32 == 0):
            return outputs <= 64 and self.positions >= LARGE // 4
        large = self.groups == 1 and self.kernel[0] >= 5
        wide = self.positions >= SHORT and self.batch * width >= LONG * 3 // 2
        return wide and most <= (64 if large else 32)

    @cached_property
    def planar(self):
        """Whether a depthwise correlation of volumes goes plane by plane, as measured."""
        depthwise = self.groups == self.channels == self.filters
        if len(self.kernel) < 3 or not (depthwise and self.banded and self.unit):
            return False
        if self.kernel[0] == 1 or self.kernel[1] == 1 or any(d > 1 for d in self.dilation):
            return False
        fitting = self.short[1] % BAND == 0 and self.short[2] % VECTOR == 0
        return fitting and self.batch * self.short[2] >= LONG

    @cached_property
    def banded_backwards(self):
        """The same for the adjoint of the filter."""
        if not self.banded or self.groups > 1:
            return self.banded
        most, width, solid = max(self.channels, self.filters), self.short[-1], len(self.kernel) == 3
        if most <= (16 if solid or self.batch > 7 else 8):
            return True
        narrow = width <= LONG // 2 and (width % 32 > 0 or self.row_work * 2 <= SMALL)
        return self.batch > 3 and most <= 32 and (solid or narrow)

    @cached_property
    def row_work(self):
        """Multiplications for one row of results of one image."""
        return self.filters // self.groups * self.depth * prod(self.short[1:])

    @cached_property
    def sparse(self):
        """Whether the adjoint is a depthwise one with too little work for products."""
        depthwise = self.groups == self.channels == self.filters
        return depthwise and not self.unit and self.batch < 4

    @cached_property
    def scatters(self):
        """Whether the adjoint adds products to its result rather than gathering its input.

        Both costs in nanoseconds: additions against turning the filter and stacking the input.
        """
        if self.banded and self.unit and self.mirrored.banded:
            return False
        taps, results = self.taps, self.batch * self.positions
        filters = 0.6 * self.filters * self.channels // self.groups * taps
        if self.unit:
            adding = 0.35 * self.channels * taps * results + 1500 * taps
            gathering = 8000 + filters + 0.1 * self.filters * taps * self.batch * prod(self.long)
            return adding < gathering
        jumps = prod(self.stride)
        # Taps that do not meet are written once instead of added up, but it is not faster.
        each = 0.7 if taps > jumps and len(self.kernel) == 2 else 1.1
        adding = each * self.channels * taps * results + 1500 * taps
        gathering = 15000 * jumps + filters + 0.3 * self.filters * taps * results
        return adding < gathering + 0.6 * self.batch * self.channels * prod(self.long)

    @cached_property
    def channels_last(self):
        """Whether the adjoint adds taps with the channels as the last axis: for one image with
        short rows."""
        single = self.batch == self.groups == 1 < self.taps
        shortness = (8, 12, 16)[min(self.stride[-1], 3) - 1]
        return single and self.short[-1] <= shortness and self.channels >= 16

    @cached_property
    def meetings(self):
        """Number of every tap that meets the image, with the slices of both sides."""
        axes = (self.stride, self.pad_before, self.dilation, self.long, self.short)
        found, head = [], (slice(None), slice(None))
        for number, tap in enumerate(product(*map(range, self.kernel))):
            pairs = [overlap(*values) for values in zip(tap, *axes, strict=True)]
            if all(pairs):
                long, short = zip(*pairs, strict=True)
                found.append((number, (*head, *long), (*head, *short)))
        return found

    @cached_property
    def mirrors(self):
        """Whether the adjoint of the filter stacks `g` and not the input."""
        return self.unit and self.filters * 1.5 < self.channels

    @cached_property
    def phases(self):
        """For the adjoint: index of the results, index of the filter, and the correlation.

        The largest come first, which deals them out more evenly.
        """
        found = [self.phase(remainders) for remainders in product(*map(range, self.stride))]
        return sorted(found, key=lambda item: item[2].work if item[2] else 0, reverse=True)

    @cached_property
    def phase_threads(self):
        """Threads that phases are dealt out to, where there are enough of them to keep all busy;
        otherwise those large enough are shared one by one."""
        work = [phase.work if phase else 0 for _, _, phase in self.phases]
        hands = max(1, min(COUNT, sum(work) // (WORTH // 2)))
        few = work[0] * hands > sum(work) * 1.2
        return 1 if few and any(p is not None and p.shared for _, _, p in self.phases) else hands

    def phase(self, remainders):
        """The results at positions `stride * q + remainder`, as a correlation with stride 1."""
        axes = [self.phase_axis(axis, r) for axis, r in enumerate(remainders)]
        everything = slice(None)
        places = (
            everything,
            everything,
            *(slice(r, None, s) for r, s in zip(remainders, self.stride, strict=True)),
        )
        sizes, firsts, steps, counts, paddings_before, dilations = zip(*axes, strict=True)
        if 0 in counts or 0 in sizes:
            return places, None, None
        kernel = (
            everything,
            everything,
            *(slice(t, None, n) for t, n in zip(firsts, steps, strict=True)),
        )
        return (
            places,
            kernel,
            Geometry(
                self.batch,
                self.filters,
                self.channels,
                self.groups,
                self.short,
                sizes,
                counts,
                (1,) * len(sizes),
                paddings_before,
                dilations,
            ),
        )

    def phase_axis(self, axis, remainder):
        """(results, first tap, step of taps, taps, pad_before, dilation) of one axis of a phase."""
        stride, dilation, kernel = self.stride[axis], self.dilation[axis], self.kernel[axis]
        size = max(0, -(-(self.long[axis] - remainder) // stride))
        common = gcd(stride, dilation)
        aligned = [
            t
            for t in range(kernel)
            if (remainder + self.pad_before[axis] - dilation * t) % stride == 0
        ]
        if not aligned:
            return size, 0, 1, 0, 0, 1
        origin = (remainder + self.pad_before[axis] - dilation * aligned[0]) // stride
        step = dilation // common
        return (
            size,
            aligned[0],
            stride // common,
            len(aligned),
            step * (len(aligned) - 1) - origin,
            step,
        )

    def span(self, axis, first, last):
        """Positions of the long axis that results `first` to `last` read: start and stop."""
        start = self.stride[axis] * first - self.pad_before[axis]
        last_read = self.stride[axis] * (last - 1 - first) + self.dilation[axis] * (
            self.kernel[axis] - 1
        )
        return start, start + last_read + 1

    def reads(self, axis):
        """Of one axis: the size of what all results read, where the input lies in it, and which
        part of the input that is."""
        start, stop = self.span(axis, 0, self.short[axis])
        first, last = max(start, 0), min(stop, self.long[axis])
        last = max(first, last)
        return stop - start, slice(first - start, last - start), slice(first, last)

    @cached_property
    def innermost(self):
        """Whether a block holds several small images, the batch as the last axis."""
        return self.batch > 1 and self.positions <= FEW

    @cached_property
    def block(self):
        """Elements of stacked input that one block aims at.

        With many filters the products are most of the work, and larger ones run faster; with few
        it is the calls that count.
        """
        if self.filters // self.groups < 64:
            return STACK if self.groups > 1 else 4 * STACK
        return 2 * STACK

    @cached_property
    def blocks(self):
        """(first image, last image, first row, last row) of every block of results."""
        rows, each = self.short[0], max(1, self.channels * self.taps * self.positions)
        hands = self.threads
        if self.innermost:
            spans = split_even(self.batch, max(2, 4 * STACK // each), hands)
            return [(a, b, 0, rows) for a, b in spans]
        if self.batch == 1 and self.shared and self.positions > FEW:
            most = max(1, self.block * rows // each)
            if hands * most >= 2 * rows:
                return [(0, 1, a, b) for a, b in split_uneven(rows, hands, self.work / SPEED)]
            return [(0, 1, a, b) for a, b in split_even(rows, min(most, -(-rows // hands)), hands)]
        images = self.block // each
        if images:
            return [(a, b, 0, rows) for a, b in split_even(self.batch, images, hands)]
        most = max(1, self.block * rows // each)
        return [(n, n + 1, a, b) for n in range(self.batch) for a, b in cut(rows, most)]
