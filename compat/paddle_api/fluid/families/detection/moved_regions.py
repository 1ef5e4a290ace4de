"""Features of regions whose bins are moved by offsets that a network gives."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from compat.core import op

from ..._errors import enforce_not_met
from ..._lod import last_level
from ..._operands import FLOATS, f32, invalid, mask, part, raw, same_dtype, take
from ..._registry import operator
from ..._structure import convert_to_list
from ..._varbase import wrap
from ..convolution.deformable import sampled
from .regions import away_from_zero


def _start_and_size(regions, scale):
    """First places (R, 2) and sizes (R, 2) of regions in the plane, rows before columns."""
    corners = away_from_zero(regions).astype(regions.dtype)[:, [1, 0, 3, 2]]
    scale = regions.dtype.type(f32(scale))
    start, end = corners[:, :2] * scale - 0.5, (corners[:, 2:] + 1) * scale - 0.5
    return start, np.maximum(end - start, regions.dtype.type(0.1))


def _grid(start, size, bins, samples):
    """Places (R, bins, samples) along one axis, before they are moved."""
    step = (size / bins)[:, None, None]
    numbers = np.arange(bins)[:, None] * step + np.arange(samples) * step / samples
    return start[:, None, None] + numbers


def _moves(trans, parts, bins):
    """(R, 2, classes, PH, PW): the shares of a region by which its bins move, columns first."""
    count, channels = op.shape_of(trans)[:2]
    rows, columns = (
        np.floor(np.arange(n) / n * m).astype("int64") for n, m in zip(bins, parts, strict=True)
    )
    device = op.device_of(trans)
    trans = op.take(trans, op.asarray(rows, "int64", device), 2)
    trans = op.take(trans, op.asarray(columns, "int64", device), 3)
    trans = op.reshape(trans, (count, channels // 2, 2, *bins))
    return op.permute_dims(trans, (0, 2, 1, 3, 4))


def _places(grids, sizes, moves, like):
    """Rows and columns (R, classes, PH, PW, S, S) of the samples."""
    dtype, device = op.dtype_of(like), op.device_of(like)
    count, classes, high, wide = op.shape_of(moves)[0:1] + op.shape_of(moves)[2:]
    samples, found = grids[0].shape[2], []
    for axis, grid in enumerate(grids):
        base = grid[:, :, None, :, None] if axis == 0 else grid[:, None, :, None, :]
        base = np.broadcast_to(base, (count, high, wide, samples, samples)).astype(dtype)
        base = op.asarray(np.ascontiguousarray(base)[:, None], dtype, device)
        own = op.reshape(part(moves, 1, 1 - axis, 2 - axis), (count, classes, high, wide, 1, 1))
        size = op.asarray(sizes[:, axis].reshape(-1, 1, 1, 1, 1, 1).astype(dtype), dtype, device)
        found.append(op.add(base, op.multiply(own, size)))
    return found


def _pooled(image, places):
    """(R, C, PH, PW): means over the samples within half a pixel of the plane."""
    channels, height, width = op.shape_of(image)[1:]
    count, classes, high, wide, samples = op.shape_of(places[0])[:5]
    within, flat = None, []
    for at, size in zip(places, (height, width), strict=True):
        at = op.permute_dims(at, (1, 0, 2, 3, 4, 5))
        inside = op.logical_and(op.greater_equal(raw(at), -0.5), op.less_equal(raw(at), size - 0.5))
        within = inside if within is None else op.logical_and(within, inside)
        clipped = op.minimum(op.maximum(at, 0), size - 1)
        flat.append(op.reshape(clipped, (1, classes, count * high * wide * samples**2)))
    values = sampled(image, *flat, upward=True)
    shape = classes, channels // classes, count, high, wide, samples**2
    weights = op.reshape(mask(within, values), (classes, 1, count, high, wide, samples**2))
    total = op.sum(op.multiply(op.reshape(values, shape), weights), (5,), False)
    number = op.maximum(op.sum(weights, (5,), False), 1)
    means = op.permute_dims(op.divide(total, number), (2, 0, 1, 3, 4))
    return op.reshape(means, (count, channels, high, wide))


@operator(inputs=("Input", "ROIs", "Trans"), outputs=("Output",))
def deformable_psroi_pooling_op(
    input,
    rois,
    trans,
    no_trans=False,
    spatial_scale=1.0,
    output_dim=1,
    group_size=(1, 1),
    pooled_height=1,
    pooled_width=1,
    part_size=(1, 1),
    sample_per_part=1,
    trans_std=0.1,
    **options,
):
    """(R, C, height, width): means of samples in moved bins; gradients for planes and moves.

    Where `part_size` has two different numbers, Paddle's backward looks moves up in the wrong
    column; here the derivative is that of the result.
    """
    name = "deformable_psroi_pooling"
    planes, moves = take(input, name, FLOATS, "Input"), take(trans, name, FLOATS, "Trans")
    regions, offsets = take(rois, name, FLOATS, "ROIs"), last_level(rois, name, "ROIs")
    same_dtype(planes, regions, name)
    if list(group_size) != [1, 1]:
        raise invalid("Channels of their own for the bins need position_sensitive.", name)
    if len(offsets) - 1 != op.shape_of(planes)[0] or offsets[-1] != op.shape_of(regions)[0]:
        raise invalid("rois_batch_size should be equal to the batch_size.", name)
    bins, values = (pooled_height, pooled_width), op.to_numpy(raw(regions))
    start, size = _start_and_size(values, spatial_scale)
    grids = [_grid(start[:, i], size[:, i], bins[i], sample_per_part) for i in range(2)]
    moves = _moves(moves, part_size, bins)
    moves = op.multiply(moves, 0.0 if no_trans else f32(trans_std))
    found = []
    for n, (a, b) in enumerate(pairwise(offsets)):
        if a < b:
            own = [g[a:b] for g in grids], size[a:b], part(moves, 0, a, b)
            found.append(_pooled(part(planes, 0, n, n + 1), _places(*own, planes)))
    if not found:
        empty = 0, op.shape_of(planes)[1], *bins
        return wrap(op.full(empty, 0, op.dtype_of(planes), op.device_of(planes)))
    return wrap(op.concat(found, 0))


def deformable_roi_pooling(
    input,
    rois,
    trans,
    no_trans=False,
    spatial_scale=1.0,
    group_size=[1, 1],  # noqa: B006 - Paddle's signature
    pooled_height=1,
    pooled_width=1,
    part_size=None,
    sample_per_part=1,
    trans_std=0.1,
    position_sensitive=False,
    name=None,
):
    """(R, C, height, width): means of samples in the bins of regions, moved by `trans`.

    input: (N, C, H, W). rois: (R, 4) with levels of detail. trans: (R, 2 classes, height, width),
    columns before rows, in shares of the region times `trans_std`. position_sensitive must be
    False: in dygraph mode 1.8.5 refuses the number of channels that it computes then.
    """
    if position_sensitive:
        raise enforce_not_met(
            "Error: Cannot get attribute output_dim by type int, its type is float"
        )
    parts = [pooled_height, pooled_width] if part_size is None else part_size
    attributes = (
        *(no_trans, spatial_scale, input.shape[1], convert_to_list(group_size, 2, "group_size")),
        *(pooled_height, pooled_width, convert_to_list(parts, 2, "part_size")),
        *(sample_per_part, trans_std),
    )
    return deformable_psroi_pooling_op(input, rois, trans, *attributes)
