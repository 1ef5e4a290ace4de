"""Activations written with elementwise primitives and reductions."""

from __future__ import annotations

import math
from typing import Any

from ..autodiff import engine
from ..compose import cast, widened
from ..contract import default
from ..table import op


@default
def relu(x: Any) -> Any:
    return op.where(op.less_equal(x, 0), 0, x)


@default
def leaky_relu(x: Any, slope: float, kink: float) -> Any:
    return op.where(op.greater(x, 0), x, op.multiply(x, slope))


@default
def softplus(x: Any) -> Any:
    tail = op.log1p(op.exp(op.negative(op.abs(x))))
    return op.add(op.maximum(x, 0.0), tail)


@default
def gelu(x: Any, approximate: bool) -> Any:
    if not approximate:
        return op.multiply(op.multiply(x, 0.5), op.erfc(op.multiply(x, -math.sqrt(0.5))))
    cubic = op.multiply(op.multiply(op.multiply(x, x), x), 0.044715)
    inner = op.multiply(op.add(x, cubic), math.sqrt(2.0 / math.pi))
    return op.multiply(op.multiply(x, 0.5), op.add(op.tanh(inner), 1.0))


def _shifted(x: Any, axis: int) -> Any:
    """`x` less its largest element along `axis`; the shift cancels, so it is not recorded."""
    return op.subtract(x, engine().detach(op.max(x, (axis,), True)))


@default
def softmax(x: Any, axis: int) -> Any:
    e = op.exp(_shifted(widened(x), axis))
    return cast(op.divide(e, op.sum(e, (axis,), True)), op.dtype_of(x))


@default
def log_softmax(x: Any, axis: int) -> Any:
    shifted = _shifted(widened(x), axis)
    total = op.log(op.sum(op.exp(shifted), (axis,), True))
    return cast(op.subtract(shifted, total), op.dtype_of(x))
