"""Sequences of different lengths."""

from __future__ import annotations

from ..._publish import publish
from ..families import sequence

publish(
    __name__,
    [
        sequence.sequence_concat,
        sequence.sequence_conv,
        sequence.sequence_enumerate,
        sequence.sequence_expand,
        sequence.sequence_expand_as,
        sequence.sequence_first_step,
        sequence.sequence_last_step,
        sequence.sequence_mask,
        sequence.sequence_pad,
        sequence.sequence_pool,
        sequence.sequence_reshape,
        sequence.sequence_reverse,
        sequence.sequence_scatter,
        sequence.sequence_slice,
        sequence.sequence_softmax,
        sequence.sequence_unpad,
    ],
)
