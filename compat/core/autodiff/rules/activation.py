"""Derivatives of activations."""

from __future__ import annotations

import math
from typing import Any

from ...table import op
from . import vjp


@vjp("relu", "x")
def _(g: Any, result: Any) -> Any:
    return op.where(op.greater(result, 0), g, 0)


@vjp("leaky_relu", "x")
def _(g: Any, x: Any, slope: float, kink: float) -> Any:
    below = op.where(op.greater(x, 0), g, op.multiply(g, slope))
    return below if kink == slope else op.where(op.equal(x, 0), op.multiply(g, kink), below)


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
