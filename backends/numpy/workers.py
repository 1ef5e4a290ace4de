"""Work shared by the caller's thread and a few more, and the scratch memory of each of them."""

from __future__ import annotations

import ctypes
import math
import os
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import numpy as np

from . import blas

COUNT = max(1, blas.threads())
"""BLAS threads at import (OMP_NUM_THREADS or OPENBLAS_NUM_THREADS)."""
REST = 64
"""Calls after the last work of the threads here for which those of BLAS rest."""
KEPT = 1 << 25
"""Bytes of one scratch array that are kept for the next call."""

SPEED = 200.0
"""Operations in a nanosecond on one core."""
LATE = 50_000
"""Nanoseconds by which a thread that is woken starts after the caller."""

_own = threading.local()
_busy = threading.Lock()
_pool: Any = None
_helpers: list[int] = []
_left = -1
_resting = 0
_limit = threading.Lock()
_inside = 0
_allowed = COUNT


def _question():
    """`sched_getcpu`, or None where CPU affinity is not available."""
    if not hasattr(os, "sched_setaffinity"):
        return None
    try:
        return ctypes.PyDLL(None).sched_getcpu
    except (AttributeError, OSError):
        return None


_processor = _question()


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


def zeroed(name, shape, dtype, key, needed=True):
    """`scratch`, zero where the last call with a `key` of the same things left zeros.

    Callers with one key write to the same places, so only another key costs a pass over the memory.
    needed: False when the caller writes everything.

    The key vouches for the zeros, so it goes before they do and comes back after them: an interrupt
    in between leaves memory that the next call clears.
    """
    before, known = _own.__dict__.get(name), _own.__dict__.pop(f"{name} key", ())
    buffer = scratch(name, shape, dtype)
    if not needed:
        return buffer
    key = (*key, shape, dtype)
    same = len(known) == len(key) and all(a is b or a == b for a, b in zip(known, key, strict=True))
    if not (same and buffer.base is before):
        buffer.fill(0)
    _own.__dict__[f"{name} key"] = key
    return buffer


def cut(total, most):
    """Ranges of nearly equal length, none above `most`."""
    parts = max(1, -(-total // most))
    marks = [total * i // parts for i in range(parts + 1)]
    return list(pairwise(marks))


def split_even(total, most, hands):
    """The ranges of `cut`, as many for each of some threads and all of one length if possible.

    Scratch memory for ranges of one length keeps its zeros from one to the next.
    """
    if not total:
        return []
    parts = -(-total // most)
    if total >= 4 * hands:
        parts = -(-parts // hands) * hands
    exact = (n for n in range(parts, min(2 * parts, total) + 1) if total % n == 0 == n % hands)
    return cut(total, -(-total // next(exact, parts)))


def round_robin(items, hands):
    """The items dealt out to at most so many lists."""
    return [items[i::hands] for i in range(min(hands, len(items)))]


def split_uneven(total, hands, time):
    """One range for each of some threads, the longest for the caller, who starts first.

    `time` is what one thread takes for all, in nanoseconds.
    """
    first = min(total, math.ceil(total * (time + LATE * (hands - 1)) / (hands * time)))
    rest = total - first
    others = cut(rest, -(-rest // (hands - 1))) if rest else []
    return [(0, first), *((first + a, first + b) for a, b in others)]


def _start():
    """What a thread of the pool does first: no floating-point warnings come from it."""
    np.seterr(all="ignore")
    _helpers.append(threading.get_native_id())


def _part():
    """Keep the threads of the pool from the caller's processor, where the system can.

    Linux often wakes a thread on the processor of the one that wakes it, idle ones or not, and
    leaves both there for some 10 ms: two threads then take as long as one.
    """
    global _left, _processor
    here = _processor()
    if here == _left or not _helpers:
        return
    try:
        others = os.sched_getaffinity(0) - {here}
        for helper in _helpers if others else ():
            os.sched_setaffinity(helper, others)
    except OSError:  # forbidden here: leave it to the system
        _processor = None
    _left = here


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
            _pool = ThreadPoolExecutor(COUNT - 1, "compat-numpy", _start)
        alone(_shared, function, deque(items), min(most, len(items)) - 1)
    finally:
        _busy.release()


def finite(x):
    """No entry of a contiguous array is infinite or NaN; says so at times of huge ones, too."""
    flat = x.reshape(-1)
    return math.isfinite(np.dot(flat, flat))


def _shared(function, items, helpers):
    """Every thread multiplies by itself meanwhile: a product inside an item is small."""
    global _resting
    if _processor:
        _part()
    others = [_pool.submit(_drain, function, items) for _ in range(helpers)]
    try:
        _drain(function, items)
    finally:
        items.clear()
        for other in others:
            other.result()
        _resting = REST


def alone(function, *args):
    """`function(*args)` with one thread of BLAS."""
    global _inside, _allowed
    with _limit:
        if not _inside:
            _allowed = blas.threads()
            blas.use_threads(1)
        _inside += 1
    try:
        return function(*args)
    finally:
        with _limit:
            _inside -= 1
            if not _inside:
                blas.use_threads(_allowed)


def active():
    """Whether the threads here have worked lately; counts the calls."""
    global _resting
    if _resting:
        _resting -= 1
        return True
    return False


def settled(function, *args):
    """`function(*args)`, with one thread of BLAS if those here have worked lately.

    A thread of OpenBLAS stays awake for 70 ms after its part of a product and keeps a core busy;
    one of ours that wakes up meanwhile shares the core of its caller. So those of OpenBLAS serve
    programs whose work is too small for these here, and rest in the others.
    """
    return alone(function, *args) if active() else function(*args)


def _forget():
    """A forked child has none of its parent's threads."""
    global _pool, _busy, _limit, _inside, _left
    _pool, _busy, _limit = None, threading.Lock(), threading.Lock()
    _helpers.clear()
    _left = -1
    if _inside:
        _inside = 0
        blas.use_threads(_allowed)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
