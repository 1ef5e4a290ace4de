"""Losses that libraries have a kernel for. All have a default."""

from __future__ import annotations

from typing import Any

from .marker import Array, primitive


@primitive(default=True)
def cross_entropy(logits: Array, labels: Array, axis: int) -> Any:
    """`-log_softmax(logits)` at the integer `labels` along `axis`, which is dropped."""
