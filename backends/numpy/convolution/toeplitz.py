"""Depthwise correlations of small images as products with Toeplitz matrices.

A few whole rows of one channel's results are a linear map of a few whole rows of its input. Whole
rows lie together in memory, so the map is one matrix, with the filter repeated along its diagonals
(doubly blocked Toeplitz), and nothing of the image is copied: the padding is what the matrix lacks.
The images of a batch, or the blocks of rows of one image, are the other side of the product. The
adjoint for the input is the same with the ends exchanged, and that for the filter sums diagonals.
"""

from __future__ import annotations

import numpy as np

from ..workers import finite, scratch, share, zeroed
from .windows import MATRIX, ROWS, Windows, scattering_time, stacking_time


class Toeplitz(Windows):
    """Windows with the matrices that map them."""

    def extent(self, channels):
        """Shape of the memory for one matrix per channel."""
        return (channels * self.sides[0] * self.pitch + 2 * self.margin,)

    def matrices(self, flat, channels):
        """One matrix per channel in flat memory, and their diagonals."""
        dtype = flat.dtype
        size, each = dtype.itemsize, self.sides[0] * self.pitch
        shape = (channels, *self.sides)
        steps = (each * size, self.pitch * size, size)
        whole = np.ndarray(shape, dtype, flat, self.margin * size, steps)
        bands = [
            (
                taps,
                np.ndarray(
                    (channels, *shape),
                    dtype,
                    flat,
                    (self.margin + offset) * size,
                    (each * size, *(step * size for step in steps)),
                ),
            )
            for taps, offset, shape, steps in self.diagonals
        ]
        return whole, bands

    def matrix(self, w):
        """The filters of some channels along the diagonals of a matrix for each of them."""
        name = "forward matrix" if self.forward else "adjoint matrix"
        key = (self.geometry, self.rows, len(w))
        whole, bands = self.matrices(zeroed(name, self.extent(len(w)), w.dtype, key), len(w))
        taps = w.reshape(*w.shape[:1], *w.shape[2:], *(1,) * (w.ndim - 2))
        for first, band in bands:
            np.copyto(band, taps[:, first])
        for _, band in bands:
            for index in self.strays:
                band[index] = 0
        return whole

    def copied(self, x, block):
        """(channels, images, blocks, elements): all windows of `x`, zeros where it has none."""
        shape = (block[1] - block[0], self.geometry.batch, self.count, self.sides[0])
        buffer = zeroed("windows", shape, x.dtype, (self.geometry, self.forward, self.rows))
        for run, (source, _) in zip(self.runs, self.views(block, x.dtype), strict=True):
            start, number, first, last, _ = run
            if last > first:
                inside = slice(first * self.inner[0], last * self.inner[0])
                target = buffer[:, :, start : start + number, inside]
                np.copyto(target.swapaxes(1, 2), seen(x, source))
        return buffer

    def apply(self, x, w, y):
        """Write the map of the source `x` by the filters into the target `y`."""

        def work(block):
            matrix = self.matrix(w[slice(*block)])[:, None]
            if not self.batched:
                columns = self.copied(x, block)
                for start, number, _, _, height in self.full():
                    part = matrix[..., : height * self.inner[1]]
                    out = self.rows_of(y, block, start, number, height)
                    np.matmul(columns[:, :, start : start + number], part, out=out)
                return
            runs = zip(self.runs, self.views(block, x.dtype), strict=True)
            for (_, _, first, last, height), (source, target) in runs:
                if last > first:
                    inside = slice(first * self.inner[0], last * self.inner[0])
                    part = matrix[:, :, inside, : height * self.inner[1]]
                    np.matmul(seen(x, source), part, out=seen(y, target))
                else:
                    seen(y, target)[...] = 0

        threads, blocks = self.deal(self.cost)
        share(work, blocks, threads)

    def sums(self, x, g, w):
        """Write the adjoint for the filters into `w`, from the source and a cotangent."""

        def work(block):
            channels = block[1] - block[0]
            flat = scratch("sums", self.extent(channels), x.dtype)
            total, ((_, band),) = self.matrices(flat, channels)
            total.fill(0)
            if self.batched:
                runs = zip(self.runs, self.views(block, x.dtype), strict=True)
                for (_, _, first, last, height), (source, target) in runs:
                    if last > first:
                        inside = slice(first * self.inner[0], last * self.inner[0])
                        self.add(
                            seen(x, source).swapaxes(2, 3),
                            seen(g, target),
                            total[:, inside, : height * self.inner[1]],
                        )
            else:
                columns = self.copied(x, block)
                for start, number, _, _, height in self.full():
                    self.add(
                        columns[:, :, start : start + number].swapaxes(2, 3),
                        self.rows_of(g, block, start, number, height),
                        total[:, :, : height * self.inner[1]],
                    )
            for index in self.strays:
                band[index] = 0
            # Several times as fast as `sum` on such strides.
            out = w[slice(*block), 0]
            np.einsum(band, [*range(band.ndim)], [*range(out.ndim)], out=out)

        threads, blocks = self.deal(self.backwards)
        share(work, blocks, threads)

    def rows_of(self, y, block, start, number, height):
        """Blocks of target rows of some channels as (channels, images, blocks, elements)."""
        rows = slice(start * self.steps[1], start * self.steps[1] + number * height)
        part = y[:, slice(*block), rows].swapaxes(0, 1)
        return part.reshape(*part.shape[:2], number, -1)

    @staticmethod
    def add(a, b, total):
        """`total += a @ b`, summed over the second axis."""
        buffer = scratch("product", (*a.shape[:3], b.shape[3]), a.dtype)
        np.matmul(a, b, out=buffer)
        total += buffer[:, 0] if buffer.shape[1] == 1 else buffer.sum(axis=1)


def seen(x, sight):
    """A view into a contiguous array."""
    shape, offset, steps = sight
    return np.ndarray(shape, x.dtype, x, offset, steps)


def cuts(geometry, forward):
    """Every way to cut a geometry, none where the images are not for this plan."""
    g = geometry
    if not g.groups == g.channels == g.filters or g.operations == 0:
        return []
    for axis in range(1, len(g.kernel)):
        last_tap = g.dilation[axis] * (g.kernel[axis] - 1)
        beyond = (
            g.stride[axis] * (g.short[axis] - 1) + last_tap - g.pad_before[axis] - g.long[axis] + 1
        )
        if g.long[axis] <= last_tap or not 0 <= g.pad_before[axis] <= last_tap or beyond > last_tap:
            return []
    heights = sorted({rows for rows in (*ROWS, g.short[0]) if rows <= g.short[0]})
    found = [Toeplitz(g, forward, rows) for rows in heights]
    return [one for one in found if one.sides[0] * one.pitch <= MATRIX]


def windows(geometry, direction):
    """The cheapest cut, None if another plan takes less time, for one of the three maps.

    `direction` is "forward", "adjoint" (of the input, with a stride) or "sums" (of the filter).
    """
    key = ("windows", direction)
    if key not in geometry.readings:
        geometry.readings[key] = chosen(geometry, direction)
    return geometry.readings[key]


def chosen(geometry, direction):
    found = cuts(geometry, direction != "adjoint")
    if not found:
        return None
    if direction == "sums":
        best = min(found, key=lambda one: one.backwards)
        slower = 1.8 if geometry.batch < 4 and len(geometry.kernel) > 1 else 1.15
        return best if best.backwards < slower * stacking_time(geometry) else None
    best = min(found, key=lambda one: one.cost)
    other = stacking_time if direction == "forward" else scattering_time
    return best if best.cost < other(geometry) else None


def toeplitz_conv(x, w, geometry):
    """`conv` of a geometry that has forward windows, None if the zeros of the matrix spoil it."""
    y = np.empty((geometry.batch, geometry.filters, *geometry.short), x.dtype)
    windows(geometry, "forward").apply(x, w, y)
    return y if finite(y) else None


def toeplitz_input_grad(g, w, geometry):
    """`conv_input_grad` of a geometry that has windows for it; None as before."""
    x = np.empty((geometry.batch, geometry.channels, *geometry.long), g.dtype)
    windows(geometry, "adjoint").apply(g, w, x)
    return x if finite(x) else None


def toeplitz_filter_grad(x, g, geometry):
    """`conv_filter_grad` of a geometry that has windows for it."""
    w = np.empty((geometry.filters, 1, *geometry.kernel), x.dtype)
    windows(geometry, "sums").sums(x, g, w)
    return w
