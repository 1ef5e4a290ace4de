"""Reductions written with others."""

from __future__ import annotations

from typing import Any

from ..autodiff import engine
from ..compose import cast, count, reversing, widened
from ..contract import default
from ..table import op

Axes = tuple[int, ...]


@default
def mean(x: Any, axis: Axes, keepdims: bool) -> Any:
    wide = widened(x)  # a float16 sum may overflow where the mean does not
    number = count(x, axis)
    return cast(op.divide(op.sum(wide, axis, keepdims), float(number)), op.dtype_of(x))


@default
def min_(x: Any, axis: Axes, keepdims: bool) -> Any:
    return reversing(op.max(reversing(x), axis, keepdims))


@default
def argmin(x: Any, axis: int) -> Any:
    return op.argmax(reversing(x), axis)


@default
def logsumexp(x: Any, axis: Axes, keepdims: bool) -> Any:
    wide = widened(x)
    # The shift cancels in the derivative, so it is not recorded.
    peak = engine().detach(op.max(wide, axis, True))
    peak = op.where(op.isfinite(peak), peak, 0.0)
    total = op.log(op.sum(op.exp(op.subtract(wide, peak)), axis, keepdims))
    return cast(op.add(total, op.reshape(peak, op.shape_of(total))), op.dtype_of(x))
