"""Asks the C library to keep what a tape frees.

A backward pass frees the arrays of a whole step at once, and glibc hands them back to the system;
the next step then pays for fresh pages, which costs several times the arithmetic (256x256 doubles:
375 us per operator with, 74 us without). See `benchmarks/tape.py`.
"""

from __future__ import annotations

import ctypes
import os
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # names of mallopt in glibc's malloc.h
_KEPT = 2**29
_LARGEST = 2**25  # glibc takes no more

_done = False


def keep_freed() -> bool:
    """Let up to 512 MiB of freed memory stay with the process; True where that could be asked.

    Only with glibc, and not where the environment has set limits of its own.
    """
    global _done
    if _done or not sys.platform.startswith("linux"):
        return _done
    if any(name.startswith("MALLOC_") for name in os.environ):
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return False
    _done = bool(mallopt(_TRIM_THRESHOLD, _KEPT) and mallopt(_MMAP_THRESHOLD, _LARGEST))
    return _done
