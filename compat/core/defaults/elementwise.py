"""Elementwise functions written with others."""

from __future__ import annotations

import math
from typing import Any

from ..contract import default
from ..table import op


@default
def rsqrt(x: Any) -> Any:
    return op.divide(1.0, op.sqrt(x))


@default
def log2(x: Any) -> Any:
    return op.divide(op.log(x), math.log(2.0))


@default
def log10(x: Any) -> Any:
    return op.divide(op.log(x), math.log(10.0))


@default
def sigmoid(x: Any) -> Any:
    e = op.exp(op.negative(op.abs(x)))
    return op.divide(op.where(op.less(x, 0.0), e, 1.0), op.add(e, 1.0))


@default
def not_equal(x1: Any, x2: Any) -> Any:
    return op.logical_not(op.equal(x1, x2))


@default
def greater(x1: Any, x2: Any) -> Any:
    return op.less(x2, x1)


@default
def greater_equal(x1: Any, x2: Any) -> Any:
    return op.less_equal(x2, x1)
