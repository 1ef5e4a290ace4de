"""Reductions and scans. float16 accumulates in float32 and is rounded once."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy import asarray

from compat.core.contract import implements

from .dtypes import BOOL, FLOAT16, FLOAT32, FLOAT64, INT64
from .quiet import quietly
from .workers import settled

ROW = 1 << 14
"""Longer rows are left to NumPy, whose pairwise sum rounds less than a dot product."""

SMALL = 1 << 10
"""Up to this size NumPy's own sum is as quick as any."""

_add = np.add.reduce
_multiply = np.multiply.reduce
_maximum = np.maximum.reduce
_minimum = np.minimum.reduce


def _wide(x):
    """The dtype in which `x` accumulates."""
    dtype = x.dtype
    return FLOAT32 if dtype == FLOAT16 else dtype


def _narrow(function, x, *args):
    """`function(x, *args)`, which may be wider, rounded to the dtype of `x`."""
    return asarray(function(x, *args), x.dtype)


@lru_cache(maxsize=64)
def _ones(size, dtype):
    ones = np.ones(size, dtype)
    ones.flags.writeable = False
    return ones


def row_sum(x):
    """Sums of the rows of a C-ordered matrix: up to 10 times as quick as NumPy's."""
    if x.shape[1] > ROW:
        return _add(x, 1)
    return settled(np.matmul, x, _ones(x.shape[1], x.dtype))


def _row_max(x):
    """Largest elements of the rows of a C-ordered matrix; `argmax` is vectorised along rows."""
    return x.reshape(x.size).take(x.argmax(1) + np.arange(0, x.size, x.shape[1]))


def _row_min(x):
    return x.reshape(x.size).take(x.argmin(1) + np.arange(0, x.size, x.shape[1]))


def _by_rows(of_rows, otherwise, x, axis, keepdims):
    """A reduction whose last axes are taken as rows where that pays; the other axes follow."""
    in_rows = x.size > SMALL and axis and axis[-1] == x.ndim - 1 and x.dtype in (FLOAT32, FLOAT64)
    kept = x.ndim
    while in_rows and kept and kept - 1 in axis:
        kept -= 1
    if not in_rows or not kept or not x.flags.c_contiguous:
        return otherwise(x, axis, _wide(x), None, keepdims)
    size = math.prod(x.shape[kept:])
    out = of_rows(x.reshape(x.size // size, size)).reshape(x.shape[:kept])
    before = axis[: len(axis) - (x.ndim - kept)]
    if before:
        out = otherwise(out, before, None, None, keepdims)
    return out.reshape(out.shape + (1,) * (x.ndim - kept)) if keepdims else out


def total(x, axis, keepdims):
    """Sum over `axis`, in float32 for float16."""
    return _by_rows(row_sum, _add, x, axis, keepdims)


def peak(x, axis, keepdims):
    """Largest element over `axis`, in float32 for float16."""
    return _by_rows(_row_max, _maximum, x, axis, keepdims)


def _lowest(x, axis, keepdims):
    return _by_rows(_row_min, _minimum, x, axis, keepdims)


def _prod(x, axis, keepdims):
    return _multiply(x, axis, _wide(x), None, keepdims)


def _mean(x, axis, keepdims):
    count = math.prod([x.shape[a] for a in axis])
    return np.divide(total(x, axis, keepdims), count)


@implements
def sum_(x, axis, keepdims):
    if x.size <= SMALL and x.dtype != FLOAT16:
        return asarray(quietly(_add, x, axis, x.dtype, None, keepdims))
    return quietly(_narrow, total, x, axis, keepdims)


@implements
def prod(x, axis, keepdims):
    return quietly(_narrow, _prod, x, axis, keepdims)


@implements
def mean(x, axis, keepdims):
    return quietly(_narrow, _mean, x, axis, keepdims)


@implements
def max_(x, axis, keepdims):
    return _narrow(peak, x, axis, keepdims)


@implements
def min_(x, axis, keepdims):
    return _narrow(_lowest, x, axis, keepdims)


@implements
def all_(x, axis, keepdims):
    return asarray(np.logical_and.reduce(x, axis, BOOL, None, keepdims))


@implements
def any_(x, axis, keepdims):
    return asarray(np.logical_or.reduce(x, axis, BOOL, None, keepdims))


@implements
def logsumexp(x, axis, keepdims):
    return quietly(_narrow, _logsumexp, x, axis, keepdims)


def _logsumexp(x, axis, keepdims):
    shift = asarray(peak(x, axis, True))
    shift = np.where(np.isfinite(shift), shift, shift.dtype.type(0))
    e = asarray(np.subtract(x, shift, dtype=_wide(x)))
    np.exp(e, out=e)
    out = np.log(total(e, axis, keepdims))
    return out + shift.reshape(np.shape(out))


@implements
def argmax(x, axis):
    return asarray(x.argmax(axis), INT64)


@implements
def argmin(x, axis):
    return asarray(x.argmin(axis), INT64)


@implements
def cumulative_sum(x, axis):
    return quietly(_narrow, np.add.accumulate, x, axis, _wide(x))


@implements
def cumulative_prod(x, axis):
    return quietly(_narrow, np.multiply.accumulate, x, axis, _wide(x))


@implements
def cumulative_max(x, axis):
    values = np.maximum.accumulate(x, axis)
    shape = [1] * x.ndim
    shape[axis] = -1
    positions = np.arange(x.shape[axis], dtype=INT64).reshape(shape)
    # NaN wins and is found again at every further NaN.
    found = np.where((x == values) | np.isnan(x), positions, 0)
    return values, np.maximum.accumulate(found, axis)
