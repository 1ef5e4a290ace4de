"""Derivative of cross entropy."""

from __future__ import annotations

from typing import Any

from ...table import op
from . import vjp


@vjp("cross_entropy", "logits")
def _(g: Any, logits: Any, labels: Any, axis: int) -> Any:
    shape = op.shape_of(logits)
    low = (*shape[:axis], 1, *shape[axis + 1 :])
    g, places = op.reshape(g, low), op.reshape(labels, low)
    every = op.multiply(op.softmax(logits, axis), g)
    return op.put_along_axis(every, places, op.negative(g), axis, "add")
