"""Derivatives of convolution, pooling and resampling: maps of the same family."""

from __future__ import annotations

import math
from typing import Any

from ...table import op
from . import vjp
from .pieces import zeros

Ints = tuple[int, ...]
Pairs = tuple[tuple[int, int], ...]


def _leads(padding: Pairs) -> Ints:
    return tuple(low for low, _ in padding)


def _padding(
    lead: Ints, extents: Ints, out: Ints, kernel: Ints, stride: Ints, dilation: Ints
) -> Pairs:
    """(lo, hi) with which maps over `extents` give exactly `out` positions; hi may cut."""
    rows = zip(lead, extents, out, kernel, stride, dilation, strict=True)
    return tuple((lo, s * (o - 1) + d * (k - 1) + 1 - n - lo) for lo, n, o, k, s, d in rows)


def _sees_nothing(padding: Pairs, extents: Ints) -> bool:
    """True when `padding` cuts all there is, so that every window lies outside."""
    return any(min(lo, hi) <= -n for (lo, hi), n in zip(padding, extents, strict=True))


def _conv_to(
    x: Any, w: Any, shape: Ints, stride: Ints, lead: Ints, dilation: Ints, groups: int
) -> Any:
    """The convolution of `x` with exactly the extents of `shape`."""
    extents = op.shape_of(x)[2:]
    padding = _padding(lead, extents, shape[2:], op.shape_of(w)[2:], stride, dilation)
    if _sees_nothing(padding, extents):
        return zeros(x, shape)
    return op.conv(x, w, stride, padding, dilation, groups)


@vjp("conv", "x")
def _(
    g: Any, w: Any, shape: Ints, stride: Ints, padding: Pairs, dilation: Ints, groups: int
) -> Any:
    return op.conv_input_grad(g, w, shape, stride, _leads(padding), dilation, groups)


@vjp("conv", "w")
def _(
    g: Any, x: Any, shape: Ints, stride: Ints, padding: Pairs, dilation: Ints, groups: int
) -> Any:
    return op.conv_filter_grad(x, g, shape, stride, _leads(padding), dilation, groups)


@vjp("conv_input_grad", "g")
def _(g: Any, w: Any, shape: Ints, stride: Ints, lead: Ints, dilation: Ints, groups: int) -> Any:
    return _conv_to(g, w, shape, stride, lead, dilation, groups)


# The primitives' own operand is called g; a rule's first parameter, the cotangent, is c there.
@vjp("conv_input_grad", "w")
def _(c: Any, g: Any, shape: Ints, stride: Ints, lead: Ints, dilation: Ints, groups: int) -> Any:
    return op.conv_filter_grad(c, g, shape, stride, lead, dilation, groups)


@vjp("conv_filter_grad", "x")
def _(c: Any, g: Any, shape: Ints, stride: Ints, lead: Ints, dilation: Ints, groups: int) -> Any:
    return op.conv_input_grad(g, c, shape, stride, lead, dilation, groups)


@vjp("conv_filter_grad", "g")
def _(c: Any, x: Any, shape: Ints, stride: Ints, lead: Ints, dilation: Ints, groups: int) -> Any:
    return _conv_to(x, c, shape, stride, lead, dilation, groups)


@vjp("max_pool", "x")
def _(g: Any, result_1: Any, shape: Ints) -> Any:
    g, lead = g[0], shape[:2]
    flat = (*lead, _size(op.shape_of(g)))
    start = zeros(g, (*lead, _size(shape)))
    found = op.put_along_axis(start, op.reshape(result_1, flat), op.reshape(g, flat), 2, "add")
    return op.reshape(found, shape)


def _size(shape: Ints) -> int:
    """Number of positions in the spatial extents."""
    return math.prod(shape[2:])


@vjp("sum_pool", "x")
def _(g: Any, shape: Ints, window: Ints, stride: Ints, padding: Pairs) -> Any:
    return op.sum_pool_grad(g, shape, window, stride, _leads(padding))


@vjp("sum_pool_grad", "g")
def _(c: Any, shape: Ints, window: Ints, stride: Ints, lead: Ints) -> Any:
    extents = op.shape_of(c)[2:]
    padding = _padding(lead, extents, shape[2:], window, stride, (1,) * len(window))
    if _sees_nothing(padding, extents):
        return zeros(c, shape)
    return op.sum_pool(c, window, stride, padding)


@vjp("resize", "x")
def _(g: Any, shape: Ints, method: str, coordinates: str) -> Any:
    return op.resize_grad(g, shape, method, coordinates)


@vjp("resize_grad", "g")
def _(c: Any, shape: Ints, method: str, coordinates: str) -> Any:
    return op.resize(c, shape[2:], method, coordinates)
