"""Recurrent layers, step by step."""

from __future__ import annotations

from typing import Any

from ..compose import split, transposed, unstack
from ..contract import default
from ..table import op


def _linear(x: Any, w: Any, b: Any) -> Any:
    """`x @ w.T + b` for x (T, N, I), as one matrix product."""
    steps, n, size = op.shape_of(x)
    rows = op.matmul(op.reshape(x, (steps * n, size)), transposed(w))
    return op.reshape(op.add(rows, b), (steps, n, op.shape_of(w)[0]))


@default
def lstm(x: Any, h: Any, c: Any, wi: Any, wh: Any, b: Any) -> Any:
    width = op.shape_of(h)[1]
    turned = transposed(wh)
    outputs = []
    for fed in unstack(_linear(x, wi, b), 0):
        gates = op.add(fed, op.matmul(h, turned))
        input_gate, forget_gate, candidate, output_gate = split(gates, (width,) * 4, 1)
        kept = op.multiply(op.sigmoid(forget_gate), c)
        c = op.add(kept, op.multiply(op.sigmoid(input_gate), op.tanh(candidate)))
        h = op.multiply(op.sigmoid(output_gate), op.tanh(c))
        outputs.append(h)
    return op.stack(outputs, 0), h, c


@default
def gru(x: Any, h: Any, wi: Any, wh: Any, bi: Any, bh: Any) -> Any:
    width = op.shape_of(h)[1]
    turned = transposed(wh)
    outputs = []
    for fed in unstack(_linear(x, wi, bi), 0):
        back = op.add(op.matmul(h, turned), bh)
        reset_x, update_x, new_x = split(fed, (width,) * 3, 1)
        reset_h, update_h, new_h = split(back, (width,) * 3, 1)
        reset = op.sigmoid(op.add(reset_x, reset_h))
        update = op.sigmoid(op.add(update_x, update_h))
        new = op.tanh(op.add(new_x, op.multiply(reset, new_h)))
        h = op.add(new, op.multiply(update, op.subtract(h, new)))
        outputs.append(h)
    return op.stack(outputs, 0), h
