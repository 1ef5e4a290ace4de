"""Floating-point errors without warnings, the caller's own NumPy error state left alone.

Since NumPy 2 the error state is a context variable. Entering a context that has it set to "ignore"
costs 25 ns; `np.errstate` costs 800. A context can be entered once at a time: a second thread (or a
finaliser) that comes in meanwhile gets RuntimeError from `run` and takes the slow way.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import Context
from typing import Any

import numpy as np
from numpy import asarray

_context = Context()
_context.run(np.seterr, all="ignore")
run = _context.run
"""`quietly` for one thread at a time: RuntimeError where another one is inside."""


def quietly(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """`function(*args, **kwargs)` without floating-point warnings."""
    try:
        return run(function, *args, **kwargs)
    except RuntimeError:
        with np.errstate(all="ignore"):
            return function(*args, **kwargs)


def quiet_unary(ufunc: np.ufunc) -> Callable[[Any], Any]:
    """`ufunc` of one array, returning an array: 0-d results of NumPy decay to scalars."""

    def call(x: Any) -> Any:
        try:
            return asarray(run(ufunc, x))
        except RuntimeError:
            return asarray(quietly(ufunc, x))

    return call


def quiet_binary(ufunc: np.ufunc) -> Callable[[Any, Any], Any]:
    """`ufunc` of two arrays, or of one and a Python scalar, returning an array."""

    def call(x1: Any, x2: Any) -> Any:
        try:
            return asarray(run(ufunc, x1, x2))
        except RuntimeError:
            return asarray(quietly(ufunc, x1, x2))

    return call
