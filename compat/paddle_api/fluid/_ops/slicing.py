"""Indexing and slices."""

from __future__ import annotations

from compat.core import op

from .._varbase import VarBase
from .base import enforce_not_met, invalid, wrap


def getitem(x, item):
    """`x[item]` for ints, slices and tuples of these."""
    items = item if isinstance(item, tuple) else (item,)
    value = x._value
    extents = op.shape_of(value)
    if len(items) > len(extents):
        raise invalid(
            f"too many indices ({len(items)}) for tensor of dimension {len(extents)}",
            None,
            "Expected size <= rank == true, but received size <= rank:0 != true:1.",
        )
    begin, end, step = [0] * len(extents), list(extents), [1] * len(extents)
    dropped = []
    for i, part in enumerate(items):
        n = extents[i]
        if type(part) is int:
            begin[i] = _position(part, n, i)
            end[i] = begin[i] + 1
            dropped.append(i)
        elif type(part) is slice:
            begin[i], end[i], step[i] = _range(part, n)
        else:
            raise _unsupported(part, i)
    result = op.strided_slice(value, tuple(begin), tuple(end), tuple(step))
    if dropped:
        kept = [n for i, n in enumerate(op.shape_of(result)) if i not in dropped]
        result = op.reshape(result, tuple(kept) or (1,))
    return wrap(result)


def _position(index, n, axis):
    if not -n <= index < n:
        raise IndexError(
            f"The starting index {index} of slice is out of bounds in tensor {axis}-th axis, it "
            f"shound be in the range of [{-n}, {n})"
        )
    return index + n if index < 0 else index


def _range(part, n):
    """begin, end and step of a slice with elements."""
    begin, end, step = (_plain(p) for p in (part.start, part.stop, part.step))
    begin, end, step = slice(begin, end, step).indices(n)
    if (end - begin) * step <= 0:
        raise enforce_not_met(
            "Error: end should greater than start",
            "slice",
            f"Expected end > start, but received end:{end} <= start:{begin}.",
        )
    return begin, end, step


def _plain(v):
    return int(v) if isinstance(v, VarBase) else v


def _unsupported(part, index):
    kind = type(part)
    name = "ellipsis" if part is Ellipsis else kind.__name__
    if isinstance(part, VarBase):
        name = "paddle.fluid.core_avx.VarBase"
    elif kind.__module__ == "numpy":
        name = f"numpy.{name}"
    return invalid(
        "Currently, VarBase.__getitem__() only allows indexing by Integers, Slices, and tuples of "
        f"these types, but received {name} in {index + 1}th slice item",
        None,
        "Expected PyCheckInteger(slice_item) || ((((PyObject*)(slice_item))->ob_type) == "
        "&PySlice_Type) == true, but received PyCheckInteger(slice_item) || "
        "((((PyObject*)(slice_item))->ob_type) == &PySlice_Type):0 != true:1.",
    )
