"""Derivatives of pooling."""

from __future__ import annotations

import math
from typing import Any

from ...table import op
from . import vjp
from .broadcast import zeros
from .spatial import before, padding_to_fit, sees_nothing

Ints = tuple[int, ...]
Pairs = tuple[tuple[int, int], ...]


@vjp("max_pool", "x")
def _(g: Any, result_1: Any, shape: Ints) -> Any:
    g, batch_shape = g[0], shape[:2]
    flat = (*batch_shape, _size(op.shape_of(g)))
    start = zeros(g, (*batch_shape, _size(shape)))
    found = op.put_along_axis(start, op.reshape(result_1, flat), op.reshape(g, flat), 2, "add")
    return op.reshape(found, shape)


def _size(shape: Ints) -> int:
    """Number of positions in the spatial sizes."""
    return math.prod(shape[2:])


@vjp("sum_pool", "x")
def _(g: Any, shape: Ints, window: Ints, stride: Ints, padding: Pairs) -> Any:
    return op.sum_pool_grad(g, shape, window, stride, before(padding))


@vjp("sum_pool_grad", "g")
def _(c: Any, shape: Ints, window: Ints, stride: Ints, pad_before: Ints) -> Any:
    sizes = op.shape_of(c)[2:]
    padding = padding_to_fit(pad_before, sizes, shape[2:], window, stride, (1,) * len(window))
    if sees_nothing(padding, sizes):
        return zeros(c, shape)
    return op.sum_pool(c, window, stride, padding)
