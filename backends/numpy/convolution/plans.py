"""Ways to compute a correlation and its adjoints; `conv.py` chooses among them."""

from __future__ import annotations

import numpy as np

from ..blas import add_product, product, turn
from ..workers import SPEED, cut, round_robin, scratch, share, split_uneven
from .stack import gathered, grouped, images_first, results, stack


def multiply(a, b, c, threads):
    """`c = a @ b` over images and groups; every thread takes some rows of it."""
    rows = c.shape[2]
    if threads == 1 or rows < 8 * threads:
        product(a, b, c)
        return
    time = 2 * a.shape[-1] * c.size / SPEED
    parts = [slice(i, j) for i, j in split_uneven(rows, threads, time)]
    share(lambda part: np.matmul(a[..., part, :], b, out=c[:, :, part]), parts, threads)


def dense_conv(x, w, geometry):
    n, m = geometry.batch, geometry.filters
    y = x.reshape(n, -1) @ w.reshape(m, -1).T
    return y.reshape(n, m, *geometry.short)


def scaled_conv(x, w, geometry):
    """One tap of one channel for each result: a multiplication."""
    y = np.zeros((geometry.batch, geometry.filters, *geometry.short), x.dtype)
    for _, long, short in geometry.meetings:
        np.multiply(x[long], w.reshape(-1, *geometry.kernel), out=y[short])
    return y


def dense_input_grad(g, w, geometry):
    n, m = geometry.batch, geometry.filters
    x = g.reshape(n, m) @ w.reshape(m, -1)
    return x.reshape(n, geometry.channels, *geometry.long)


def dense_filter_grad(x, g, geometry):
    n, m = geometry.batch, geometry.filters
    g, x = g.reshape(n, m).T, x.reshape(n, -1)
    w = g * x if n == 1 else g @ x
    return w.reshape(m, geometry.channels, *geometry.kernel)


def stacked_conv(x, w, geometry):
    """All taps of a block side by side, one product per image or block and group."""
    y = np.empty((geometry.batch, geometry.filters, *geometry.short), x.dtype)
    filters = grouped(w, geometry.groups)
    blocks = geometry.blocks
    apart = geometry.threads if len(blocks) == 1 else 1

    def run(block):
        columns = stack(x, geometry, block)
        if not geometry.innermost:
            multiply(filters, columns, results(y, geometry, block), apart)
            return
        buffer = scratch("product", (1, *filters.shape[:2], columns.shape[3]), x.dtype)
        multiply(filters, columns, buffer, apart)
        images_first(buffer, y[block[0] : block[1]])

    if len(blocks) == 1:
        run(blocks[0])
    else:
        share(run, blocks, geometry.threads)
    return y


def stacked_filter_grad(x, g, geometry):
    """One product per image or block and group, with the positions as the inner size."""
    per_group = geometry.filters // geometry.groups
    # The products run up to twice as fast with the longer side first, but the turning costs.
    upright = geometry.depth < per_group or geometry.batch * geometry.positions < 600
    sides = (per_group, geometry.depth) if upright else (geometry.depth, per_group)
    shape = (geometry.groups, *sides)

    def factors(block):
        columns, places = stack(x, geometry, block), gathered(g, geometry, block)
        left, right = (places, columns) if upright else (columns, places)
        return left, right.swapaxes(2, 3)

    blocks = geometry.blocks
    if len(blocks) == 1 and (geometry.innermost or geometry.batch == 1):
        left, right = factors(blocks[0])
        total = np.empty((1, *shape), x.dtype)
        multiply(left, right, total, geometry.threads)
        total = total[0]
    else:
        total = summed(geometry, shape, x.dtype, factors)
    total = total if upright else total.swapaxes(1, 2)
    return total.reshape(geometry.filters, -1, *geometry.kernel)


def summed(geometry, shape, dtype, factors):
    """Sum over the blocks of the products of their factors."""
    sums = []

    def run(part):
        total = np.zeros(shape, dtype)
        for block in part:
            a, b = factors(block)
            add_products(a, b, total)
        sums.append(total)

    blocks = geometry.blocks
    share(run, round_robin(blocks, geometry.sums), geometry.threads)
    total = sums[0]
    for other in sums[1:]:
        total += other
    return total


def add_products(a, b, c):
    """`c += a @ b` over groups, summed over images."""
    if len(c) > 1 or c.size <= 4096:
        c += np.matmul(a, b).sum(axis=0)
        return
    for left, right in zip(a, b, strict=True):
        add_product(left[0], right[0], c[0])


def scattered(g, w, geometry):
    """One product per image for all taps, then every tap added where it belongs.

    `w` holds the filters as (groups, channels * taps of a group, filters of a group).
    """
    x = np.empty((geometry.batch, geometry.channels, *geometry.long), g.dtype)
    per_group = geometry.channels // geometry.groups

    def run(block):
        first, last, low, high = block
        places = gathered(g, geometry, (first, last, 0, geometry.short[0]))[0]
        rows = slice(low * geometry.taps, high * geometry.taps)
        buffer = scratch(
            "product", (geometry.groups, rows.stop - rows.start, places.shape[2]), g.dtype
        )
        np.matmul(w[:, rows], places, out=buffer)
        if geometry.channels_last:
            spread_out(buffer, x[first, low:high], geometry)
            return
        buffer = buffer.reshape(geometry.groups, high - low, geometry.taps, *geometry.short, -1)
        if not geometry.innermost:
            target = x[first].reshape(geometry.groups, per_group, *geometry.long, 1)[:, low:high]
        else:
            shape = (geometry.groups, high - low, *geometry.long, last - first)
            target = scratch("spread", shape, g.dtype)
        target.fill(0)
        for tap, long, short in geometry.meetings:
            target[long] += buffer[:, :, tap][short]
        if geometry.innermost:
            parts = x[first:last].reshape(last - first, geometry.groups, per_group, *geometry.long)
            if geometry.groups == 1:
                images_first(target, parts[:, 0, low:high])
            else:
                np.copyto(parts[:, :, low:high], np.moveaxis(target, -1, 0))

    share(run, scatter_blocks(geometry), geometry.threads)
    return x


def spread_out(buffer, x, geometry):
    """Add every tap of one image where it belongs, with the channels as the last axis.

    Additions to places a stride apart along a short row take several times as long.
    """
    channels = x.shape[0]
    turned = scratch("turned", (buffer.size // channels, channels), buffer.dtype)
    turn(buffer.reshape(channels, -1), turned)
    turned = turned.reshape(geometry.taps, *geometry.short, channels)
    target = scratch("spread", (*geometry.long, channels), buffer.dtype)
    target.fill(0)
    for tap, long, short in geometry.meetings:
        target[long[2:]] += turned[tap][short[2:]]
    turn(target.reshape(-1, channels), x.reshape(channels, -1))


def multiplied_out(g, w, geometry):
    """One multiplication and addition per tap, for depthwise filters with a stride."""
    x = np.zeros((geometry.batch, geometry.channels, *geometry.long), g.dtype)
    factors = w.reshape(geometry.channels, geometry.taps, *(1,) * len(geometry.kernel))

    def run(block):
        first, last, low, high = block
        source, target = g[first:last, low:high], x[first:last, low:high]
        for number, long, short in geometry.meetings:
            part = source[short]
            term = scratch("product", part.shape, g.dtype)
            target[long] += np.multiply(part, factors[low:high, number], out=term)

    most = max(1, (1 << 15) // geometry.positions)
    channels = cut(geometry.channels, most)
    images = cut(geometry.batch, max(1, most // geometry.channels))
    blocks = [(a, b, i, j) for a, b in images for i, j in channels]
    share(run, blocks, geometry.threads)
    return x


def scatter_blocks(geometry):
    """(first image, last image, first channel, last channel) of every block."""
    per_group = geometry.channels // geometry.groups
    each = geometry.channels * geometry.taps * geometry.positions
    images = 1
    if geometry.innermost:
        images = min(geometry.batch, max(2, (1 << 20) // max(each, 1)))
    most = max(1, (1 << 18) * per_group // max(each * images, 1))
    spans = cut(geometry.batch, images)
    if len(spans) == 1 and geometry.shared:
        most = min(most, -(-per_group // geometry.threads))
    return [(a, b, i, j) for a, b in spans for i, j in cut(per_group, most)]


def turned(w, groups):
    """The filters of the adjoint with stride 1: kernel turned round, both channel axes swapped."""
    m, c, *kernel = w.shape
    parts = w[(..., *(BACKWARDS,) * len(kernel))].reshape(groups, m // groups, c, *kernel)
    return np.ascontiguousarray(parts.swapaxes(1, 2)).reshape(groups * c, m // groups, *kernel)


BACKWARDS = slice(None, None, -1)
