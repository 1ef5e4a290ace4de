"""Losses of differences, and how losses are reduced."""

from __future__ import annotations

from .....core import compose, op
from .... import _checkparam as validator
from ....common.tensor import wrap
from ...accepted import FLOAT, accepts
from ...arguments import arrays, operand, unary
from ...primitive import Primitive, prim_attr_register

accepts(FLOAT, "L2Loss", argument="x")


REDUCTIONS = ("mean", "sum", "none")


def reduced(loss, reduction, name, weight=None):
    """Mean (over the weights where given), sum, or every loss."""
    axes = tuple(range(len(op.shape_of(loss))))
    if reduction == "mean":
        if weight is None:
            return op.mean(loss, axes, False)
        return op.divide(op.sum(loss, axes, False), op.sum(weight, axes, False))
    if reduction == "sum":
        return op.sum(loss, axes, False)
    if reduction == "none":
        return loss
    raise ValueError(
        f"For '{name}', the 'reduction' must be str and must be in '['none', 'mean', 'sum']', but "
        f"got '{reduction}'."
    )


def loss_operands(name, x, y):
    a, b = operand(name, "x", x), operand(name, "y", y)
    if x._name != y._name:
        a, b, _ = arrays(name, x, y)
    return a, b


def _plain(name, x, y, reduction, compute):
    a, b = loss_operands(name, x, y)
    return wrap(reduced(compute(a, b), reduction, name))


def l1_loss(input, target, reduction="mean"):
    """Absolute differences."""
    return _plain("l1_loss", input, target, reduction, lambda a, b: op.abs(op.subtract(a, b)))


def mse_loss(input, target, reduction="mean"):
    """Squared differences."""
    return _plain(
        "mse_loss", input, target, reduction, lambda a, b: compose.square(op.subtract(a, b))
    )


def smooth_l1_loss(input, target, beta=1.0, reduction="none"):
    """Square of small differences, absolute value of large ones, element by element.

        d = |input - target|; 0.5 * d ** 2 / beta where d < beta, d - 0.5 * beta elsewhere

    Args:
        input (Tensor): floats, any shape.
        target (Tensor): of the same shape and dtype.
        beta (float, default 1.0): where the two forms meet.
        reduction (str, default 'none'): "none", "mean" or "sum".

    Returns:
        Tensor: of the shape of `input` for "none", otherwise a scalar.

    Raises:
        TypeError: `beta` is not a float, an operand not a Tensor, or dtypes differ.
        ValueError: `beta` is not positive, `reduction` another word, or the shapes differ.

    Example:
        >>> x, y = Tensor([1.0, 2.0]), Tensor([1.5, 5.0])
        >>> print(ops.smooth_l1_loss(x, y))
        [0.125 2.5  ]
    """
    if beta <= 0:
        raise ValueError(f"For 'SmoothL1Loss', the 'beta' must be > 0, but got {beta}.")
    for x in (input, target):
        operand("SmoothL1Loss", "prediction", x)
    if input.shape != target.shape:
        raise ValueError(
            f"For 'SmoothL1Loss', the shapes of inputs must be the same, but got {input.shape} and "
            f"{target.shape}."
        )

    def compute(a, b):
        apart = op.abs(op.subtract(a, b))
        small = op.divide(op.multiply(compose.square(apart), 0.5), float(beta))
        return op.where(op.less(apart, float(beta)), small, op.subtract(apart, 0.5 * float(beta)))

    return _plain("SmoothL1Loss", input, target, reduction, compute)


def huber_loss(input, target, reduction="mean", delta=1.0):
    """Half squares below delta, straight above."""

    def compute(a, b):
        apart = op.abs(op.subtract(a, b))
        small = op.multiply(compose.square(apart), 0.5)
        large = op.multiply(op.subtract(apart, 0.5 * float(delta)), float(delta))
        return op.where(op.less(apart, float(delta)), small, large)

    return _plain("huber_loss", input, target, reduction, compute)


def l2_loss(x):
    """Half the sum of squares."""
    value = unary("L2Loss", "x", x)
    return wrap(op.multiply(op.sum(compose.square(value), tuple(range(x.ndim)), False), 0.5))


def check_reduction(prim, reduction, allowed=("none", "sum", "mean")):
    return validator.check_string(reduction, list(allowed), "reduction", prim.name)


class SmoothL1Loss(Primitive, of=smooth_l1_loss, inputs="prediction target"):
    """Square of small differences, absolute value of large ones, element by element.

    Example:
        >>> print(ops.SmoothL1Loss()(Tensor([1.0, 2.0]), Tensor([1.5, 5.0])))
        [0.125 2.5  ]
    """

    @prim_attr_register
    def __init__(self, beta=1.0, reduction="none"):
        validator.check_value_type("beta", beta, [float], self.name)
        validator.check("beta", beta, "", 0, validator.GT, self.name)
        check_reduction(self, reduction)


class L2Loss(Primitive, of=l2_loss):
    """Half of the sum of squares.

    Inputs:
        input_x (Tensor): floats, any shape.

    Outputs:
        Tensor, a scalar.

    Raises:
        TypeError: `input_x` is not a Tensor of floats.

    Example:
        >>> print(ops.L2Loss()(Tensor([1.0, 2.0, 3.0])))
        7.0
    """
