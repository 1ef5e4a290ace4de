"""Optimiser steps in place, a block at a time: every pass but the first finds its data in cache."""

from __future__ import annotations

import numpy as np

from compat.core.contract import implements

from . import blas
from .quiet import quietly
from .workers import COUNT, scratch, share

BLOCK = 1 << 15
"""Elements of a block: five float32 arrays of it take 640 KiB."""
SHARED = 1 << 18
"""Elements of a block of several threads, which lose the interpreter to each other at its calls."""
WORTH = 1 << 21
"""Elements from which the bandwidth of more threads pays: Adam 47 to 32 ms, momentum 18 to 12 ms
for 38 million on two cores."""
PANEL = 64
"""Rows of a gradient in another order that are turned at once: 19 ms for 38 million elements where
an assignment takes 235."""


def _owned(x):
    """`x`, or a copy where it cannot be written to, such as a broadcast view."""
    return x if x.flags.writeable else x.copy()


def _blocked(step, arrays, rates):
    """`step(*pieces, scratch, *rates)` for consecutive pieces of `arrays`, all of one shape."""
    first = arrays[0]
    if first.size <= BLOCK:
        step(*arrays, np.empty(first.shape, first.dtype), *rates)
    elif all(x.flags.c_contiguous for x in arrays):
        _in_blocks(step, [x.reshape(first.size) for x in arrays], rates)
    elif _is_turned(arrays[-1]) and all(x.flags.c_contiguous for x in arrays[:-1]):
        _in_panels(step, arrays, rates)
    else:
        step(*arrays, np.empty(first.shape, first.dtype), *rates)


def _in_blocks(step, flat, rates):
    """`step` for pieces of arrays with one axis, on several threads where these pay."""
    size, dtype = flat[0].size, flat[0].dtype
    block = _block(size)

    def run(start):
        pieces = [x[start : start + block] for x in flat]
        step(*pieces, scratch("optimizer", pieces[0].shape, dtype), *rates)

    share(run, range(0, size, block), COUNT if block == SHARED else 1)


def _block(size):
    return SHARED if COUNT > 1 and size >= WORTH else BLOCK


def _is_turned(x):
    """Whether the columns of a matrix are contiguous, as in the gradient of `x @ w.T`."""
    return x.ndim == 2 and x.flags.f_contiguous


def _in_panels(step, arrays, rates):
    """`step` for some rows at a time, those of the last array copied into the usual order."""
    *others, turned = arrays
    whole = _block(turned.size)

    def run(start):
        rows = slice(start, start + PANEL)
        panel = scratch("panel", turned[rows].shape, turned.dtype)
        blas.turn(turned[rows].T, panel)
        pieces = [*(x[rows].reshape(-1) for x in others), panel.reshape(-1)]
        for first in range(0, panel.size, whole):
            block = [x[first : first + whole] for x in pieces]
            step(*block, scratch("optimizer", block[0].shape, block[0].dtype), *rates)

    share(run, range(0, len(turned), PANEL), COUNT if whole == SHARED else 1)


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
