"""Measures of predictions."""

from __future__ import annotations

from compat.core import op

from .._operands import raw
from .._varbase import wrap
from .sort import topk


def accuracy(input, label, k=1, correct=None, total=None):
    """float32 (1,): share of rows whose label is among the `k` best."""
    _, places = topk(input, k=k)
    found = raw(places._value)
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
