"""Optimiser steps that write nothing in place."""

from __future__ import annotations

from typing import Any

from ..contract import default
from ..table import op


@default
def sgd_update(p: Any, g: Any, lr: float) -> Any:
    return op.subtract(p, op.multiply(g, lr))


@default
def momentum_update(p: Any, m: Any, g: Any, lr: float, momentum: float, nesterov: bool) -> Any:
    m = op.add(op.multiply(m, momentum), g)
    step = op.add(g, op.multiply(m, momentum)) if nesterov else m
    return op.subtract(p, op.multiply(step, lr)), m


@default
def adam_update(
    p: Any, m: Any, v: Any, g: Any, lr: float, beta1: float, beta2: float, eps: float
) -> Any:
    m = op.add(m, op.multiply(op.subtract(g, m), 1.0 - beta1))
    v = op.add(v, op.multiply(op.subtract(op.multiply(g, g), v), 1.0 - beta2))
    step = op.divide(op.multiply(m, lr), op.add(op.sqrt(v), eps))
    return op.subtract(p, step), m, v


@default
def blend_update(p: Any, x: Any, keep: float, gain: float) -> Any:
    return op.add(op.multiply(p, keep), op.multiply(x, gain))
