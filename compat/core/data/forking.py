"""Forks at moments when no worker thread is within a library.

A child has the locks of its parent's libraries as they stood: one that another thread held (OpenCV
has such locks) stays taken for ever. So worker threads run their functions through `guarded`, and
who forks waits in `quiet` until none is within one. A thread that ends takes OpenCV's lock once
more, in C, when Python has done with it: it calls `leaving` last, and who forks waits until it is
gone.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_PATIENCE = 2.0  # seconds to wait for a function that takes long; then the fork goes ahead
_PATIENCE_ENDING = 10.0  # for a thread on its way out, which may wait for a processor

_within: dict[int, int] = {}  # thread -> depth of guarded calls
_ending: set[int] = set()  # system's numbers of threads that are on their way out
_closing = False
_forking = threading.Lock()
_door = threading.Lock()  # threads leave through it, and who forks holds it


def guarded(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """`function`, not begun while somebody forks."""

    def call(item: Any) -> Any:
        thread = threading.get_ident()
        depth = _within.get(thread, 0)
        _within[thread] = depth + 1
        while _closing and not depth:
            del _within[thread]
            time.sleep(0.0005)
            _within[thread] = 1
        try:
            return function(item)
        finally:
            if depth:
                _within[thread] = depth
            else:
                del _within[thread]

    return call


def leaving() -> None:
    """The last call of a worker thread; waits while somebody forks."""
    with _door:
        _ending.add(threading.get_native_id())


def _some_ending() -> bool:
    """True while a thread that said good-bye still exists; Linux tells, other systems do not."""
    for number in list(_ending):
        if not os.path.exists(f"/proc/self/task/{number}"):
            _ending.discard(number)
    return bool(_ending)


@contextmanager
def quiet() -> Iterator[None]:
    """Within it no other thread is in a guarded function, unless one takes too long."""
    global _closing
    with _forking:
        _closing = True
        try:
            _wait(lambda: not _others_within(), _PATIENCE)
            known = set(_ending)
            with _door:  # no thread leaves from the last look on until the fork is done
                if not _wait(lambda: not _some_ending(), _PATIENCE_ENDING):
                    _ending.difference_update(known)  # another thread has got such a number
                yield
        finally:
            _closing = False


def _others_within() -> bool:
    me = threading.get_ident()
    return any(thread != me for thread in list(_within))


def _wait(done: Callable[[], bool], patience: float) -> bool:
    deadline = time.monotonic() + patience
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.0002)
    return True


def forget() -> None:
    """In a child: its parent's threads are not here."""
    global _closing, _door, _forking
    _closing = False
    _door, _forking = threading.Lock(), threading.Lock()
    _within.clear()
    _ending.clear()
