"""Compositions that serve where a backend has no implementation of its own."""

from __future__ import annotations

from . import (
    elementwise,
    fused,
    indexing,
    linalg,
    nn,
    random,
    recurrent,
    reduction,
    runtime,
    shape,
    update,
)

MODULES = (
    elementwise,
    reduction,
    shape,
    indexing,
    linalg,
    nn,
    fused,
    recurrent,
    update,
    random,
    runtime,
)
