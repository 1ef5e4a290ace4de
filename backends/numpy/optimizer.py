"""Optimiser steps in place, a block at a time: every pass but the first finds its data in cache."""

from __future__ import annotations

import numpy as np

from compat.core.contract import implements

from .quiet import quietly

BLOCK = 1 << 15
"""Elements of a block: five float32 arrays of it take 640 KiB."""


def _owned(x):
    """`x`, or a copy where it cannot be written to, such as a broadcast view."""
    return x if x.flags.writeable else x.copy()


def _blocked(step, arrays, rates):
    """`step(*pieces, scratch, *rates)` for consecutive pieces of `arrays`, all of one shape."""
    first = arrays[0]
    size = first.size
    if size <= BLOCK or not all(x.flags.c_contiguous for x in arrays):
        step(*arrays, np.empty(first.shape, first.dtype), *rates)
        return
    flat = [x.reshape(size) for x in arrays]
    scratch = np.empty(BLOCK, first.dtype)
    for start in range(0, size, BLOCK):
        pieces = [x[start : start + BLOCK] for x in flat]
        step(*pieces, scratch[: pieces[0].size], *rates)


def _sgd(p, g, t, lr):
    np.multiply(g, lr, out=t)
    np.subtract(p, t, out=p)


def _momentum(p, m, g, t, lr, momentum):
    np.multiply(m, momentum, out=m)
    np.add(m, g, out=m)
    np.multiply(m, lr, out=t)
    np.subtract(p, t, out=p)


def _nesterov(p, m, g, t, lr, momentum):
    np.multiply(m, momentum, out=m)
    np.add(m, g, out=m)
    np.multiply(m, momentum, out=t)
    np.add(t, g, out=t)
    np.multiply(t, lr, out=t)
    np.subtract(p, t, out=p)


def _adam(p, m, v, g, t, lr, rest1, rest2, eps):
    np.subtract(g, m, out=t)
    np.multiply(t, rest1, out=t)
    np.add(m, t, out=m)
    np.multiply(g, g, out=t)
    np.subtract(t, v, out=t)
    np.multiply(t, rest2, out=t)
    np.add(v, t, out=v)
    np.sqrt(v, out=t)
    np.add(t, eps, out=t)
    np.divide(m, t, out=t)
    np.multiply(t, lr, out=t)
    np.subtract(p, t, out=p)


@implements
def sgd_update(p, g, lr):
    p = _owned(p)
    quietly(_blocked, _sgd, (p, g), (lr,))
    return p


@implements
def momentum_update(p, m, g, lr, momentum, nesterov):
    p, m = _owned(p), _owned(m)
    quietly(_blocked, _nesterov if nesterov else _momentum, (p, m, g), (lr, momentum))
    return p, m


@implements
def adam_update(p, m, v, g, lr, beta1, beta2, eps):
    p, m, v = _owned(p), _owned(m), _owned(v)
    quietly(_blocked, _adam, (p, m, v, g), (lr, 1.0 - beta1, 1.0 - beta2, eps))
    return p, m, v


def _blend(p, x, t, keep, gain):
    np.multiply(x, gain, out=t)
    np.multiply(p, keep, out=p)
    np.add(p, t, out=p)


@implements
def blend_update(p, x, keep, gain):
    p = _owned(p)
    quietly(_blocked, _blend, (p, x), (keep, gain))
    return p
