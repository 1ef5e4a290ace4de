"""Compositions that serve where a backend has no implementation of its own."""

from __future__ import annotations

from . import (
    creation,
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
    creation,
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
