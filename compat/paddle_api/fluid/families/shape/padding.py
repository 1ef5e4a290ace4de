"""Padding."""

from __future__ import annotations

from compat.core import op

from ..._attributes import int_list
from ..._operands import ANY, f32, invalid, take
from ..._registry import operator
from ..._varbase import wrap


@operator
def pad_op(x, paddings=(), pad_value=0.0, **options):
    """`x` enlarged by (before, after) for every axis in turn."""
    value = take(x, "pad", ANY)
    if len(paddings) != 2 * op.rank_of(value):
        raise invalid(
            f"Size of 'paddings' should be twice the rank of X, {op.rank_of(value)}, but received "
            f"{len(paddings)}.",
            "pad",
        )
    widths = tuple(zip(paddings[0::2], paddings[1::2], strict=True))
    return wrap(op.pad(value, widths, "constant", f32(pad_value)))


def pad(x, paddings, pad_value=0.0, name=None):
    """`x` enlarged by (before, after) for every axis in turn."""
    return pad_op(x, paddings, float(pad_value))


@operator
def pad2d_op(
    x, paddings=(0, 0, 0, 0), mode="constant", pad_value=0.0, data_format="NCHW", **options
):
    """Planes enlarged by (top, bottom, left, right)."""
    value = take(x, "pad2d", ANY)
    top, bottom, left, right = int_list(paddings)
    widths = ((0, 0), (0, 0), (top, bottom), (left, right))
    if data_format == "NHWC":
        widths = ((0, 0), (top, bottom), (left, right), (0, 0))
    if mode == "constant":
        return wrap(op.pad(value, widths, "constant", f32(pad_value)))
    return wrap(op.pad(value, widths, mode, None))


def pad2d(
    input,
    paddings=[0, 0, 0, 0],  # noqa: B006
    mode="constant",
    pad_value=0.0,
    data_format="NCHW",
    name=None,
):
    """Planes enlarged at their borders.

    Args:
        input (Variable): (N, C, H, W), or as `data_format` says.
        paddings (list of 4 ints or Variable, default [0, 0, 0, 0]): top, bottom, left, right.
        mode (str, default 'constant'): "constant", "reflect" or "edge".
        pad_value (float, default 0.0): of "constant".
        data_format (str, default 'NCHW'): "NCHW" or "NHWC".
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable.

    Raises:
        TypeError: `input` is not a Variable.

    Example:
        >>> x = to_variable(np.ones((1, 1, 1, 2), "float32"))
        >>> print(layers.pad2d(x, [0, 0, 1, 1]).numpy())
        [[[[0. 1. 1. 0.]]]]
    """
    if mode not in ("constant", "reflect", "edge"):
        raise ValueError(
            f"The mode of pad2d must be constant, reflect or edge, but received {mode}."
        )
    return pad2d_op(input, paddings, mode, pad_value, data_format)


@operator
def pad_constant_like_op(x, y, pad_value=0.0, **options):
    """`y` enlarged at the ends to the extents of `x`."""
    value = take(y, "pad_constant_like", ANY)
    widths = tuple(
        (0, n - m) for m, n in zip(op.shape_of(value), op.shape_of(x._value), strict=True)
    )
    return wrap(op.pad(value, widths, "constant", f32(pad_value)))


def pad_constant_like(x, y, pad_value=0.0, name=None):
    """`y` enlarged at the ends to the extents of `x`."""
    return pad_constant_like_op(x, y, pad_value)
