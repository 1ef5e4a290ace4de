"""Derivatives of compositions that are cheaper than recording the composition."""

from __future__ import annotations

import math
from typing import Any

from ...table import op
from . import vjp
from .pieces import scalar

Ints = tuple[int, ...]


@vjp("relu", "x")
def _(g: Any, result: Any) -> Any:
    return op.where(op.greater(result, 0), g, scalar(0, g))


@vjp("softplus", "x")
def _(g: Any, x: Any) -> Any:
    return op.multiply(g, op.sigmoid(x))


@vjp("gelu", "x")
def _(g: Any, x: Any, approximate: bool) -> Any:
    return op.multiply(g, _tanh_slope(x) if approximate else _normal_slope(x))


def _normal_slope(x: Any) -> Any:
    """`Phi(x) + x * phi(x)`."""
    below = op.multiply(op.erfc(op.multiply(x, -math.sqrt(0.5))), 0.5)
    bell = op.exp(op.multiply(op.multiply(x, x), -0.5))
    return op.add(below, op.multiply(op.multiply(x, bell), 1 / math.sqrt(2 * math.pi)))


def _tanh_slope(x: Any) -> Any:
    square = op.multiply(x, x)
    scale = math.sqrt(2 / math.pi)
    inner = op.multiply(op.multiply(x, op.add(op.multiply(square, 0.044715), 1)), scale)
    t = op.tanh(inner)
    bend = op.multiply(op.add(op.multiply(square, 3 * 0.044715), 1), scale)
    curve = op.multiply(op.multiply(x, op.subtract(1, op.multiply(t, t))), bend)
    return op.multiply(op.add(op.add(t, 1), curve), 0.5)


@vjp("softmax", "x")
def _(g: Any, result: Any, axis: int) -> Any:
    dot = op.sum(op.multiply(g, result), (axis,), True)
    return op.multiply(result, op.subtract(g, dot))


@vjp("log_softmax", "x")
def _(g: Any, result: Any, axis: int) -> Any:
    return op.subtract(g, op.multiply(op.exp(result), op.sum(g, (axis,), True)))


@vjp("cross_entropy", "logits")
def _(g: Any, logits: Any, labels: Any, axis: int) -> Any:
    shape = op.shape_of(logits)
    low = (*shape[:axis], 1, *shape[axis + 1 :])
    g, places = op.reshape(g, low), op.reshape(labels, low)
    every = op.multiply(op.softmax(logits, axis), g)
    return op.put_along_axis(every, places, op.negative(g), axis, "add")
