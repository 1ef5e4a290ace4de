"""Indexing by ints and slices, cropping."""

from __future__ import annotations

import builtins

from compat.core import op

from ..._attributes import int_list
from ..._errors import enforce_not_met
from ..._operands import ANY, axis_of, invalid, take
from ..._registry import operator
from ..._varbase import VarBase, wrap


@operator(inputs=("Input",))
def slice_op(x, axes=(), starts=(), ends=(), decrease_axis=(), **options):
    """`x[start:end]` along some axes."""
    return strided_slice_op(x, axes, starts, ends, [1] * len(axes), _name="slice")


def slice(input, axes, starts, ends):
    """A block of a variable, `input[start:end]` along some axes.

    Args:
        input (Variable): any.
        axes (list or tuple of ints): the axes.
        starts (list, tuple of ints or Variable): first positions; negative ones count from the end.
        ends (list, tuple of ints or Variable): ends, left out; larger ones mean the end.

    Returns:
        Variable.

    Raises:
        EnforceNotMet: an axis is out of range.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> print(layers.slice(x, [1], [0], [1]).numpy())
        [[1.]
         [3.]]
    """
    if not isinstance(axes, (list, tuple)):
        raise ValueError(f"Input axes must be a python list or tuple, but reveived {type(axes)}")
    return slice_op(input, axes, starts, ends)


@operator
def strided_slice_op(x, axes=(), starts=(), ends=(), strides=(), _name="strided_slice", **options):
    """`x[start:end:stride]` along some axes."""
    value = take(x, _name, ANY)
    shape = op.shape_of(value)
    begin, end, step = [0] * len(shape), list(shape), [1] * len(shape)
    bounds = zip(axes, int_list(starts), int_list(ends), int_list(strides), strict=True)
    for axis, first, last, stride in bounds:
        axis = axis_of(axis, len(shape))
        n = shape[axis]
        first, last = _bound(first, n), _bound(last, n)
        if stride > 0:
            begin[axis], end[axis] = min(max(first, 0), n), min(max(last, 0), n)
        else:
            begin[axis], end[axis] = min(first, n - 1), max(last, -1)
        step[axis] = stride
        if (end[axis] - begin[axis]) * stride <= 0:
            raise enforce_not_met(
                "Error: end should greater than start",
                _name,
                f"Expected end > start, but received end:{end[axis]} <= start:{begin[axis]}.",
            )
    return wrap(op.strided_slice(value, tuple(begin), tuple(end), tuple(step)))


def strided_slice(input, axes, starts, ends, strides):
    """A block of a variable with steps, `input[start:end:stride]` along some axes.

    Args:
        input (Variable): any.
        axes (list or tuple of ints): the axes.
        starts (list, tuple of ints or Variable): first positions.
        ends (list, tuple of ints or Variable): ends, left out.
        strides (list, tuple of ints or Variable): steps; negative ones go backwards.

    Returns:
        Variable.

    Raises:
        TypeError: `input` is not a Variable.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> print(layers.strided_slice(x, [1], [0], [2], [2]).numpy())
        [[1.]
         [3.]]
    """
    return strided_slice_op(input, axes, starts, ends, strides)


def _bound(v, n):
    return v + n if v < 0 else v


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
        elif type(part) is builtins.slice:
            begin[i], end[i], step[i] = _bounds(part, n)
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


def _bounds(part, n):
    """begin, end and step of a slice with elements."""
    begin, end, step = (_plain(p) for p in (part.start, part.stop, part.step))
    begin, end, step = builtins.slice(begin, end, step).indices(n)
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


def crop_tensor(x, shape=None, offsets=None, name=None):
    """A part of `x`: extents `shape` from `offsets` on."""
    wanted, rank = int_list(shape), len(x.shape)
    if len(wanted) != rank:
        raise invalid(
            f"The number of elements ({len(wanted)}) of attribute 'shape' for CropTensor must be "
            f"equal to the number of dimensions ({rank}) of the input.",
            "crop_tensor",
        )
    begin = [0] * len(x.shape) if offsets is None else int_list(offsets)
    sizes = [n - b if s == -1 else s for n, b, s in zip(x.shape, begin, wanted, strict=True)]
    ends = [b + s for b, s in zip(begin, sizes, strict=True)]
    return slice_op(x, list(range(len(begin))), begin, ends)


def crop(x, shape=None, offsets=None, name=None):
    """A part of `x`: extents `shape` (those of a variable, too) from `offsets` on."""
    return crop_tensor(x, shape.shape if isinstance(shape, VarBase) else shape, offsets)
