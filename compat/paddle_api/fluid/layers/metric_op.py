"""Metrics."""

from __future__ import annotations

from compat._absent import absent_names
from compat.core import op

from .._ops.base import raw
from .._varbase import wrap
from .nn_index import topk

__all__ = ["accuracy"]


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


__getattr__ = absent_names("paddle.fluid.layers.metric_op", __name__)
