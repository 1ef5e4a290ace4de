"""Compositions that serve where a backend has no implementation of its own."""

from __future__ import annotations

from . import (
    activation,
    attention,
    communication,
    creation,
    ctc,
    elementwise,
    indexing,
    linalg,
    loss,
    normalization,
    optimizer,
    random,
    recurrent,
    reduction,
    resize,
    runtime,
    shape,
)

MODULES = (
    creation,
    elementwise,
    activation,
    reduction,
    shape,
    indexing,
    linalg,
    resize,
    normalization,
    loss,
    ctc,
    recurrent,
    attention,
    random,
    optimizer,
    communication,
    runtime,
)
