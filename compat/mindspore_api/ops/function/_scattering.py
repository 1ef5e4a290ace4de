"""Scattering and segments."""

from __future__ import annotations

import math

from ....core import autodiff, compose, dtypes, op
from ...common.tensor import Tensor, wrap
from .._operands import axis_of, ints_of, operand, shown, tensor_kind
from ._indexing import _check_index_dtype, _check_nd, _column, wrap_negative

REDUCTIONS = {
    "Update": "set",
    "Add": "add",
    "Sub": "subtract",
    "Mul": "multiply",
    "Div": "divide",
    "Max": "max",
    "Min": "min",
}


def scatter_into(name, x, indices, updates, reduction):
    """Core value of `x` with updates at positions of several axes."""
    data, i = operand(name, "input_x", x), operand(name, "indices", indices)
    _check_index_dtype(name, "indices", indices, ("int32", "int64"))
    given = operand(name, "updates", updates)
    if updates._name != x._name:
        raise TypeError(
            f"For primitive[{name}], the input type must be "
            f"same.\nname:[input_x]:{tensor_kind(x._name)}.\n"
            f"name:[updates]:{tensor_kind(updates._name)}."
        )
    shape = op.shape_of(i)
    if not shape or (len(shape) < 2 and name.startswith("Tensor")):
        raise ValueError(
            f"For '{name}', the dimension of 'indices' cannot be less than 2, but got {len(shape)}."
        )
    wanted = shape[:-1] + x.shape[shape[-1] :]
    if updates.shape != wanted:
        raise ValueError(
            f"For '{name}', the shape of 'updates' must be {shown(wanted)}, but got "
            f"{shown(updates.shape)}."
        )
    _check_nd(name, i, x.shape)
    return op.scatter_nd(data, i, given, reduction)


def _tensor_scatter(kind):
    def function(input_x, indices, updates):
        return wrap(
            scatter_into(f"TensorScatter{kind}", input_x, indices, updates, REDUCTIONS[kind])
        )

    function.__name__ = function.__qualname__ = f"tensor_scatter_{kind.lower()}"
    function.__doc__ = f"A copy with updates ({kind.lower()}) at positions of several axes."
    return function


tensor_scatter_add = _tensor_scatter("Add")


tensor_scatter_sub = _tensor_scatter("Sub")


tensor_scatter_mul = _tensor_scatter("Mul")


tensor_scatter_div = _tensor_scatter("Div")


tensor_scatter_max = _tensor_scatter("Max")


tensor_scatter_min = _tensor_scatter("Min")


scatter_update_copy = _tensor_scatter("Update")


def scatter_nd(indices, updates, shape):
    """Zeros with the updates added at positions of several axes."""
    sizes = ints_of("ScatterNd", "input[shape]", shape)
    given = operand("ScatterNd", "update", updates)
    zeros = wrap(op.full(sizes, 0, updates._name, op.device_of(given)))
    return wrap(scatter_into("ScatterNd", zeros, indices, updates, "add"))


def tensor_scatter_elements(input_x, indices, updates, axis=0, reduction="none"):
    """A copy with updates at positions along an axis."""
    data = operand("TensorScatterElements", "data", input_x)
    i = operand("TensorScatterElements", "indices", indices)
    _check_index_dtype("TensorScatterElements", "indices", indices, ("int32", "int64"))
    if reduction not in ("none", "add"):
        raise ValueError(
            "For 'TensorScatterElements', the 'reduction' must be str and must be in '['none', "
            "'add']', but "
            f"got '{reduction}'."
        )
    if indices.shape != updates.shape:
        raise ValueError(
            "For 'TensorScatterElements', the shapes of 'indices' and 'updates' must be the same, "
            "but got "
            f"{indices.shape} and {updates.shape}."
        )
    axis = axis_of("TensorScatterElements", "axis", axis, input_x.ndim)
    found, inside = wrap_negative(i, input_x.shape[axis])
    if inside is not None:
        raise RuntimeError("For 'TensorScatterElements', an index is out of range.")
    kind = "set" if reduction == "none" else "add"
    return wrap(op.put_along_axis(data, found, updates._value, axis, kind))


def scatter(input, axis, index, src):
    """A copy with `src` at positions along an axis."""
    return tensor_scatter_elements(input, index, src, axis)


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
    positions = _column(op.nonzero(kept))
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
