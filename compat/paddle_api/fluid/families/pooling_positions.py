"""Largest elements of windows with the positions they came from."""

from __future__ import annotations

import itertools
import math

import numpy as np

from compat.core import op

from .._operands import constant, like, part, raw, take
from .._registry import operator
from .._varbase import wrap


@operator(outputs=("Out", "Mask"))
def max_pool_with_index_op(x, ksize=(1, 1), **options):
    """(largest elements, their int32 places in the flat plane) of windows that share `x` evenly.

    As in Paddle a NaN is passed over, and a window without a number has the place -1.
    """
    value = take(x, f"max_pool{len(ksize)}d_with_index")
    lowest = float(np.finfo(op.dtype_of(value)).min)
    numbers = op.equal(raw(value), raw(value))
    value = op.where(numbers, value, like(raw(value), lowest))
    extents = op.shape_of(value)[2:]
    found = [_window(value, extents, bounds) for bounds in _windows(extents, ksize)]
    shape = (*op.shape_of(value)[:2], *ksize)
    largest = op.reshape(op.concat([v for v, _ in found], 2), shape)
    places = op.reshape(op.concat([p for _, p in found], 2), shape)
    some = op.greater(raw(largest), constant(largest, lowest))
    places = op.where(some, places, like(places, -1))
    return wrap(largest), wrap(op.astype(places, "int32"))


def _windows(extents, counts):
    """For each window the pairs of begin and end on all axes."""
    sides = [
        [(i * n // count, -(-(i + 1) * n // count)) for i in range(count)]
        for n, count in zip(extents, counts, strict=True)
    ]
    return itertools.product(*sides)


def _window(value, extents, bounds):
    """The largest element of one window and its place, both (N, C, 1)."""
    for axis, (begin, end) in enumerate(bounds, start=2):
        value = part(value, axis, begin, end)
    flat = op.reshape(value, (*op.shape_of(value)[:2], math.prod(e - b for b, e in bounds)))
    best = op.reshape(op.argmax(raw(flat), 2), (*op.shape_of(value)[:2], 1))
    grid = np.arange(math.prod(extents)).reshape(extents)
    own = grid[tuple(slice(b, e) for b, e in bounds)].reshape(-1)
    places = op.take(op.asarray(own, "int64", op.device_of(raw(flat))), best, 0)
    return op.take_along_axis(flat, best, 2), places
