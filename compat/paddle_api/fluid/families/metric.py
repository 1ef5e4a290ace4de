"""Measures of predictions."""

from __future__ import annotations

import numpy as np

from compat.core import op

from .._attributes import integer
from .._errors import enforce_not_met
from .._lod import levels
from .._operands import first_number, invalid, raw
from .._registry import operator
from .._varbase import from_numpy, wrap
from .sequence import side_by_side
from .sort import topk


def accuracy(input, label, k=1, correct=None, total=None):
    """Share of the rows whose class is among the `k` highest scores.

    Args:
        input (Variable): scores (N, C), floats.
        label (Variable): classes (N, 1), int64.
        k (int, default 1): how many scores.
        correct (Variable or None, default None): takes the number of right rows.
        total (Variable or None, default None): takes the number of rows.

    Returns:
        Variable of float32 and shape [1].

    Raises:
        EnforceNotMet: the shapes do not fit.

    Example:
        >>> x = to_variable(np.array([[0.2, 0.8], [0.9, 0.1]], "float32"))
        >>> print(layers.accuracy(x, to_variable(np.array([[1], [1]]))).numpy())
        [0.5]
    """
    k = integer("k", first_number(k))
    if k < 1:
        raise enforce_not_met("Error: k must >= 1", "accuracy")
    _, places = topk(input, k=k)
    found = raw(places._value)
    if label.shape[0] != op.shape_of(found)[0]:
        raise invalid(
            "ShapeError: the output's num_rows of AccuracyOp must be the same as label's num_rows. "
            f"But received: {op.shape_of(found)[0]} and {label.shape[0]}",
            "accuracy",
        )
    labels = op.astype(raw(label._value), "int64")
    rows = op.shape_of(found)[0]
    hits = op.equal(found, op.reshape(labels, (rows, 1)))
    count = op.sum(op.astype(op.any(hits, (1,), False), "int32"), (0,), True)
    if correct is not None:
        correct._value = count
    if total is not None:
        total._value = op.full((1,), rows, "int32", op.device_of(found))
    share = op.divide(
        op.astype(count, "float32"), op.full((1,), rows, "float32", op.device_of(found))
    )
    return wrap(share)


def mean_iou(input, label, num_classes):
    """(mean intersection over union (1,), wrong predictions and right ones by class, both
    int32)."""
    p, t = raw(input._value), op.astype(raw(label._value), op.dtype_of(input._value))
    device = op.device_of(p)
    kinds = op.reshape(op.arange(0, num_classes, 1, op.dtype_of(p), device), (num_classes, 1))
    guess = op.equal(op.reshape(p, (1, _count(p))), kinds)
    truth = op.equal(op.reshape(t, (1, _count(t))), kinds)
    both = _sum(op.logical_and(guess, truth))
    either = _sum(op.logical_or(guess, truth))
    wrong = op.subtract(either, both)
    seen = op.greater(either, 0)
    parts = op.divide(op.astype(both, "float32"), op.astype(op.maximum(either, 1), "float32"))
    count = op.sum(op.astype(seen, "float32"), (0,), True)
    return wrap(op.divide(op.sum(parts, (0,), True), count)), wrap(wrong), wrap(both)


def _count(x):
    total = 1
    for n in op.shape_of(x):
        total *= n
    return total


def _sum(flags):
    return op.sum(op.astype(flags, "int32"), (1,), False)


# What tags say in the chunk schemes: begin, inside, end, single.
_SCHEMES = {"IOB": "BI", "IOE": "IE", "IOBES": "BIES", "plain": " "}


def _chunks(labels, roles, kinds, excluded):
    """(begin, end, type) of the chunks in a sequence of `type * len(roles) + tag`."""
    found, begin = [], None
    role, kind = " ", kinds
    for i, label in enumerate(labels):
        if label > kinds * len(roles):
            raise invalid(
                "The value of Input(Label) should be less than the number of chunk types times "
                f"the number of tag types, but received {label} (Label) vs {kinds} (chunk types) "
                f"* {len(roles)} (tag types).",
                "chunk_eval",
            )
        former, before = role, kind
        role, kind = roles[label % len(roles)], label // len(roles)
        if kind != before or role in "BS" or former in "ES":
            if begin is not None:
                found.append((begin, i - 1, before))
            begin = None if kind == kinds else i
    if begin is not None:
        found.append((begin, len(labels) - 1, kind))
    return {chunk for chunk in found if chunk[2] not in excluded}


@operator(
    inputs=("Inference", "Label", "SeqLength"),
    outputs=(
        *("Precision", "Recall", "F1-Score"),
        *("NumInferChunks", "NumLabelChunks", "NumCorrectChunks"),
    ),
)
def chunk_eval_op(
    inference,
    label,
    seq_length=None,
    num_chunk_types=1,
    chunk_scheme="IOB",
    excluded_chunk_types=(),
    **options,
):
    """(precision, recall, F1, inferred, labelled and correct chunks) of padded sequences."""
    if chunk_scheme not in _SCHEMES:
        raise enforce_not_met("Error: Unknown chunk scheme.", "chunk_eval")
    roles, values = _SCHEMES[chunk_scheme], [raw(x._value) for x in (inference, label)]
    if seq_length is not None:
        lengths = raw(seq_length._value)
    elif levels(label):
        (values[0], _), (values[1], lengths) = (side_by_side(v, levels(label)[-1]) for v in values)
    else:
        raise invalid("Without lengths the input needs sequences of its own (LoD)", "chunk_eval")
    guesses, truths, lengths = (op.to_numpy(v) for v in (*values, lengths))
    inferred = labelled = correct = 0
    for i, n in enumerate(lengths.reshape(-1).tolist()):
        rows = (x[i].reshape(-1)[:n].tolist() for x in (guesses, truths))
        a, b = (_chunks(row, roles, num_chunk_types, excluded_chunk_types) for row in rows)
        inferred, labelled, correct = inferred + len(a), labelled + len(b), correct + len(a & b)
    precision = correct / inferred if inferred else 0.0
    recall = correct / labelled if labelled else 0.0
    f1 = 2 * precision * recall / (precision + recall) if correct else 0.0
    rates = (wrap(from_numpy(np.array([r], "float32"))) for r in (precision, recall, f1))
    counts = (wrap(from_numpy(np.array([c], "int64"))) for c in (inferred, labelled, correct))
    return (*rates, *counts)


def chunk_eval(
    input, label, chunk_scheme, num_chunk_types, excluded_chunk_types=None, seq_length=None
):
    """(precision, recall, F1, inferred, labelled and correct chunks), each (1,)."""
    excluded = excluded_chunk_types or []
    return chunk_eval_op(input, label, seq_length, num_chunk_types, chunk_scheme, excluded)


def auc(input, label, curve="ROC", num_thresholds=2**12 - 1, topk=1, slide_steps=1):
    """(area under the curve, that of the batch, statistics) of probabilities (N, 2).

    As in Paddle's dygraph mode every call starts anew; the area is that of the ROC curve, whatever
    `curve` says.
    """
    p = op.to_numpy(raw(input._value))[:, -1].astype("float64")
    y = op.to_numpy(raw(label._value)).reshape(-1)
    bins = (p * num_thresholds).astype("int64")
    size = num_thresholds + 1
    counts = [np.bincount(bins[y == 1], minlength=size), np.bincount(bins[y != 1], minlength=size)]
    area = _area(*counts)
    whole = [wrap(from_numpy(c.reshape(1, size).astype("int64"))) for c in counts]
    batch = [
        wrap(from_numpy(np.concatenate([*[c] * (1 + slide_steps), [1]]).astype("int64")))
        for c in counts
    ]
    areas = [wrap(from_numpy(np.array([area], "float64"))) for _ in range(2)]
    return (*areas, [*batch, *whole])


def _area(positive, negative):
    """Trapezoids under the curve of right over wrong positives, from the highest threshold on."""
    y = np.concatenate([[0.0], positive[::-1].cumsum()])
    x = np.concatenate([[0.0], negative[::-1].cumsum()])
    area = ((x[1:] - x[:-1]) * (y[1:] + y[:-1]) / 2.0).sum()
    return area / (x[-1] * y[-1]) if x[-1] > 0 and y[-1] > 0 else area
