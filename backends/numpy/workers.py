"""Work shared by the caller's thread and a few more, and the scratch memory of each of them."""

from __future__ import annotations

import math
import os
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from . import blas

COUNT = max(1, blas.threads())
"""Threads the products were allowed at import; OMP_NUM_THREADS and its kin decide."""
KEPT = 1 << 25
"""Bytes of one scratch array that are kept for the next call."""

_own = threading.local()
_busy = threading.Lock()
_pool = None


def scratch(name, shape, dtype):
    """An uninitialised array that belongs to this thread until it asks for the same name again."""
    size = dtype.itemsize
    for n in shape:
        size *= n
    held = _own.__dict__.get(name)
    if held is None or held.nbytes < size:
        held = np.empty(size, np.uint8)
        if size <= KEPT:
            setattr(_own, name, held)
    return np.ndarray(shape, dtype, held)


def remembered(name, shape, dtype, key):
    """`scratch`, and whether it is as the last call with a `key` of the same things left it."""
    before, known = _own.__dict__.get(name), _own.__dict__.get((name, "key"), ())
    room = scratch(name, shape, dtype)
    _own.__dict__[name, "key"] = key = (*key, shape, dtype)
    same = len(known) == len(key) and all(a is b or a == b for a, b in zip(known, key, strict=True))
    return room, same and room.base is before


def _quiet():
    """No floating-point warnings from the threads of the pool."""
    np.seterr(all="ignore")


def _drain(function, items):
    while True:
        try:
            item = items.popleft()
        except IndexError:
            return
        function(item)


def share(function, items, most=COUNT):
    """Call `function` on every item, on up to `most` threads; the order is open."""
    global _pool
    if len(items) < 2 or most < 2 or not _busy.acquire(blocking=False):
        for item in items:
            function(item)
        return
    try:
        if _pool is None:
            _pool = ThreadPoolExecutor(COUNT - 1, "compat-numpy", _quiet)
        _shared(function, deque(items), min(most, len(items)) - 1)
    finally:
        _busy.release()


def finite(x):
    """No entry of a contiguous array is infinite or NaN; says so at times of huge ones, too.

    The threads of BLAS stay out of it: they would stay awake and in the way of these here.
    """
    flat = x.reshape(-1)
    if not _busy.acquire(blocking=False):
        return math.isfinite(np.dot(flat, flat))
    before = blas.threads()
    blas.use_threads(1)
    try:
        return math.isfinite(np.dot(flat, flat))
    finally:
        blas.use_threads(before)
        _busy.release()


def _shared(function, items, helpers):
    """Every thread multiplies by itself meanwhile: a product inside an item is small."""
    before = blas.threads()
    blas.use_threads(1)
    try:
        others = [_pool.submit(_drain, function, items) for _ in range(helpers)]
        try:
            _drain(function, items)
        finally:
            items.clear()
            for other in others:
                other.result()
    finally:
        blas.use_threads(before)


def _forget():
    """A forked child has none of its parent's threads."""
    global _pool, _busy
    _pool, _busy = None, threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
