"""Sequences of different lengths."""

from __future__ import annotations

from ..._publish import publish
from ..families import sequence

publish(
    __name__,
    [
        sequence.sequence_mask,
    ],
)
