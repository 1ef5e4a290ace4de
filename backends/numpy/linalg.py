"""Linear algebra. float16 is computed in float32 and rounded once."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from compat.core.contract import implements

from .dtypes import FLOAT16, FLOAT32
from .quiet import quietly, run
from .workers import COUNT, SPEED, active, alone, settled, share, split_uneven

HALF = FLOAT16.num


ENTRIES = 1 << 13
"""Entries of both matrices up to which OpenBLAS mostly works with one thread."""
WORTH = 20_000_000
"""Multiplications that make up for handing half of them over."""


def _large(x1, x2):
    """A product that several threads may take part in, those of BLAS or the backend's own."""
    rows, columns = x1.shape[0], x2.shape[1]
    if x1.shape[1] == 1:  # the gradient of a weight for one row: BLAS takes seven times as long
        return np.multiply(x1, x2, out=np.empty((rows, columns), np.result_type(x1, x2)))
    if not active():
        return np.matmul(x1, x2)
    if x1.size * columns < WORTH:
        return alone(np.matmul, x1, x2)
    out = np.empty((rows, columns), np.result_type(x1, x2))
    time = 2 * x1.size * columns / SPEED
    parts = [slice(a, b) for a, b in split_uneven(max(rows, columns), COUNT, time)]
    if rows < columns:
        share(lambda part: np.matmul(x1, x2[:, part], out=out[:, part]), parts)
    else:
        share(lambda part: np.matmul(x1[part], x2, out=out[part]), parts)
    return out


def _multiplied(x1, x2):
    if x1.dtype == FLOAT16:
        return np.matmul(x1.astype(FLOAT32), x2.astype(FLOAT32)).astype(FLOAT16)
    if x2.ndim == 2 and x1.ndim > 2:
        # One large product instead of one for every leading index.
        shape = x1.shape
        rows = x1.reshape(math.prod(shape[:-1]), shape[-1])
        return np.matmul(rows, x2).reshape(*shape[:-1], x2.shape[1])
    return np.matmul(x1, x2)


_product = np.matmul


@implements
def matmul(x1, x2):
    if x1.ndim == 2 == x2.ndim and x1.dtype.num != HALF:
        function = _product if x1.size + x2.size < ENTRIES else _large
        try:
            return run(function, x1, x2)
        except RuntimeError:  # another thread is inside; see `quiet`
            return quietly(function, x1, x2)
    return quietly(settled, _multiplied, x1, x2)


@implements
def cholesky(x):
    return quietly(np.linalg.cholesky, x)


@implements
def solve(a, b):
    return quietly(np.linalg.solve, a, b)


@implements
def inv(x):
    return quietly(np.linalg.inv, x)


@implements
def slogdet(x):
    sign, logarithm = quietly(np.linalg.slogdet, x)
    return np.asarray(sign), np.asarray(logarithm)


@implements
def qr(x, mode):
    q, r = quietly(np.linalg.qr, x, mode)
    return q, r


@cache
def _solve_triangular():
    """SciPy's linear algebra: 0.1 s to import, which most programs never need."""
    from scipy.linalg import solve_triangular

    return solve_triangular


@implements
def triangular_solve(a, b, lower, transpose, unit_diagonal):
    batch = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    left = np.broadcast_to(a, batch + a.shape[-2:])
    right = np.broadcast_to(b, batch + b.shape[-2:])
    solved = _solve_triangular()
    out = np.empty(right.shape, np.result_type(a, b))
    for i in np.ndindex(batch):
        out[i] = solved(left[i], right[i], int(transpose), lower, unit_diagonal, check_finite=False)
    return out


@implements
def svd(x, full_matrices):
    u, s, vh = quietly(np.linalg.svd, x, full_matrices)
    return u, s, vh


@implements
def eigh(x):
    values, vectors = quietly(np.linalg.eigh, x)
    return values, vectors


@implements
def fft(x, n, axis):
    return np.fft.fft(x, n, axis)


@implements
def ifft(x, n, axis):
    return np.fft.ifft(x, n, axis)


@implements
def rfft(x, n, axis):
    return np.fft.rfft(x, n, axis)


@implements
def irfft(x, n, axis):
    return np.fft.irfft(x, n, axis)
