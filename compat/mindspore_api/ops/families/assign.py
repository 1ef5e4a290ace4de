"""Values written into parameters."""

from __future__ import annotations

from ....core import autodiff, op
from ...common.tensor import Tensor, wrap
from ..accepted import COMPLEX, FLOAT, INT, UINT, accepts
from ..arguments import operand
from ..primitive import Primitive, prim_attr_register

accepts(INT + UINT + FLOAT + COMPLEX, "AssignAdd", "AssignSub", argument="ref")


def put(variable, value):
    """Let `variable` stand for `value`, which is also returned; the store carries no gradient.

    A weight stays the weight: what it is used for afterwards counts for its gradient, too.
    """
    if isinstance(variable, Tensor):
        before, stored = variable._value, autodiff.engine().detach(value)
        if op.dtype_of(stored) != variable._name:
            stored = op.astype(stored, variable._name)
        variable._take(stored)
        if autodiff.engine().is_tracked(before):
            variable._value = _carried(before, variable._value)
    return wrap(value)


def _carried(before, stored):
    """The array `stored` whose gradient is that of `before`."""
    return autodiff.engine().custom(lambda x: stored, lambda gs, xs, results: gs)(before)


def operand_for(name, variable, x, strict=True):
    """Core value of an update in the dtype of `variable`, with its shape."""
    if not isinstance(x, Tensor):
        x = wrap(op.full((), x, variable._name, op.device_of(variable._value)))
    value = x._value if x._name == variable._name else op.astype(x._value, variable._name)
    if strict and name == "Assign" and {x.shape, variable.shape} == {(), (1,)}:
        raise RuntimeError(
            "For 'Assign', the 'x' and 'y' must have the same dimension, but got the dimension of "
            f"'x': {variable.ndim} and the dimension of 'y': {x.ndim}"
        )
    if strict and x.ndim != variable.ndim:
        quote = "" if name == "Assign" else " "
        raise ValueError(
            f"For '{name}',{quote}'value' must have the same rank as 'variable'. But got 'value' "
            f"rank: {x.ndim}, 'variable' rank: {variable.ndim}."
        )
    if strict and x.shape != variable.shape:
        quote = "" if name == "Assign" else " "
        raise ValueError(
            f"For '{name}',{quote}'value' must have the same shape as 'variable'. But got 'value' "
            f"shape: ({', '.join(map(str, x.shape))}), 'variable' shape: "
            f"({', '.join(map(str, variable.shape))})."
        )
    return value


def assign(variable, value):
    """Writes a value into a parameter.

    Args:
        variable (Parameter): is changed.
        value (Tensor): of its shape; converted to its dtype.

    Returns:
        Tensor: the new value.

    Raises:
        TypeError: `variable` is not a Parameter, or the dtypes do not go together.
        ValueError: the shapes differ.

    Example:
        >>> p = Parameter(Tensor([1.0, 2.0]), name="p")
        >>> value = ops.assign(p, Tensor([3.0, 4.0]))
        >>> print(p.asnumpy())
        [3. 4.]
    """
    if not isinstance(variable, Tensor):
        return value
    given = operand_for("Assign", variable, value)
    # Optimiser steps may write into a parameter's memory, so it must not be shared with `value`.
    return put(variable, op.copy(given))


def assign_add(variable, value):
    """Adds a value to a parameter.

    Args:
        variable (Parameter): is changed.
        value (Tensor or number): is added.

    Returns:
        Tensor: the new value.

    Raises:
        TypeError: `variable` is not a Parameter, or the dtypes do not go together.
        ValueError: the shapes differ.

    Example:
        >>> p = Parameter(Tensor([1.0, 2.0]), name="p")
        >>> value = ops.assign_add(p, Tensor([3.0, 4.0]))
        >>> print(p.asnumpy())
        [4. 6.]
    """
    return _arithmetic("AssignAdd", variable, value, lambda a, b: op.add(a, b))


def assign_sub(variable, value):
    """Subtract from a parameter in place."""
    return _arithmetic("AssignSub", variable, value, lambda a, b: op.subtract(a, b))


def _arithmetic(name, variable, value, compute):
    operand(name, "ref", variable)
    return put(variable, compute(variable._value, operand_for(name, variable, value)))


class AssignAdd(Primitive, of=assign_add, inputs="ref value", outputs="ref"):
    """Add to a parameter in place."""


class AssignSub(Primitive, of=assign_sub, inputs="val value", outputs="val"):
    """Subtract from a parameter in place."""


class Assign(Primitive, of=assign, inputs="ref value"):
    """Write a value into a parameter."""

    @prim_attr_register
    def __init__(self):
        self.add_prim_attr("side_effect_mem", True)


class Load(Primitive, inputs="ref u"):
    """The value of a parameter."""

    def __call__(self, variable, u=None):
        return wrap(variable._value)
