"""Connectionist temporal classification, and distances between sequences of labels."""

from __future__ import annotations

import numpy as np

from compat.core import op

from .._lod import levels
from .._operands import derived, invalid, raw, take
from .._registry import operator
from .._varbase import from_numpy, wrap
from .sequence import side_by_side
from .shape.view import squeeze
from .sort import topk


@operator(inputs=("Logits", "Label", "LogitsLength", "LabelLength"), outputs=("Loss",))
def warpctc_op(
    logits, label, logits_length=None, label_length=None, blank=0, norm_by_times=False, **options
):
    """(N, 1): minus the log-likelihood of labels (N, L) by logits (T, N, C + 1).

    With levels of detail instead of lengths they are (RL, 1) and (R, C + 1).
    """
    value, labels = take(logits, "warpctc"), op.astype(raw(label._value), "int64")
    if logits_length is None or label_length is None:
        if not (levels(logits) and levels(label)):
            raise invalid("Without lengths the input needs sequences of its own (LoD)", "warpctc")
        value, lengths = side_by_side(value, levels(logits)[-1])
        value = op.permute_dims(value, (1, 0, 2))
        labels, counts = side_by_side(labels, levels(label)[-1])
        labels = op.reshape(labels, op.shape_of(labels)[:2])
    else:
        lengths, counts = (
            op.reshape(op.astype(raw(x._value), "int64"), op.shape_of(value)[1:2])
            for x in (logits_length, label_length)
        )
    batch = op.shape_of(value)[1]
    if norm_by_times:
        value = _shared_over_time(lengths)(value)
    found = op.ctc_loss(op.log_softmax(value, 2), labels, lengths, counts, int(blank))
    return wrap(op.reshape(found, (batch, 1)))


def _shared_over_time(lengths):
    """The identity, whose derivative is divided by the number of steps."""

    def backward(g, x):
        counts = op.astype(op.reshape(lengths, (1, op.shape_of(lengths)[0], 1)), op.dtype_of(g))
        return (op.divide(g, counts),)

    return derived(lambda x: x, backward)


def warpctc(input, label, blank=0, norm_by_times=False, input_length=None, label_length=None):
    """(N, 1): CTC loss of logits (T, N, C + 1) for labels (N, L) of the given lengths."""
    return warpctc_op(input, label, input_length, label_length, blank, norm_by_times)


@operator(inputs=("Input", "InputLength"), outputs=("Output", "OutputLength"))
def ctc_align_op(input, length=None, blank=0, merge_repeated=True, padding_value=0, **options):
    """(labels (N, T) without blanks and repetitions, their lengths (N, 1))."""
    if length is None:
        raise invalid("Without lengths the input needs sequences of its own (LoD)", "ctc_align")
    rows = op.to_numpy(raw(input._value))
    lengths = op.to_numpy(raw(length._value)).reshape(-1)
    out = np.full(rows.shape, padding_value, rows.dtype)
    sizes = np.zeros((len(rows), 1), "int64")
    for i, row in enumerate(rows):
        kept = _collapsed(row[: lengths[i]], blank, merge_repeated)
        out[i, : len(kept)], sizes[i] = kept, len(kept)
    return wrap(from_numpy(out)), wrap(from_numpy(sizes))


def _collapsed(row, blank, merge_repeated):
    before, kept = None, []
    for label in row.tolist():
        if label != blank and not (merge_repeated and label == before):
            kept.append(label)
        before = label
    return kept


def ctc_greedy_decoder(input, blank, input_length=None, padding_value=0, name=None):
    """(labels (N, T), lengths (N, 1)) of the best path through probabilities (N, T, C + 1)."""
    _, best = topk(input, k=1)
    if input_length is None:
        return ctc_align_op(best, None, blank)[0]
    return ctc_align_op(squeeze(best, [2]), input_length, blank, True, padding_value)


@operator(inputs=("Hyps", "Refs", "HypsLength", "RefsLength"), outputs=("Out", "SequenceNum"))
def edit_distance_op(hyps, refs, hyps_length=None, refs_length=None, normalized=False, **options):
    """(distances (N, 1), number of sequences (1,)) between rows of labels."""
    pairs = ((hyps, hyps_length), (refs, refs_length))
    (a, m), (b, n) = (_rows("edit_distance", x, length) for x, length in pairs)
    found = []
    for i, (rows, columns) in enumerate(zip(m, n, strict=True)):
        distance = _levenshtein(a[i].reshape(-1)[:rows], b[i].reshape(-1)[:columns])
        if normalized and columns == 0:
            raise invalid(
                f"The reference string (#{i}) cannot be empty when Attr(normalized) is enabled.",
                "edit_distance",
            )
        found.append([distance / columns if normalized else distance])
    count = np.array([len(found)], "int64")
    return wrap(from_numpy(np.array(found, "float32"))), wrap(from_numpy(count))


def _rows(name, x, length):
    """(rows, lengths) of a variable as arrays on the host."""
    if length is not None:
        return op.to_numpy(raw(x._value)), op.to_numpy(raw(length._value)).reshape(-1)
    if not levels(x):
        raise invalid("Without lengths the inputs need sequences of their own (LoD)", name)
    return tuple(op.to_numpy(v) for v in side_by_side(raw(x._value), levels(x)[-1]))


def _levenshtein(a, b):
    """Insertions, deletions and replacements that turn one sequence into the other."""
    line = np.arange(len(b) + 1)
    for i, label in enumerate(a, 1):
        before, line = line, line.copy()
        line[0] = i
        for j, other in enumerate(b, 1):
            line[j] = min(before[j] + 1, line[j - 1] + 1, before[j - 1] + (label != other))
    return float(line[-1])


def edit_distance(
    input, label, normalized=True, ignored_tokens=None, input_length=None, label_length=None
):
    """(distances (N, 1), number of sequences (1,)) between rows of ids.

    Ignored tokens are for sequences with levels of detail, which dygraph mode does not have.
    """
    if ignored_tokens:
        raise invalid("The input needs sequences of its own (LoD)", "sequence_erase")
    return edit_distance_op(input, label, input_length, label_length, normalized)
