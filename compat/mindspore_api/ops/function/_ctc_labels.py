"""Label sequences of `CTCLoss`, read from the places (batch, index) and values of its labels."""

from __future__ import annotations

from itertools import groupby


def sequences(rows, values, batch, blank, collapse):
    """The labels of every sample. What is no label (a blank, say) pads the end."""
    given = [[] for _ in range(batch)]
    for (n, _), value in zip(rows.tolist(), values.tolist(), strict=True):
        given[n].append(value)
    found = [_without_padding(labels, blank) for labels in given]
    return [[k for k, _ in groupby(labels)] for labels in found] if collapse else found


def _without_padding(labels, blank):
    """Labels up to the first value outside [0, blank); none may follow."""
    size = next((i for i, v in enumerate(labels) if not 0 <= v < blank), len(labels))
    for i in range(size, len(labels)):
        if 0 <= labels[i] < blank:
            raise RuntimeError(
                f"For 'CTCLoss', the value of labels_values[{i}] must be in the range of "
                f"[0, num_classes), but got {labels[i]}"
            )
    return labels[:size]


def check_steps(steps, labels, time, ignore_longer):
    """Every sample has steps, no more than there are, and enough for its labels."""
    for count, sample in zip(steps.tolist(), labels, strict=True):
        if count <= 0:
            raise RuntimeError(
                f"For 'CTCLoss, the 'sequence_length' must be greater than 0, but got {count}."
            )
        if count > time:
            raise RuntimeError(
                "For 'CTCLoss, the 'max_time'(the 1st dimension value of 'probs') must be greater "
                f"than or equal to 'sequence_length', but got 'max_time': {time} and "
                f"'sequence_length': {count}"
            )
        if count < len(sample) and not ignore_longer:
            raise RuntimeError(
                "For 'CTCLoss, input time(sequence length) must be greater than output size(label "
                f"length), but got sequence length: {count} and label length: {len(sample)}"
            )


def padded(labels):
    """The sequences as rows of one length, at least 1."""
    width = max(1, *map(len, labels))
    return [[*sample, *[0] * (width - len(sample))] for sample in labels]
