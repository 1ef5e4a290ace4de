"""Resampling to given sizes, one axis after the other, and its adjoint."""

from __future__ import annotations

from functools import lru_cache
from math import prod

import numpy as np

from compat.core.contract import implements

from .quiet import quietly

CUBIC = np.float32(-0.75)
LONGEST = 512
"""Extent of the input up to which its adjoint is a product with a matrix."""


def positions(size_in, size_out, coordinates):
    """Where each output position reads, in float32."""
    i = np.arange(size_out, dtype=np.float32)
    if coordinates == "align_corners":
        return i * np.float32((size_in - 1) / (size_out - 1) if size_out > 1 else 0.0)
    ratio = np.float32(size_in / size_out)
    if coordinates == "asymmetric":
        return i * ratio
    return (i + np.float32(0.5)) * ratio - np.float32(0.5)


def nearest(size_in, size_out, coordinates):
    """Indices read by method "nearest"."""
    p = positions(size_in, size_out, coordinates)
    if coordinates == "half_pixel":
        p = (np.arange(size_out, dtype=np.float32) + np.float32(0.5)) * np.float32(
            size_in / size_out
        )
    if coordinates == "align_corners":
        p = p + np.float32(0.5)
    return np.clip(np.floor(p).astype(np.int64), 0, size_in - 1)


def linear(size_in, size_out, coordinates):
    """The two neighbours of every position, with their weights."""
    p = np.clip(positions(size_in, size_out, coordinates), 0, size_in - 1)
    low = np.floor(p).astype(np.int64)
    part = p - low.astype(np.float32)
    return [(low, 1 - part), (np.minimum(low + 1, size_in - 1), part)]


def cubic(size_in, size_out, coordinates):
    """The four neighbours of every position, with Keys' weights."""
    p = positions(size_in, size_out, coordinates)
    low = np.floor(p)
    part = p - low

    def near(t):
        return ((CUBIC + 2) * t - (CUBIC + 3)) * t * t + 1

    def far(t):
        return ((CUBIC * t - 5 * CUBIC) * t + 8 * CUBIC) * t - 4 * CUBIC

    weights = (far(part + 1), near(part), near(1 - part), far(2 - part))
    low = low.astype(np.int64)
    return [(np.clip(low + k - 1, 0, size_in - 1), w) for k, w in enumerate(weights)]


@lru_cache(maxsize=256)
def taps(size_in, size_out, method, coordinates):
    """Pairs of indices (never decreasing) and weights that make up one axis of the result."""
    if method == "nearest":
        return [(nearest(size_in, size_out, coordinates), None)]
    return (linear if method == "linear" else cubic)(size_in, size_out, coordinates)


def along(weights, axis, rank, dtype):
    """Weights of one axis, ready to multiply an array of `rank`."""
    return weights.astype(dtype).reshape([-1 if a == axis else 1 for a in range(rank)])


def wide(dtype):
    return np.dtype(np.float32) if dtype == np.float16 else dtype


def read(x, axis, parts):
    """One axis resampled."""
    result = None
    for indices, weights in parts:
        term = np.take(x, indices, axis=axis)
        if weights is not None:
            term *= along(weights, axis, x.ndim, x.dtype)
        result = term if result is None else np.add(result, term, out=result)
    return result


def spread(g, axis, size, parts):
    """Adjoint of `read`, term by term."""
    out = np.zeros((*g.shape[:axis], size, *g.shape[axis + 1 :]), g.dtype)
    for indices, weights in parts:
        term = g if weights is None else g * along(weights, axis, g.ndim, g.dtype)
        targets, starts = np.unique(indices, return_index=True)
        out[(slice(None),) * axis + (targets,)] += np.add.reduceat(term, starts, axis=axis)
    return out


@lru_cache(maxsize=128)
def matrix(size_in, size_out, method, coordinates, dtype):
    """What one axis of `resize` multiplies by, (size_out, size_in)."""
    weights = np.zeros((size_out, size_in), dtype)
    rows = np.arange(size_out)
    for indices, part in taps(size_in, size_out, method, coordinates):
        np.add.at(weights, (rows, indices), 1 if part is None else part.astype(dtype))
    return weights


def multiplied(g, axis, weights):
    """`spread` as one product, for images that are not too large."""
    if axis == g.ndim - 1:
        return g @ weights
    shape = (*g.shape[:axis], weights.shape[1], *g.shape[axis + 1 :])
    flat = g.reshape(prod(g.shape[:axis]), g.shape[axis], -1)
    return (weights.T @ flat).reshape(shape)


def changed(space_in, space_out, method, coordinates):
    """Axes that are not left as they are, with their parts."""
    for axis, (n, m) in enumerate(zip(space_in, space_out, strict=True), start=2):
        if n != m:
            yield axis, n, taps(n, m, method, coordinates)


@implements
def resize(x, size, method, coordinates):
    if 0 in x.shape[:2]:
        return np.zeros((*x.shape[:2], *size), x.dtype)
    return quietly(resized, x, size, method, coordinates).astype(x.dtype, copy=False)


def resized(x, size, method, coordinates):
    """`resize` in the dtype it computes in."""
    y = x.astype(wide(x.dtype), copy=False)
    for axis, _, parts in changed(x.shape[2:], size, method, coordinates):
        y = read(y, axis, parts)
    return y


@implements
def resize_grad(g, input_shape, method, coordinates):
    if 0 in g.shape:
        return np.zeros(input_shape, g.dtype)
    return quietly(gathered, g, input_shape, method, coordinates).astype(g.dtype, copy=False)


def gathered(g, input_shape, method, coordinates):
    """`resize_grad` in the dtype it computes in."""
    start = g.astype(wide(g.dtype), copy=False)
    changes = list(changed(input_shape[2:], g.shape[2:], method, coordinates))
    if all(n <= LONGEST for _, n, _ in changes) and start.dtype.kind == "f":
        out = start
        for axis, n, _ in changes:
            key = (n, g.shape[axis], method, coordinates, start.dtype)
            out = multiplied(out, axis, matrix(*key))
        if np.isfinite(out).all():
            return out
    # A factor of 0 would have spread infinities to where they do not belong.
    out = start
    for axis, n, parts in changes:
        out = spread(out, axis, n, parts)
    return out
