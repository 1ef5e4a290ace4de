"""Vectors scaled by their length."""

from __future__ import annotations

from compat.core import op

from ..._operands import axis_of, required, take
from ..._registry import operator
from ..._varbase import wrap
from ...clip import GradientClipByNorm


@operator
def norm_op(x, axis=None, epsilon=1e-10, **options):
    """`x` divided by its Euclidean length along `axis`."""
    if axis is None:
        raise required("axis")
    value = take(x, "norm")
    axis = axis_of(axis, len(op.shape_of(value)))
    total = op.add(op.sum(op.multiply(value, value), (axis,), True), epsilon)
    return wrap(op.divide(value, op.sqrt(total)))


def l2_normalize(x, axis, epsilon=1e-12, name=None):
    """`x / sqrt(max(sum(x ** 2), epsilon))`, the sum along an axis.

    Args:
        x (Variable): floats.
        axis (int): the axis.
        epsilon (float, default 1e-12): lower bound of the sum.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable of the same shape and dtype.

    Raises:
        TypeError: `x` is not a Variable.

    Example:
        >>> x = to_variable(np.array([[3.0, 4.0]], "float32"))
        >>> print(layers.l2_normalize(x, axis=1).numpy())
        [[0.6 0.8]]
    """

    if len(x.shape) == 1:
        axis = 0
    return norm_op(x, 1 if axis is None else axis, epsilon)


def clip_by_norm(x, max_norm, name=None):
    """`x` no longer than `max_norm`; without gradient, as in the original."""

    return GradientClipByNorm(max_norm)._clipped(x.detach())
