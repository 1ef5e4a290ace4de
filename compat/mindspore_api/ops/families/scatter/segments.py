"""Reductions of rows by segment."""

from __future__ import annotations

import math

from .....core import autodiff, compose, dtypes, op
from ....common.forwarding import tensor_methods
from ....common.tensor import Tensor, wrap
from ...arguments import operand
from ...primitive import Primitive
from ..indexing.select import flat_positions


def _segment(name, x, segment_ids, num_segments, reduction, start):
    value, ids = operand(name, "x", x), operand(name, "segment_ids", segment_ids)
    if isinstance(num_segments, Tensor):
        num_segments = int(op.to_numpy(num_segments._value))
    shape, depth = op.shape_of(value), segment_ids.ndim
    if shape[:depth] != segment_ids.shape:
        raise ValueError(
            f"For '{name}', the shape of 'segment_ids' must be a prefix of that of 'x', but got "
            f"{segment_ids.shape} and {shape}."
        )
    rest = shape[depth:]
    flat = op.reshape(value, (math.prod(shape[:depth]), *rest))
    rows = op.reshape(ids, (math.prod(shape[:depth]),))
    kept = op.logical_and(op.greater_equal(rows, 0), op.less(rows, num_segments))
    positions = flat_positions(op.nonzero(kept))
    if op.shape_of(positions) != op.shape_of(rows):
        flat, rows = op.take(flat, positions, 0), op.take(rows, positions, 0)
    base = op.full((num_segments, *rest), start, x._name, op.device_of(value))
    return base, compose.expand_dims(rows, 1), flat


def unsorted_segment_sum(input_x, segment_ids, num_segments):
    """Sums of the rows of each segment."""
    base, rows, flat = _segment("UnsortedSegmentSum", input_x, segment_ids, num_segments, "add", 0)
    return wrap(op.scatter_nd(base, rows, flat, "add"))


def _extreme_segment(name, x, segment_ids, num_segments, larger):
    facts = dtypes.DTYPES[x._name]
    start = facts.smallest if larger else facts.largest
    base, rows, flat = _segment(name, x, segment_ids, num_segments, "max", start)
    found = op.scatter_nd(base, rows, _stopped(flat), "max" if larger else "min")
    picked = op.gather_nd(found, rows)
    # The cotangent goes to the extreme elements, equal ones sharing it.
    marks = op.astype(op.equal(flat, picked), x._name)
    share = op.divide(
        marks, op.gather_nd(op.scatter_nd(compose.zeros_like(base), rows, marks, "add"), rows)
    )
    through = op.scatter_nd(compose.zeros_like(base), rows, op.multiply(flat, share), "add")
    if not _tracked(flat):
        return wrap(found)
    return wrap(op.add(found, op.subtract(through, _stopped(through))))


def _tracked(x):
    return autodiff.engine().is_tracked(x)


def _stopped(x):
    return autodiff.engine().detach(x)


def unsorted_segment_max(x, segment_ids, num_segments):
    """Largest elements of each segment."""
    return _extreme_segment("UnsortedSegmentMax", x, segment_ids, num_segments, True)


def unsorted_segment_min(x, segment_ids, num_segments):
    """Smallest elements of each segment."""
    return _extreme_segment("UnsortedSegmentMin", x, segment_ids, num_segments, False)


def unsorted_segment_prod(x, segment_ids, num_segments):
    """Products of each segment."""
    base, rows, flat = _segment("UnsortedSegmentProd", x, segment_ids, num_segments, "multiply", 1)
    return wrap(op.scatter_nd(base, rows, flat, "multiply"))


def segment(name, x, segment_ids):
    """Reductions of consecutive rows; segments without rows give 0 (1 for the product)."""
    value, ids = operand(name, "input_x", x), operand(name, "segment_ids", segment_ids)
    host = op.to_numpy(ids)
    if (host[1:] < host[:-1]).any():
        raise ValueError(
            f"For '{name}', segment_ids must be a tensor with element values sorted in ascending "
            "order."
        )
    count = int(host[-1]) + 1
    rows = compose.expand_dims(ids, 1)
    device, shape = op.device_of(value), (count, *x.shape[1:])
    zeros = op.full(shape, 0, x._name, device)
    if name in ("SegmentSum", "SegmentMean"):
        total = op.scatter_nd(zeros, rows, value, "add")
        if name == "SegmentSum":
            return wrap(total)
        ones = op.full(segment_ids.shape, 1, x._name, device)
        sizes = op.scatter_nd(op.full((count,), 0, x._name, device), rows, ones, "add")
        sizes = op.reshape(op.maximum(sizes, 1), (count,) + (1,) * (x.ndim - 1))
        return wrap(op.astype(op.divide(total, sizes), x._name))
    if name == "SegmentProd":
        return wrap(op.scatter_nd(op.full(shape, 1, x._name, device), rows, value, "multiply"))
    function = unsorted_segment_max if name == "SegmentMax" else unsorted_segment_min
    found = function(x, segment_ids, count)._value
    used = op.scatter_nd(
        op.full((count,), 0, "int32", device),
        rows,
        op.full(segment_ids.shape, 1, "int32", device),
        "add",
    )
    used = op.reshape(op.greater(used, 0), (count,) + (1,) * (x.ndim - 1))
    return wrap(op.where(used, found, compose.zeros_like(found)))


class _Segment(Primitive, inputs="input_x segment_ids"):
    """Base of the reductions of the rows between changes of sorted ids."""

    def _compute(self, input_x, segment_ids):
        return segment(type(self).__name__, input_x, segment_ids)


class SegmentMax(_Segment):
    """Maxima of the rows of each segment; `segment_ids` must be sorted."""


class SegmentMean(_Segment):
    """Means of the rows of each segment; `segment_ids` must be sorted."""


class SegmentMin(_Segment):
    """Minima of the rows of each segment; `segment_ids` must be sorted."""


class SegmentProd(_Segment):
    """Products of the rows of each segment; `segment_ids` must be sorted."""


class SegmentSum(_Segment):
    """Sums of the rows of each segment; `segment_ids` must be sorted."""


class UnsortedSegmentSum(
    Primitive, of=unsorted_segment_sum, inputs="x segment_ids num_segments", outputs="y"
):
    """Sums of the rows of each segment."""


class UnsortedSegmentMax(
    Primitive, of=unsorted_segment_max, inputs="x segment_ids num_segments", outputs="y"
):
    """Largest elements of each segment."""


class UnsortedSegmentMin(
    Primitive, of=unsorted_segment_min, inputs="x segment_ids num_segments", outputs="y"
):
    """Smallest elements of each segment."""


class UnsortedSegmentProd(
    Primitive, of=unsorted_segment_prod, inputs="x segment_ids num_segments", outputs="y"
):
    """Products of each segment."""


tensor_methods(unsorted_segment_max, unsorted_segment_min, unsorted_segment_prod)
