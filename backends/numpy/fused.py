"""Compositions with fewer passes over memory than the defaults, one array for all of them."""

from __future__ import annotations

import math

import numpy as np

from compat.core.contract import implements

from .dtypes import FLOAT16, FLOAT32
from .quiet import quietly

JOINED = 1024
"""Images up to this size are joined to one row; a short row costs more to start than to do."""


def _widened(x):
    return x.astype(FLOAT32) if x.dtype == FLOAT16 else x


@implements
def relu(x):
    return np.asarray(np.maximum(x, 0))


def _shifted(x, axis):
    """A new array: `x` less its largest element along `axis`."""
    return np.subtract(x, np.maximum.reduce(x, axis, None, None, True))


def _softmax(x, axis):
    out = _shifted(_widened(x), axis)
    np.exp(out, out=out)
    np.divide(out, np.add.reduce(out, axis, None, None, True), out=out)
    return out.astype(x.dtype, copy=False)


def _log_softmax(x, axis):
    out = _shifted(_widened(x), axis)
    total = np.add.reduce(np.exp(out), axis, None, None, True)
    np.subtract(out, np.log(total), out=out)
    return out.astype(x.dtype, copy=False)


@implements
def softmax(x, axis):
    return quietly(_softmax, x, axis)


@implements
def log_softmax(x, axis):
    return quietly(_log_softmax, x, axis)


def _normalised(x, weight, bias, mean, var, eps):
    wide = _widened(x)
    n, channels = x.shape[:2]
    extent = math.prod(x.shape[2:])
    dtype = wide.dtype
    scale = (weight / np.sqrt(var + eps)).astype(dtype, copy=False)
    shift = (bias - mean * scale).astype(dtype, copy=False)
    if n > 1 and extent <= JOINED:
        flat = wide.reshape(n, channels * extent)
        scale, shift = np.repeat(scale, extent), np.repeat(shift, extent)
    else:
        flat = wide.reshape(n, channels, extent)
        scale, shift = scale[:, None], shift[:, None]
    out = np.multiply(flat, scale)
    np.add(out, shift, out=out)
    return out.reshape(x.shape).astype(x.dtype, copy=False)


@implements
def batch_norm_infer(x, weight, bias, mean, var, eps):
    return quietly(_normalised, x, weight, bias, mean, var, eps)
