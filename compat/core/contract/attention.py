"""Attention. It has a default."""

from __future__ import annotations

from typing import Any

from .marker import Array, primitive


@primitive(default=True)
def attention(q: Array, k: Array, v: Array, mask: Array, scale: float) -> Any:
    """`softmax(q @ k.T * scale + mask) @ v` over the last two axes; `mask` is additive."""
