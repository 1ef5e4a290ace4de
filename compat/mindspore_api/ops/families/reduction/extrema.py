"""Maxima, minima, medians and their positions."""

from __future__ import annotations

import math
from builtins import range as _range

from .....core import compose, dtypes, op
from .... import _checkparam as validator
from ....common import dtype as mstype
from ....common.forwarding import tensor_methods
from ....common.tensor import Tensor, wrap
from ...accepted import BOOL, COMPLEX, FLOAT, INT, UINT, accepts
from ...arguments import axes_of, axis_of, dtype_name, operand, unary
from ...primitive import Primitive, prim_attr_register
from ..shape.view import reshape
from .axes import COMPUTE, reduce

accepts(INT + UINT + FLOAT, "Argmin", argument="x")
accepts(BOOL + INT + UINT + FLOAT + COMPLEX, "Argmax", lacks=BOOL + COMPLEX)


def max(input, axis=None, keepdims=False, *, initial=None, where=None):
    """(largest element, int32 position of the first one), of everything or along an axis."""
    return _extreme("ArgMaxWithValue", input, axis, keepdims, initial, where, True)


def min(input, axis=None, keepdims=False, *, initial=None, where=None):
    """(smallest element, int32 position of the first one), of everything or along an axis."""
    return _extreme("ArgMinWithValue", input, axis, keepdims, initial, where, False)


def _extreme(name, input, axis, keepdims, initial, where, larger):
    x = operand(name, "x", input)
    if where is not None:
        facts = dtypes.DTYPES[input._name]
        edge = facts.smallest if larger else facts.largest
        x = op.where(where._value, x, compose.full_like(x, edge if initial is None else initial))
    if axis is None:
        every = tuple(_range(input.ndim))
        found = (op.max if larger else op.min)(x, every, False)
        index = wrap(op.full((), 0, "int32", op.device_of(x)), "int32")
    else:
        index, picked = extreme_with_index(name, wrap(x), axis, keepdims, larger)
        found = picked._value
    if initial is not None:
        found = (op.maximum if larger else op.minimum)(found, initial)
    return wrap(found), index


def argmax(input, dim=None, keepdim=False):
    """int64 position of the largest element."""
    x = unary("Argmax", "x", input)
    if dim is None:
        return wrap(op.argmax(op.reshape(x, (input.size,)), 0), "int64")
    axis = axis_of("Argmax", "axis", dim, input.ndim)
    index = op.argmax(x, axis)
    return wrap(compose.expand_dims(index, axis) if keepdim else index, "int64")


def aminmax(input, *, axis=0, keepdims=False):
    """(smallest, largest) along an axis."""
    if axis is None:
        axis = tuple(_range(input.ndim))
    low = extreme_with_index("ArgMinWithValue", input, axis, keepdims, False)[1]
    return low, extreme_with_index("ArgMaxWithValue", input, axis, keepdims, True)[1]


def _with_bounds(name, input, axis, keepdims, initial, where, larger):
    x = operand(name, "x", input)
    worst = dtypes.DTYPES[input._name].smallest if larger else dtypes.DTYPES[input._name].largest
    if input._name in dtypes.FLOATS:
        worst = -math.inf if larger else math.inf
    if where is not None:
        kept = (
            where._value if isinstance(where, Tensor) else op.full((), bool(where), "bool", "cpu")
        )
        fill = compose.full_like(x, worst if initial is None else initial)
        x = op.where(op.astype(kept, "bool"), x, fill)
    result = COMPUTE[name](x, axes_of(name, axis, len(op.shape_of(x))), bool(keepdims))
    if initial is not None:
        result = op.maximum(result, initial) if larger else op.minimum(result, initial)
    return result


def amax(input, axis=None, keepdims=False, *, initial=None, where=None):
    """Largest element over axes."""
    if initial is None and where is None:
        return reduce("ReduceMax", input, axis, keepdims, COMPUTE["ReduceMax"])
    return wrap(_with_bounds("ReduceMax", input, axis, keepdims, initial, where, True))


def amin(input, axis=None, keepdims=False, *, initial=None, where=None):
    """Smallest element over axes."""
    if initial is None and where is None:
        return reduce("ReduceMin", input, axis, keepdims, COMPUTE["ReduceMin"])
    return wrap(_with_bounds("ReduceMin", input, axis, keepdims, initial, where, False))


def extreme_with_index(name, x, axis, keep_dims, larger):
    """(int32 position of the first extreme element, the element) along one axis."""
    value = operand(name, "x", x)
    shape = op.shape_of(value)
    text = "For primitive[{name}], the axis must be in [-{rank},{rank}), but got {axis}."
    axis = axis_of(name, "axis", axis, len(shape), text)
    if not shape:
        return wrap(op.full((), 0, "int32", op.device_of(value))), wrap(value)
    index = op.argmax(value, axis) if larger else op.argmin(value, axis)
    index = compose.expand_dims(index, axis)
    picked = op.take_along_axis(value, index, axis)
    if not keep_dims:
        index, picked = compose.squeeze(index, (axis,)), compose.squeeze(picked, (axis,))
    return wrap(op.astype(index, "int32")), wrap(picked)


def position_of_extreme(name, x, axis, dtype, larger):
    """Position of the first extreme element along one axis, which is dropped."""
    value = unary(name, "x", x)
    text = "For primitive[{name}], the axis must be in [-{rank},{rank}), but got {axis}."
    axis = axis_of(name, "axis", axis, len(op.shape_of(value)), text)
    index = op.argmax(value, axis) if larger else op.argmin(value, axis)
    return wrap(op.astype(index, dtype))


def argmin(input, axis=None, keepdims=False):
    """int32 position of the smallest element."""
    value = operand("Argmin", "x", input)
    if axis is None:
        flat = op.reshape(value, (input.size,))
        return wrap(op.astype(op.argmin(flat, 0), "int32"), "int32")
    found = position_of_extreme("Argmin", input, axis, "int32", False)
    return wrap(compose.expand_dims(found._value, axis % input.ndim)) if keepdims else found


def median(input, axis=-1, keepdims=False):
    """Lower median along an axis and its int64 position."""
    value = operand("Median", "x", input)
    axis = axis_of("Median", "axis", axis, input.ndim)
    order = op.argsort(value, axis, False, True)
    middle = (input.shape[axis] - 1) // 2
    index = compose.narrow(order, axis, middle, middle + 1)
    picked = op.take_along_axis(value, index, axis)
    if not keepdims:
        index, picked = compose.squeeze(index, (axis,)), compose.squeeze(picked, (axis,))
    return wrap(picked), wrap(index)


class Median(Primitive, inputs="x", outputs="y indices"):
    """(lower median, its position) of everything or along an axis."""

    @prim_attr_register
    def __init__(self, global_median=False, axis=0, keep_dims=False):
        validator.check_value_type("global_median", global_median, [bool], self.name)

    def _compute(self, x):
        if self.global_median:
            middle = median(reshape(x, (-1,)), 0)[0]
            return middle, wrap(op.full((), 0, "int64", op.device_of(x._value)))
        return median(x, self.axis, self.keep_dims)


class _ExtremeWithValue(Primitive, inputs="x", outputs="index values"):
    """Base of ArgMaxWithValue and ArgMinWithValue."""

    _larger = True

    @prim_attr_register
    def __init__(self, axis=0, keep_dims=False):
        validator.check_value_type("keep_dims", keep_dims, [bool], self.name)
        validator.check_value_type("axis", axis, [int], self.name)

    def _compute(self, x):
        return extreme_with_index(self.name, x, self.axis, self.keep_dims, self._larger)


class ArgMaxWithValue(_ExtremeWithValue):
    """Position and value of the first maximum along an axis.

    Args:
        axis (int, default 0): the axis.
        keep_dims (bool, default False): keep the axis, with extent 1.

    Inputs:
        x (Tensor): numbers, any shape.

    Outputs:
        tuple of two tensors: positions (int32) and values (dtype of `x`), without the axis.

    Raises:
        TypeError: `axis` is not an int, `keep_dims` not a bool, or `x` not a Tensor.
        ValueError: `axis` is out of range.

    Example:
        >>> index, value = ops.ArgMaxWithValue()(Tensor([1.0, 5.0, 3.0]))
        >>> print(index, value)
        1 5.0
    """


class ArgMinWithValue(_ExtremeWithValue):
    """Position and value of the first minimum along an axis.

    Args:
        axis (int, default 0): the axis.
        keep_dims (bool, default False): keep the axis, with extent 1.

    Inputs:
        x (Tensor): numbers, any shape.

    Outputs:
        tuple of two tensors: positions (int32) and values (dtype of `x`), without the axis.

    Raises:
        TypeError: `axis` is not an int, `keep_dims` not a bool, or `x` not a Tensor.
        ValueError: `axis` is out of range.

    Example:
        >>> index, value = ops.ArgMinWithValue()(Tensor([4.0, 1.0, 3.0]))
        >>> print(index, value)
        1 1.0
    """

    _larger = False


class _Extreme(Primitive, inputs="x"):
    """Base of Argmax and Argmin."""

    _larger = True

    @prim_attr_register
    def __init__(self, axis=-1, output_type=mstype.int32):
        validator.check_value_type("axis", axis, [int], self.name)
        validator.check_type_name(
            "output_type", output_type, [mstype.int32, mstype.int64], self.name
        )

    def _compute(self, x):
        name = dtype_name(self.output_type)
        return position_of_extreme(self.name, x, self.axis, name, self._larger)


class Argmax(_Extreme):
    """Position of the first maximum along an axis.

    Args:
        axis (int, default -1): the axis.
        output_type (dtype, default mindspore.int32): int32 or int64.

    Inputs:
        input_x (Tensor): floats, any shape.

    Outputs:
        Tensor of `output_type`, without the axis.

    Raises:
        TypeError: `axis` is not an int, or a dtype is another one.
        ValueError: `axis` is out of range.

    Example:
        >>> print(ops.Argmax()(Tensor([[1.0, 5.0], [4.0, 3.0]])))
        [1 0]
    """


class Argmin(_Extreme):
    """Position of the first minimum along an axis."""

    _larger = False


tensor_methods(amax, amin, median)
