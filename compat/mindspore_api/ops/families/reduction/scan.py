"""Running sums, products, maxima and minima."""

from __future__ import annotations

from .....core import compose, op
from .... import _checkparam as validator
from ....common.forwarding import tensor_methods
from ....common.tensor import Tensor, wrap
from ...accepted import COMPLEX, FLOAT, INT, UINT, accepts
from ...arguments import axis_of, dtype_name, kind_of, operand, unary
from ...primitive import Primitive, prim_attr_register

accepts(INT + UINT + FLOAT + COMPLEX, "CumSum", "CumProd", argument="x")


def _scan_axis(name, axis, rank):
    if isinstance(axis, Tensor):
        axis = int(op.to_numpy(axis._value))
    if name not in ("CumSum", "CumProd"):
        if not isinstance(axis, int) or isinstance(axis, bool):
            raise TypeError(f"For '{name}', the 'axis' must be int, but got {type(axis).__name__}.")
        return axis_of(name, "axis", axis, rank)
    if not isinstance(axis, int):
        raise TypeError(
            f"For primitive[{name}], the input argument[axis] must be a type of {{Int32, Int64}}, "
            f"but got {kind_of(axis)}."
        )
    if not -rank <= axis < rank:
        raise ValueError(
            f"For primitive[{name}], the axis must be in [{-rank},{rank - 1}], but got {axis}."
        )
    return axis % rank


def cumsum(x, axis, dtype=None):
    """Running sum along an axis."""
    value = unary("CumSum", "x", x)
    if dtype is not None:
        value = op.astype(value, dtype_name(dtype))
    return wrap(op.cumulative_sum(value, _scan_axis("CumSum", axis, x.ndim)))


def cumprod(input, dim, dtype=None):
    """Running product along an axis."""
    value = unary("CumProd", "x", input)
    if dtype is not None:
        value = op.astype(value, dtype_name(dtype))
    return wrap(op.cumulative_prod(value, _scan_axis("CumProd", dim, input.ndim)))


def scan(name, x, axis, exclusive, reverse):
    """Running sum or product with the options of the operator classes."""
    value = unary(name, "x", x)
    axis = _scan_axis(name, axis, x.ndim)
    if name == "CumSum":
        return wrap(compose.scan_sum(value, axis, exclusive, reverse))
    if reverse:
        value = op.flip(value, (axis,))
    result = op.cumulative_prod(value, axis)
    if exclusive:
        shape = list(op.shape_of(value))
        first = list(shape)
        first[axis] = 1
        one = op.full(tuple(first), 1, x._name, op.device_of(value))
        result = op.concat([one, compose.narrow(result, axis, 0, shape[axis] - 1)], axis)
    return wrap(op.flip(result, (axis,)) if reverse else result)


def cummax(input, axis):
    """Running maximum along an axis and its int64 positions."""
    values, index = op.cumulative_max(
        operand("Cummax", "x", input), _scan_axis("Cummax", axis, input.ndim)
    )
    return wrap(values), wrap(index)


def cummin(input, axis):
    """Running minimum along an axis and its int32 positions."""
    value = operand("Cummin", "x", input)
    values, index = compose.cumulative_min(value, _scan_axis("Cummin", axis, input.ndim))
    return [wrap(values), wrap(op.astype(index, "int32"))]


class Cummax(Primitive, of=cummax, inputs="x", outputs="y indices"):
    """Running maximum and its positions."""

    @prim_attr_register
    def __init__(self, axis):
        validator.check_value_type("axis", axis, [int], self.name)


class Cummin(Primitive):
    """Running minimum and its positions."""

    @prim_attr_register
    def __init__(self, axis):
        validator.check_value_type("axis", axis, [int], self.name)

    def _compute(self, x):
        return tuple(cummin(x, self.axis))


class _Scan(Primitive, inputs="x axis", outputs="y"):
    """Base of the running sum and product."""

    @prim_attr_register
    def __init__(self, exclusive=False, reverse=False):
        validator.check_value_type("exclusive", exclusive, [bool], self.name)
        validator.check_value_type("reverse", reverse, [bool], self.name)

    def _compute(self, x, axis):
        return scan(self.name, x, axis, self.exclusive, self.reverse)


class CumSum(_Scan):
    """Sums of all elements up to each one along an axis.

    Args:
        exclusive (bool, default False): leave out the element itself.
        reverse (bool, default False): from the end.

    Inputs:
        input (Tensor): numbers, any shape but a scalar.
        axis (int): the axis.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: an attribute is not a bool, or `axis` not an int.
        ValueError: `axis` is out of range.

    Example:
        >>> print(ops.CumSum()(Tensor([1.0, 2.0, 3.0]), 0))
        [1. 3. 6.]
        >>> print(ops.CumSum(exclusive=True)(Tensor([1.0, 2.0, 3.0]), 0))
        [0. 1. 3.]
    """


class CumProd(_Scan):
    """Running product along an axis."""


class CumulativeLogsumexp(Primitive, inputs="x axis", outputs="y"):
    """Running log(sum(exp(x))) along an axis."""

    @prim_attr_register
    def __init__(self, exclusive=False, reverse=False):
        if exclusive:
            raise NotImplementedError(
                "mindspore.ops.CumulativeLogsumexp(exclusive=True) is not supported; shift the "
                "result."
            )

    def _compute(self, x, axis):
        axis = int(op.to_numpy(axis._value)) if not isinstance(axis, int) else axis
        axis %= x.ndim
        value = op.flip(x._value, (axis,)) if self.reverse else x._value
        found = compose.log_cumulative_sum_exp(value, axis)
        return wrap(op.flip(found, (axis,)) if self.reverse else found)


tensor_methods(cummax, cummin, cumprod)
