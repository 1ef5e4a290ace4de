"""Slices."""

from __future__ import annotations

from builtins import range as _range
from builtins import slice as _slice

from .....core import compose, op
from .... import _checkparam as validator
from ....common.forwarding import tensor_methods
from ....common.tensor import wrap
from ...arguments import axis_of, ints_of, operand
from ...primitive import Primitive, prim_attr_register


def narrow(input, axis, start, length):
    """`length` positions from `start` along an axis."""
    x = operand("narrow", "x", input)
    axis = axis_of("narrow", "axis", axis, input.ndim)
    if not 0 <= start < input.shape[axis] or not 0 < length <= input.shape[axis] - start:
        raise ValueError(
            f"For 'narrow', start {start} and length {length} do not fit the extent "
            f"{input.shape[axis]}."
        )
    return wrap(compose.narrow(x, axis, start, start + length))


def slice(input_x, begin, size):
    """`size` positions from `begin` along every axis; -1 takes the rest."""
    x = operand("Slice", "x", input_x)
    begin, size = ints_of("Slice", "begin", begin), ints_of("Slice", "size", size)
    have = op.shape_of(x)
    if len(begin) != len(have) or len(size) != len(have):
        raise ValueError(
            f"For Slice, the shape of input|begin|size must be equal, but got {len(have)}, "
            f"{len(begin)} and {len(size)}."
        )
    ends = []
    for i, (start, count, extent) in enumerate(zip(begin, size, have, strict=True)):
        end = extent if count == -1 else start + count
        if end > extent:
            raise ValueError(
                f"For Slice, the sum of begin_shape[{i}] and size_shape[{i}] must be no greater "
                f"than input_x_shape[{i}]."
            )
        ends.append(end)
    return wrap(op.strided_slice(x, begin, tuple(ends), (1,) * len(have)))


def strided_slice(
    input_x,
    begin,
    end,
    strides,
    begin_mask=0,
    end_mask=0,
    ellipsis_mask=0,
    new_axis_mask=0,
    shrink_axis_mask=0,
):
    """Slices with steps; the bits of the masks change what an entry means."""
    operand("StridedSlice", "x", input_x)
    masks = (begin_mask, end_mask, ellipsis_mask, new_axis_mask, shrink_axis_mask)
    if any(mask < 0 for mask in masks):
        raise ValueError(
            f"For 'StridedSlice', the masks must be int and must >= 0, but got {masks}"
        )
    starts = ints_of("StridedSlice", "begin", begin)
    stops = ints_of("StridedSlice", "end", end)
    steps = ints_of("StridedSlice", "strides", strides)
    if not len(starts) == len(stops) == len(steps):
        raise ValueError(
            "For 'StridedSlice', 'begin', 'end' and 'strides' must have the same length, but got "
            f"{len(starts)}, {len(stops)} and {len(steps)}."
        )
    key = []
    for i, (start, stop, step) in enumerate(zip(starts, stops, steps, strict=True)):
        bit = 1 << i
        if ellipsis_mask & bit:
            key.append(Ellipsis)
        elif new_axis_mask & bit:
            key.append(None)
        elif shrink_axis_mask & bit:
            key.append(start)
        else:
            key.append(
                _slice(None if begin_mask & bit else start, None if end_mask & bit else stop, step)
            )
    return sliced(input_x, key)


def sliced(x, key):
    """Basic indexing by ints, slices, None and at most one Ellipsis."""
    value = x._value
    used = sum(k is not None and k is not Ellipsis for k in key)
    rest = [_slice(None)] * (x.ndim - used)
    at = key.index(Ellipsis) if Ellipsis in key else len(key)
    key = [*key[:at], *rest, *key[at + 1 :]]
    begin, end, step, shape = [], [], [], []
    extents = iter(op.shape_of(value))
    for k in key:
        if k is None:
            shape.append(1)
            continue
        extent = next(extents)
        if isinstance(k, _slice):
            a, b, s = k.indices(extent)
            count = len(_range(a, b, s))
            shape.append(count)
            b = a + count * s
        else:
            a, b, s = k % extent, k % extent + 1, 1
        begin.append(a)
        end.append(b)
        step.append(s)
    found = op.strided_slice(value, tuple(begin), tuple(end), tuple(step))
    return wrap(op.reshape(found, tuple(shape)))


class Slice(Primitive, of=slice, inputs="x begin size"):
    """A block of a tensor.

    Inputs:
        input_x (Tensor): any dtype, rank R.
        begin (tuple or list of R ints): first position of each axis.
        size (tuple or list of R ints): extents; -1 goes to the end.

    Outputs:
        Tensor of shape `size`.

    Raises:
        TypeError: `begin` or `size` is of another kind.
        ValueError: there are not R entries, or the block leaves the tensor.

    Example:
        >>> print(ops.Slice()(Tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), (0, 1), (2, 2)))
        [[2. 3.]
         [5. 6.]]
    """


class StridedSlice(Primitive, inputs="x begin end strides"):
    """A block of a tensor with steps, `x[begin:end:strides]`.

    Bit i of a mask counts for position i of `begin`, `end` and `strides`.

    Args:
        begin_mask (int, default 0): positions whose begin is ignored.
        end_mask (int, default 0): positions whose end is ignored.
        ellipsis_mask (int, default 0): the position that stands for `...`.
        new_axis_mask (int, default 0): positions that add an axis.
        shrink_axis_mask (int, default 0): positions that take one element and drop the axis.

    Inputs:
        input_x (Tensor): any dtype, up to rank 8.
        begin (tuple of ints): first positions.
        end (tuple of ints): ends, left out.
        strides (tuple of ints): steps; negative ones go backwards.

    Outputs:
        Tensor of the block.

    Raises:
        TypeError: a mask is not an int, or an operand not a tuple of ints.
        ValueError: a mask is negative, the tuples differ in length, or a step is 0.

    Example:
        >>> x = Tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
        >>> print(ops.StridedSlice()(x, (0, 0), (2, 3), (1, 2)))
        [[1. 3.]
         [4. 6.]]
    """

    @prim_attr_register
    def __init__(
        self, begin_mask=0, end_mask=0, ellipsis_mask=0, new_axis_mask=0, shrink_axis_mask=0
    ):
        for name, mask in self.init_attrs.items():
            validator.check_non_negative_int(mask, name, self.name)
        if ellipsis_mask and ellipsis_mask & (ellipsis_mask - 1):
            raise ValueError(
                f"For '{self.name}', only support one ellipsis in the index, but got "
                f"{ellipsis_mask}."
            )

    def _compute(self, input_x, begin, end, strides):
        return strided_slice(input_x, begin, end, strides, *self.init_attrs.values())


tensor_methods(narrow)
