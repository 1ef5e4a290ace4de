"""Derivatives of convolution: the three maps are each other's adjoints."""

from __future__ import annotations

from typing import Any

from ...table import op
from . import vjp
from .broadcast import zeros
from .spatial import before, padding_to_fit, sees_nothing

Ints = tuple[int, ...]
Pairs = tuple[tuple[int, int], ...]


def _conv_to(
    x: Any, w: Any, shape: Ints, stride: Ints, pad_before: Ints, dilation: Ints, groups: int
) -> Any:
    """The convolution of `x` with exactly the sizes of `shape`."""
    sizes = op.shape_of(x)[2:]
    padding = padding_to_fit(pad_before, sizes, shape[2:], op.shape_of(w)[2:], stride, dilation)
    if sees_nothing(padding, sizes):
        return zeros(x, shape)
    return op.conv(x, w, stride, padding, dilation, groups)


@vjp("conv", "x")
def _(
    g: Any, w: Any, shape: Ints, stride: Ints, padding: Pairs, dilation: Ints, groups: int
) -> Any:
    return op.conv_input_grad(g, w, shape, stride, before(padding), dilation, groups)


@vjp("conv", "w")
def _(
    g: Any, x: Any, shape: Ints, stride: Ints, padding: Pairs, dilation: Ints, groups: int
) -> Any:
    return op.conv_filter_grad(x, g, shape, stride, before(padding), dilation, groups)


@vjp("conv_input_grad", "g")
def _(
    g: Any, w: Any, shape: Ints, stride: Ints, pad_before: Ints, dilation: Ints, groups: int
) -> Any:
    return _conv_to(g, w, shape, stride, pad_before, dilation, groups)


# The primitives' own operand is called g; a rule's first parameter, the cotangent, is c there.
@vjp("conv_input_grad", "w")
def _(
    c: Any, g: Any, shape: Ints, stride: Ints, pad_before: Ints, dilation: Ints, groups: int
) -> Any:
    return op.conv_filter_grad(c, g, shape, stride, pad_before, dilation, groups)


@vjp("conv_filter_grad", "x")
def _(
    c: Any, g: Any, shape: Ints, stride: Ints, pad_before: Ints, dilation: Ints, groups: int
) -> Any:
    return op.conv_input_grad(g, c, shape, stride, pad_before, dilation, groups)


@vjp("conv_filter_grad", "g")
def _(
    c: Any, x: Any, shape: Ints, stride: Ints, pad_before: Ints, dilation: Ints, groups: int
) -> Any:
    return _conv_to(x, c, shape, stride, pad_before, dilation, groups)
