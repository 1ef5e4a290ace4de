"""Statistics, norms and scans over the primitives. Axes are sorted and non-negative."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from ..dtypes import is_float
from ..table import op
from .shape import expand_dims, narrow

Axes = tuple[int, ...]


def widened(x: Any) -> Any:
    """`x` in float32 where its dtype is a shorter float: the dtype to accumulate in."""
    return op.astype(x, "float32") if op.dtype_of(x) in ("float16", "bfloat16") else x


def cast(x: Any, dtype: str) -> Any:
    """`x` in `dtype`; `x` itself when it has it."""
    return x if op.dtype_of(x) == dtype else op.astype(x, dtype)


def reversing(x: Any) -> Any:
    """A value whose order is that of `x` reversed and which gives `x` when applied again.

    The bitwise complement serves integers: negation would overflow or wrap.
    """
    return op.negative(x) if is_float(op.dtype_of(x)) else op.bitwise_invert(x)


def clip(x: Any, low: Any, high: Any) -> Any:
    """`x` between `low` and `high`, each a scalar, an array or None; `high` wins over `low`."""
    if low is not None:
        x = op.maximum(x, low)
    return x if high is None else op.minimum(x, high)


def square(x: Any) -> Any:
    """`x * x`."""
    return op.multiply(x, x)


@cache
def every_axis(rank: int) -> Axes:
    """All axes of an array of that rank, which reductions ask for most."""
    return tuple(range(rank))


def count(x: Any, axes: Axes) -> int:
    """Number of elements along `axes`."""
    shape = op.shape_of(x)
    return math.prod([shape[a] for a in axes])


def moments(x: Any, axes: Axes) -> tuple[Any, Any, Any]:
    """Mean, biased variance (both with sizes 1 on `axes`) and `x` minus the mean."""
    mean = op.mean(x, axes, True)
    centred = op.subtract(x, mean)
    return mean, op.mean(square(centred), axes, True), centred


def var(x: Any, axes: Axes, keepdims: bool, correction: int = 0) -> Any:
    """Variance: the sum of squares is divided by the number of elements less `correction`."""
    centred = op.subtract(x, op.mean(x, axes, True))
    total = op.sum(square(centred), axes, keepdims)
    number = count(x, axes) - correction
    return op.divide(total, float(max(number, 0)))


def std(x: Any, axes: Axes, keepdims: bool, correction: int = 0) -> Any:
    """Square root of `var`."""
    return op.sqrt(var(x, axes, keepdims, correction))


def norm(x: Any, order: float, axes: Axes, keepdims: bool) -> Any:
    """Vector norm of order `order` over all of `axes`; 0 counts non-zero elements."""
    size = op.abs(x)
    if order == math.inf:
        return op.max(size, axes, keepdims)
    if order == -math.inf:
        return op.min(size, axes, keepdims)
    if order == 0:
        return op.sum(op.astype(op.not_equal(x, 0), op.dtype_of(size)), axes, keepdims)
    if order == 1:
        return op.sum(size, axes, keepdims)
    if order == 2:
        return op.sqrt(op.sum(square(size), axes, keepdims))
    return op.pow(op.sum(op.pow(size, float(order)), axes, keepdims), 1.0 / order)


def scan_sum(x: Any, axis: int, exclusive: bool, reverse: bool) -> Any:
    """Running sum along `axis`; reverse: from the end; exclusive: without the element itself."""
    if reverse:
        x = op.flip(x, (axis,))
    total = op.cumulative_sum(x, axis)
    if exclusive:
        total = op.subtract(total, x)
    return op.flip(total, (axis,)) if reverse else total


def cumulative_min(x: Any, axis: int) -> tuple[Any, Any]:
    """Running minimum along `axis` and the int64 position of its latest occurrence."""
    values, positions = op.cumulative_max(reversing(x), axis)
    return reversing(values), positions


def log_cumulative_sum_exp(x: Any, axis: int) -> Any:
    """`log(cumulative_sum(exp(x)))` along `axis`, shifted by the largest element of the axis."""
    from ..autodiff import engine

    peak = engine().detach(op.max(x, (axis,), True))
    peak = op.where(op.isfinite(peak), peak, 0)
    return op.add(op.log(op.cumulative_sum(op.exp(op.subtract(x, peak)), axis)), peak)


def difference(x: Any, axis: int) -> Any:
    """Each element along `axis` less the one before it; one shorter."""
    size = op.shape_of(x)[axis]
    return op.subtract(narrow(x, axis, 1, size), narrow(x, axis, 0, size - 1))


def log_add_exp(x1: Any, x2: Any) -> Any:
    """`log(exp(x1) + exp(x2))` without overflow; -inf where both are."""
    pair = op.stack([x1, x2], 0)
    return op.logsumexp(pair, (0,), False)


def outer(x1: Any, x2: Any) -> Any:
    """Products of every element of the last axis of `x1` with every one of the last of `x2`."""
    n1, n2 = len(op.shape_of(x1)), len(op.shape_of(x2))
    return op.multiply(expand_dims(x1, n1), expand_dims(x2, n2 - 1))
