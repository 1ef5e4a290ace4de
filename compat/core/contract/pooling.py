"""Pooling over 1 to 3 spatial axes behind (batch, channels)."""

from __future__ import annotations

from typing import Any

from .marker import Array, primitive

Ints = tuple[int, ...]
Pairs = tuple[tuple[int, int], ...]


@primitive(results=2)
def max_pool(x: Array, window: Ints, stride: Ints, padding: Pairs, dilation: Ints) -> Any:
    """Largest element of every window, and its int64 position in the flattened spatial sizes.

    Output sizes as for `conv`; padding never wins; of equal elements the first one counts; NaN
    wins. Every window holds at least one element. Gradient: to the position found.
    """


@primitive
def sum_pool(x: Array, window: Ints, stride: Ints, padding: Pairs) -> Any:
    """Sum of every window, positions outside counting as 0; output sizes as for `conv`."""


@primitive
def sum_pool_grad(g: Array, input_shape: Ints, window: Ints, stride: Ints, pad_before: Ints) -> Any:
    """Adjoint of `sum_pool`: every cotangent added to the positions of its window."""
