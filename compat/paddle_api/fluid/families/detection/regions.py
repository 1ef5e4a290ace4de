"""Features of regions of interest (R, 4), pooled to one size.

The regions of one image follow each other; which are whose is told by offsets (N + 1,): levels of
detail of the regions, or a variable of its own. A bin averages over rows and columns apart, so that
pooling is two products with matrices of shares, (R, bins, size of the plane).
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from compat.core import op

from ..._lod import last_level, offsets_of
from ..._operands import FLOATS, constant, f32, invalid, part, raw, same_dtype, take
from ..._registry import operator
from ..._varbase import wrap

_INPUTS = ("X", "ROIs", "RoisLod")


def _operands(name, x, rois, offsets, scale, bins):
    """(planes, regions, offsets as a list) after Paddle's checks."""
    planes, regions = take(x, name), take(rois, name, FLOATS, "ROIs")
    if len(op.shape_of(planes)) != 4:
        raise invalid(f"The format of Input(X) in {name} is NCHW.", name)
    if op.shape_of(regions)[1:] != (4,):
        shape = op.shape_of(regions)
        raise invalid(f"Input(ROIs) of {name} must be (R, 4), but received {shape}.", name)
    same_dtype(planes, regions, name)
    if min(bins) <= 0 or scale <= 0:
        raise invalid("The sizes of the result and the spatial scale must be above 0.", name)
    count = op.shape_of(planes)[0]
    if len(offsets) - 1 != count or offsets[-1] != op.shape_of(regions)[0]:
        raise invalid(
            f"The regions must belong to the {count} images, one after the other, but their offsets"
            f" are {offsets} for {op.shape_of(regions)[0]} regions.",
            name,
        )
    return planes, regions


def _numbers(x, name):
    """The int64 values of a variable as a list."""
    return op.to_numpy(raw(take(x, name, frozenset(("int64",)), "RoisLod"))).tolist()


def _offsets(rois, given, name):
    return last_level(rois, name, "ROIs") if given is None else _numbers(given, name)


def _corners(regions, scale):
    """x1, y1, x2, y2 in pixels of the plane, as arrays on the host."""
    values = op.to_numpy(raw(regions))
    return (values * values.dtype.type(f32(scale))).T


def _shared(planes, offsets, rows, columns):
    """(R, C, PH, PW) from shares (R, PH, H) and (R, PW, W)."""
    rows = op.reshape(rows, _spread(rows))
    columns = op.permute_dims(op.reshape(columns, _spread(columns)), (0, 1, 3, 2))
    found = []
    for n, (a, b) in enumerate(pairwise(offsets)):
        if a < b:
            image = part(planes, 0, n, n + 1)
            found.append(op.matmul(op.matmul(part(rows, 0, a, b), image), part(columns, 0, a, b)))
    if not found:
        shape = 0, op.shape_of(planes)[1], op.shape_of(rows)[2], op.shape_of(columns)[3]
        return op.full(shape, 0, op.dtype_of(planes), op.device_of(planes))
    return op.concat(found, 0)


def _spread(shares):
    count, bins, size = op.shape_of(shares)
    return count, 1, bins, size


def _like(table, planes):
    dtype = op.dtype_of(planes)
    return op.asarray(table.astype(dtype), dtype, op.device_of(planes))


# -- roi_align ---------------------------------------------------------------------------------


def _sampled(low, high, bins, size, ratio):
    """Shares (R, bins, size) of bins that average bilinear samples between `low` and `high`."""
    length = np.maximum(high - low, 1)
    step = length / bins
    table = np.zeros((len(low), bins, size))
    for r in range(len(low)):
        count = ratio if ratio > 0 else int(np.ceil(step[r]))
        inside = (np.arange(count) + low.dtype.type(0.5)) * step[r] / count
        at = low[r] + np.arange(bins)[:, None] * step[r] + inside
        valid = (at >= -1) & (at <= size)
        at = np.clip(at, 0, size - 1)
        below = np.minimum(at.astype(int), size - 1)
        above, fraction = np.minimum(below + 1, size - 1), at - below
        bin_of = np.broadcast_to(np.arange(bins)[:, None], at.shape)
        np.add.at(table[r], (bin_of, below), valid * (1 - fraction) / count)
        np.add.at(table[r], (bin_of, above), valid * fraction / count)
    return table


@operator(inputs=_INPUTS)
def roi_align_op(
    x,
    rois,
    rois_lod=None,
    pooled_height=1,
    pooled_width=1,
    spatial_scale=1.0,
    sampling_ratio=-1,
    **options,
):
    """(R, C, height, width): means of bilinear samples in bins of regions; gradient for `x`."""
    offsets = _offsets(rois, rois_lod, "roi_align")
    bins = pooled_height, pooled_width
    planes, regions = _operands("roi_align", x, rois, offsets, spatial_scale, bins)
    height, width = op.shape_of(planes)[2:]
    x1, y1, x2, y2 = _corners(regions, spatial_scale)
    rows = _sampled(y1, y2, pooled_height, height, sampling_ratio)
    columns = _sampled(x1, x2, pooled_width, width, sampling_ratio)
    return wrap(_shared(planes, offsets, _like(rows, planes), _like(columns, planes)))


def roi_align(
    input,
    rois,
    pooled_height=1,
    pooled_width=1,
    spatial_scale=1.0,
    sampling_ratio=-1,
    name=None,
    rois_lod=None,
):
    """(R, C, height, width): means of bilinear samples in bins of regions."""
    sizes = pooled_height, pooled_width, spatial_scale, sampling_ratio
    return roi_align_op(input, rois, rois_lod, *sizes)


# -- roi_pool ----------------------------------------------------------------------------------


def away_from_zero(x):
    """The nearest integer, halves away from 0."""
    return np.trunc(x + np.copysign(x.dtype.type(0.5), x)).astype(int)


def _edges(low, length, bins, size):
    """First and last + 1 row (R, bins) of bins over `length` rows from `low`, within the plane."""
    numbers, step = np.arange(bins), length[:, None] / np.float32(bins)
    first = np.floor(numbers * step).astype(int) + low[:, None]
    end = np.ceil((numbers + 1) * step).astype(int) + low[:, None]
    return np.clip(first, 0, size), np.clip(end, 0, size)


def _largest(plane, rows, columns):
    """Positions (C, PH, PW) of the largest element of every bin of one region, -1 if empty."""
    channels, _, width = plane.shape
    found = np.full((channels, len(rows), len(columns)), -1)
    for i, (top, bottom) in enumerate(rows):
        for j, (left, right) in enumerate(columns):
            if top < bottom and left < right:
                window = plane[:, top:bottom, left:right].reshape(channels, -1)
                row, column = np.divmod(window.argmax(1), right - left)
                found[:, i, j] = (top + row) * width + left + column
    return found


@operator(inputs=_INPUTS, outputs=("Out", "Argmax"))
def roi_pool_op(
    x, rois, rois_lod=None, pooled_height=1, pooled_width=1, spatial_scale=1.0, **options
):
    """(largest element of each bin of regions (R, C, height, width), its place in the plane)."""
    offsets = _offsets(rois, rois_lod, "roi_pool")
    bins = pooled_height, pooled_width
    planes, regions = _operands("roi_pool", x, rois, offsets, spatial_scale, bins)
    count, channels, height, width = op.shape_of(planes)
    x1, y1, x2, y2 = map(away_from_zero, _corners(regions, spatial_scale))
    rows = _edges(y1, np.maximum(y2 - y1 + 1, 1), pooled_height, height)
    columns = _edges(x1, np.maximum(x2 - x1 + 1, 1), pooled_width, width)
    image = np.repeat(np.arange(count), np.diff(offsets))
    values = op.to_numpy(raw(planes))
    places = np.full((len(image), channels, *bins), -1)
    for r, n in enumerate(image):
        spans = (np.stack([first[r], end[r]], 1) for first, end in (rows, columns))
        places[r] = _largest(values[n], *spans)
    first = (image[:, None] * channels + np.arange(channels)) * (height * width)
    flat = np.maximum(places, 0) + first[:, :, None, None]
    device = op.device_of(planes)
    taken = op.take(
        op.reshape(planes, (count * channels * height * width,)),
        op.asarray(flat, "int64", device),
        0,
    )
    found = op.asarray(places >= 0, "bool", device)
    kept = op.where(found, taken, constant(planes, 0))
    return wrap(kept), wrap(op.asarray(places, "int64", device))


def roi_pool(input, rois, pooled_height=1, pooled_width=1, spatial_scale=1.0, rois_lod=None):
    """(R, C, height, width): the largest element of each bin of regions."""
    return roi_pool_op(input, rois, rois_lod, pooled_height, pooled_width, spatial_scale)[0]


# -- prroi_pool --------------------------------------------------------------------------------


def _below(u):
    """The integral of the hat function max(0, 1 - |t|) from minus infinity to `u`."""
    rising = op.minimum(op.maximum(op.add(u, 1), 0), 1)
    falling = op.subtract(constant(u, 1), op.minimum(op.maximum(u, 0), 1))
    squares = op.subtract(op.multiply(rising, rising), op.multiply(falling, falling))
    return op.multiply(op.add(squares, 1), 0.5)


def _integrals(low, high, bins, size):
    """(integrals (R, bins, size) of interpolated elements over bins, lengths of bins (R, 1))."""
    count, device, dtype = op.shape_of(low)[0], op.device_of(low), op.dtype_of(low)
    length = op.divide(op.maximum(op.subtract(high, low), 0), bins)
    length = op.reshape(length, (count, 1, 1))
    numbers = op.reshape(op.arange(0, bins, 1, dtype, device), (1, bins, 1))
    start = op.add(op.reshape(low, (count, 1, 1)), op.multiply(numbers, length))
    places = op.reshape(op.arange(0, size, 1, dtype, device), (1, 1, size))
    first, last = (op.subtract(at, places) for at in (start, op.add(start, length)))
    return op.subtract(_below(last), _below(first)), length


@operator(inputs=("X", "ROIs", "BatchRoINums"))
def prroi_pool_op(
    x, rois, numbers=None, spatial_scale=1.0, pooled_height=1, pooled_width=1, **options
):
    """(R, C, height, width): means of the interpolated plane over bins of regions.

    Gradients for `x` and the regions.
    """
    name = "prroi_pool"
    if numbers is None:
        offsets = last_level(rois, name, "ROIs")
    else:
        offsets = offsets_of(_numbers(numbers, name))
    bins = pooled_height, pooled_width
    planes, regions = _operands(name, x, rois, offsets, spatial_scale, bins)
    height, width = op.shape_of(planes)[2:]
    scaled = op.multiply(regions, f32(spatial_scale))
    x1, y1, x2, y2 = (op.reshape(part(scaled, 1, i, i + 1), (offsets[-1],)) for i in range(4))
    rows, high = _integrals(y1, y2, pooled_height, height)
    columns, wide = _integrals(x1, x2, pooled_width, width)
    area = op.reshape(op.multiply(high, wide), (offsets[-1], 1, 1, 1))
    empty = op.equal(area, constant(area, 0))
    area = op.where(empty, constant(area, 1), area)
    means = op.divide(_shared(planes, offsets, rows, columns), area)
    return wrap(op.where(empty, constant(means, 0), means))


def prroi_pool(
    input,
    rois,
    spatial_scale=1.0,
    pooled_height=1,
    pooled_width=1,
    batch_roi_nums=None,
    name=None,
):
    """(R, C, height, width): means of the interpolated plane over bins of regions."""
    _check_kinds(
        (spatial_scale, float, "spatial_scale"),
        (pooled_height, int, "pooled_height"),
        (pooled_width, int, "pooled_width"),
    )
    sizes = spatial_scale, pooled_height, pooled_width
    return prroi_pool_op(input, rois, batch_roi_nums, *sizes)


def _check_kinds(*rows):
    for value, kind, name in rows:
        if not isinstance(value, kind):
            raise TypeError(f"{name} must be {kind.__name__} type")


# -- psroi_pool --------------------------------------------------------------------------------


def _covered(low, high, bins, size):
    """Shares (R, bins, size) of bins that average whole rows."""
    step = np.maximum(high - low, low.dtype.type(0.1)) / low.dtype.type(bins)
    numbers = np.arange(bins, dtype=low.dtype)
    first = np.floor(numbers * step[:, None] + low[:, None])
    end = np.ceil((numbers + 1) * step[:, None] + low[:, None])
    first, end = np.clip(first, 0, size), np.clip(end, 0, size)
    places = np.arange(size)
    inside = (places >= first[..., None]) & (places < end[..., None])
    return inside / np.maximum(end - first, 1)[..., None]


@operator(inputs=("X", "ROIs"))
def psroi_pool_op(
    x, rois, output_channels=1, spatial_scale=1.0, pooled_height=1, pooled_width=1, **options
):
    """(R, output channels, height, width): means over bins, each bin from channels of its own."""
    name = "psroi_pool"
    offsets, bins = last_level(rois, name, "ROIs"), (pooled_height, pooled_width)
    planes, regions = _operands(name, x, rois, offsets, spatial_scale, bins)
    count, channels, height, width = op.shape_of(planes)
    if channels != output_channels * pooled_height * pooled_width:
        raise invalid(
            "the channels of input X should equal the product of output_channels x pooled_height x "
            "pooled_width",
            name,
        )
    values = op.to_numpy(raw(regions))
    ends = away_from_zero(values) + np.array([0, 0, 1, 1])
    x1, y1, x2, y2 = (ends.astype(values.dtype) * values.dtype.type(f32(spatial_scale))).T
    rows = _like(_covered(y1, y2, pooled_height, height), planes)
    columns = _like(_covered(x1, x2, pooled_width, width), planes)
    split = op.reshape(planes, (count * output_channels, bins[0] * bins[1], height, width))
    found = []
    for k in range(pooled_height * pooled_width):
        i, j = divmod(k, pooled_width)
        own = op.reshape(part(split, 1, k, k + 1), (count, output_channels, height, width))
        found.append(_shared(own, offsets, part(rows, 1, i, i + 1), part(columns, 1, j, j + 1)))
    pooled = op.concat(found, 2)
    return wrap(op.reshape(pooled, (offsets[-1], output_channels, *bins)))


def psroi_pool(input, rois, output_channels, spatial_scale, pooled_height, pooled_width, name=None):
    """(R, output channels, height, width): means over bins, each bin from channels of its own."""
    _check_kinds(
        (output_channels, int, "output_channels"),
        (spatial_scale, float, "spatial_scale"),
        (pooled_height, int, "pooled_height"),
        (pooled_width, int, "pooled_width"),
    )
    sizes = output_channels, spatial_scale, pooled_height, pooled_width
    return psroi_pool_op(input, rois, *sizes)
