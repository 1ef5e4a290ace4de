"""The loss of label sequences without alignment. It has a default."""

from __future__ import annotations

from typing import Any

from .marker import Array, primitive


@primitive(default=True)
def ctc_loss(
    logits: Array, labels: Array, input_lengths: Array, label_lengths: Array, blank: int
) -> Any:
    """Negative log-likelihood (N,) of log-probabilities (T, N, C) for labels (N, L)."""
