"""Elements picked by conditions and masks."""

from __future__ import annotations

import math

from .....core import compose, op
from ....common import _operators
from ....common.forwarding import tensor_methods
from ....common.tensor import Tensor, wrap
from ...arguments import arrays, kind_of, operand, tensor_kind
from ...primitive import Primitive
from ..creation import filled, held


def _need_bool(name, argument, mask):
    operand(name, argument, mask)
    if mask._name != "bool":
        raise TypeError(
            f"For primitive[{name}], the input argument[{argument}] must be a type of "
            f"{{Tensor[Bool]}}, but got {tensor_kind(mask._name)}."
        )
    return mask._value


def select(cond, x, y):
    """Elements of `x` where the condition is true, of `y` elsewhere.

    Args:
        cond (Tensor): bool.
        x (Tensor or number): values where it is true.
        y (Tensor or number): values elsewhere; tensors share dtype and shape.

    Returns:
        Tensor of the shape of `cond`.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: the shapes do not broadcast.

    Example:
        >>> print(ops.select(Tensor([True, False]), Tensor([1.0, 2.0]), Tensor([3.0, 4.0])))
        [1. 4.]
    """
    if not isinstance(cond, Tensor):
        raise TypeError(f"{_SELECT} the input[cond] must be a Tensor.")
    if isinstance(x, (int, float)) and isinstance(y, (int, float)):
        asked = "the input[x] is int or float, then the input[y] must be a Tensor."
        raise TypeError(f"{_SELECT} {asked}")
    return select_strictly(cond, _like_other("x", x, "y", y), _like_other("y", y, "x", x))


_SELECT = "For functional operator[select],"


def _like_other(label, x, other_label, other):
    """A number as a tensor of the shape of the other choice."""
    if not isinstance(x, (int, float)):
        return x
    kind, wanted = ("int", "int32") if isinstance(x, int) else ("float", "float32")
    if not isinstance(other, Tensor) or other._name != wanted:
        raise TypeError(
            f"{_SELECT} the input[{label}] is {kind}, then the input[{other_label}] must be a "
            f"Tensor of {wanted}."
        )
    return wrap(compose.full_like(other._value, x))


def select_strictly(condition, x, y):
    """The operator Select: one dtype, shapes that broadcast."""
    mask = _need_bool("Select", "cond", condition)
    a, b = operand("Select", "x_type", x), operand("Select", "y_type", y)
    if x._name != y._name:
        raise TypeError(
            "For 'Select', the x_type and y_type must be the same, but got x_type: "
            f"{tensor_kind(x._name)} and y_type: {tensor_kind(y._name)}."
        )
    shape = _operators.broadcast(x.shape, y.shape)
    if shape is None or _operators.broadcast(shape, condition.shape) is None:
        raise ValueError(
            "For 'Select', the shapes of condition, x and y must broadcast, but got "
            f"{condition.shape}, {x.shape} and {y.shape}."
        )
    return wrap(op.where(mask, a, b))


def where(condition, x, y):
    """x where the condition holds, else y; everything broadcasts."""
    if not isinstance(condition, Tensor):
        raise TypeError(f"For 'where', 'condition' must be a Tensor, but got {type(condition)}.")
    if not isinstance(x, Tensor) and not isinstance(y, Tensor):
        raise TypeError(
            f"For 'where', at least one of 'x' and 'y' should be Tensor, but got x:{type(x)}, "
            f"y:{type(y)}."
        )
    if not isinstance(x, Tensor):
        x = filled((), held(x, y._name), y._name)
    elif not isinstance(y, Tensor):
        y = filled((), held(y, x._name), x._name)
    a, b, _ = arrays("Select", x, y)
    return wrap(op.where(op.astype(condition._value, "bool"), a, b))


def masked_fill(input_x, mask, value):
    """One number where a mask is true, the elements elsewhere.

    Args:
        input_x (Tensor): any dtype.
        mask (Tensor): bool; the shapes broadcast.
        value (number or Tensor): the number, of the dtype of `input_x`.

    Returns:
        Tensor of the broadcast shape.

    Raises:
        TypeError: `mask` is not a Tensor of bool.
        ValueError: the shapes do not broadcast.

    Example:
        >>> x = Tensor([1.0, 2.0])
        >>> print(ops.masked_fill(x, Tensor([True, False]), 9.0))
        [9. 2.]
    """
    x = operand("MaskedFill", "input", input_x)
    marks = _need_bool("MaskedFill", "mask", mask)
    if isinstance(value, Tensor):
        fill = (
            value._value if value._name == input_x._name else op.astype(value._value, input_x._name)
        )
    elif isinstance(value, (bool, int, float)):
        fill = op.full(
            (), _operators.convert_scalar(value, input_x._name), input_x._name, op.device_of(x)
        )
    else:
        raise TypeError(
            "For 'MaskedFill', the type of 'value' must be a number or a Tensor, but got "
            f"{kind_of(value)}."
        )
    if _operators.broadcast(input_x.shape, mask.shape) is None:
        raise ValueError(
            "For 'MaskedFill', input.shape and mask.shape need to broadcast, but got "
            f"{input_x.shape} and {mask.shape}."
        )
    return wrap(op.where(marks, fill, x))


def masked_select(input, mask):
    """The elements where the mask holds, along one axis."""
    x = operand("MaskedSelect", "input", input)
    marks = _need_bool("MaskedSelect", "mask", mask)
    shape = _operators.broadcast(input.shape, mask.shape)
    if shape is None:
        raise ValueError(
            "For 'MaskedSelect', input.shape and mask.shape need to broadcast, but got "
            f"{input.shape} and {mask.shape}."
        )
    flat = op.reshape(op.broadcast_to(x, shape), (math.prod(shape),))
    marks = op.reshape(op.broadcast_to(marks, shape), (math.prod(shape),))
    positions = flat_positions(op.nonzero(marks))
    return wrap(op.take(flat, positions, 0))


def flat_positions(positions):
    return op.reshape(positions, (op.shape_of(positions)[0],))


def nonzero(input):
    """Coordinates of all elements that are not zero, in row-major order.

    Args:
        input (Tensor): any dtype, rank R.

    Returns:
        Tensor of int64, (number of elements, R).

    Raises:
        TypeError: `input` is not a Tensor.

    Example:
        >>> x = Tensor([[1.0, 0.0], [0.0, 3.0]])
        >>> print(ops.nonzero(x))
        [[0 0]
         [1 1]]
    """
    return wrap(op.nonzero(operand("NonZero", "x", input)), "int64")


def argwhere(input):
    """int64 positions of the elements that are not zero."""
    return nonzero(input)


def flat(x):
    return op.reshape(x, (math.prod(op.shape_of(x)),))


class MaskedFill(Primitive, of=masked_fill, inputs="input mask value"):
    """`value` where the mask holds."""


class MaskedSelect(Primitive, of=masked_select, inputs="x mask"):
    """The elements where the mask holds, along one axis."""


class NonZero(Primitive, of=nonzero, inputs="x", outputs="y"):
    """int64 positions of the elements that are not zero."""


class Select(Primitive, of=select_strictly, inputs="condition x y"):
    """Elements of `x` where the condition is true, of `y` elsewhere.

    Inputs:
        condition (Tensor): bool.
        x (Tensor): any dtype.
        y (Tensor): of the dtype of `x`; the three shapes broadcast.

    Outputs:
        Tensor of the broadcast shape.

    Raises:
        TypeError: an operand is not a Tensor, `condition` is not bool, or dtypes differ.
        ValueError: the shapes do not broadcast.

    Example:
        >>> condition = Tensor([True, False])
        >>> print(ops.Select()(condition, Tensor([1.0, 2.0]), Tensor([3.0, 4.0])))
        [1. 4.]
    """


tensor_methods(argwhere, masked_select, nonzero)
