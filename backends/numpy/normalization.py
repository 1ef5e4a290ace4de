"""Batch normalisation in blocks of a batch: three passes over memory forward, three backward.

Short rows are what costs on NumPy: a broadcast over (N, C, 16) starts an inner loop every 16
elements. Such images are therefore joined to rows of C * L elements, and the values per channel
repeated L times to meet them.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from compat.core.contract import implements

from .dtypes import FLOAT16, FLOAT32
from .quiet import quietly
from .reduction import row_sum

BLOCK = 1 << 16
"""Elements of a block; two float32 blocks and their scratch take 768 KiB."""
JOINED = 1 << 12
"""Images up to this size are joined to rows."""


def _widened(x):
    return x.astype(FLOAT32) if x.dtype == FLOAT16 else x


class _Layout:
    """`x` (N, C, ...) as rows: (N, C * L) where images are small, else (N, C, L)."""

    def __init__(self, x):
        n, self.channels = x.shape[:2]
        self.size = math.prod(x.shape[2:])
        self.joined = n > 1 and self.size <= JOINED
        rest = (self.channels * self.size,) if self.joined else (self.channels, self.size)
        self.shape = (n, *rest)
        self.dots = "nk,nk->k" if self.joined else "ncl,ncl->c"
        step = max(1, BLOCK // max(math.prod(rest), 1))
        self.blocks = [slice(i, i + step) for i in range(0, n, step)]
        self.scratch = np.empty((min(n, step), *rest), x.dtype)

    def spread(self, v):
        """One value per channel, shaped to meet the rows."""
        if not self.joined:
            return v[:, None]
        return v if self.size == 1 else np.repeat(v, self.size)

    def covariance(self, x, mean, g):
        """Per channel the sum of `(x - mean) * g`, or of the square; x and g as rows."""
        mean = self.spread(mean)
        total: Any = None
        for block in self.blocks:
            piece = x[block]
            centred = np.subtract(piece, mean, out=self.scratch[: len(piece)])
            part = np.einsum(self.dots, centred, centred if g is None else g[block])
            total = part if total is None else np.add(total, part, out=total)
        if self.joined and self.size > 1:
            total = row_sum(total.reshape(self.channels, self.size))
        return total

    def total(self, x):
        """Per channel the sum of the rows `x`."""
        n = self.shape[0]
        if self.size == 1:
            return np.add.reduce(x.reshape(n, self.channels), 0)
        sums = row_sum(x.reshape(n * self.channels, self.size))
        return np.add.reduce(sums.reshape(n, self.channels), 0)

    def affine(self, x, scale, shift):
        """`x * scale + shift` per channel, a new array of rows."""
        scale, shift = self.spread(scale), self.spread(shift)
        out = np.empty(self.shape, x.dtype)
        for block in self.blocks:
            np.multiply(x[block], scale, out=out[block])
            np.add(out[block], shift, out=out[block])
        return out


def _train(x, weight, bias, eps):
    wide = _widened(x)
    layout = _Layout(wide)
    rows = wide.reshape(layout.shape)
    kind = wide.dtype.type
    number = kind(layout.shape[0] * layout.size)
    mean = layout.total(rows) / number
    var = layout.covariance(rows, mean, None) / number
    scale = weight.astype(kind) / np.sqrt(var + kind(eps))
    out = layout.affine(rows, scale, bias.astype(kind) - mean * scale)
    return out.reshape(x.shape).astype(x.dtype, copy=False), mean, var


def _infer(x, weight, bias, mean, var, eps):
    wide = _widened(x)
    layout = _Layout(wide)
    kind = wide.dtype.type
    scale = (weight / np.sqrt(var + kind(eps))).astype(kind)
    shift = (bias - mean * scale).astype(kind)
    out = layout.affine(wide.reshape(layout.shape), scale, shift)
    return out.reshape(x.shape).astype(x.dtype, copy=False)


def _grad(g, x, weight, mean, var, eps):
    wide = _widened(x)
    layout = _Layout(wide)
    rows, g_rows = wide.reshape(layout.shape), _widened(g).reshape(layout.shape)
    kind = wide.dtype.type
    number = kind(layout.shape[0] * layout.size)
    inverse = 1 / np.sqrt(var + kind(eps))
    of_bias = layout.total(g_rows)
    of_weight = layout.covariance(rows, mean, g_rows) * inverse
    # of_x = scale * (g - of_bias / number - (x - mean) * inverse * of_weight / number)
    scale = weight.astype(kind) * inverse
    slope = -scale * inverse * of_weight / number
    shift = -scale * of_bias / number - slope * mean
    of_x = layout.affine(rows, slope, shift)
    scale = layout.spread(scale)
    for block in layout.blocks:
        piece = of_x[block]
        scaled = np.multiply(g_rows[block], scale, out=layout.scratch[: len(piece)])
        np.add(piece, scaled, out=piece)
    of_x = of_x.reshape(x.shape).astype(x.dtype, copy=False)
    return of_x, of_weight.astype(weight.dtype), of_bias.astype(weight.dtype)


@implements
def batch_norm_train(x, weight, bias, eps):
    return quietly(_train, x, weight, bias, eps)


@implements
def batch_norm_grad(g, x, weight, mean, var, eps):
    return quietly(_grad, g, x, weight, mean, var, eps)


@implements
def batch_norm_infer(x, weight, bias, mean, var, eps):
    return quietly(_infer, x, weight, bias, mean, var, eps)
