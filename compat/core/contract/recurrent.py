"""Recurrent layers. All have a default."""

from __future__ import annotations

from typing import Any

from .marker import Array, primitive


@primitive(default=True, results=3, differentiable_results=(0, 1, 2))
def lstm(x: Array, h: Array, c: Array, wi: Array, wh: Array, b: Array) -> Any:
    """One layer, one direction: x (T, N, I), h and c (N, H), wi (4H, I), wh (4H, H), b (4H,).

    Gates in the order input, forget, cell, output; results y (T, N, H), last h, last c.
    """


@primitive(default=True, results=2, differentiable_results=(0, 1))
def gru(x: Array, h: Array, wi: Array, wh: Array, bi: Array, bh: Array) -> Any:
    """One layer, one direction; gates reset, update, new. The first acts behind `wh @ h + bh`."""
