"""The contract between the core and a backend: hook specifications, and what each of them means."""

from __future__ import annotations

from . import (
    activation,
    attention,
    communication,
    convolution,
    creation,
    ctc,
    elementwise,
    indexing,
    linalg,
    loss,
    normalization,
    optimizer,
    pooling,
    random,
    recurrent,
    reduction,
    resize,
    runtime,
    shape,
)
from .marker import (
    Array,
    Arrays,
    Primitive,
    default,
    hookimpl,
    implements,
    primitive,
    primitives_of,
)

GROUPS = (
    creation,
    elementwise,
    activation,
    reduction,
    shape,
    indexing,
    linalg,
    convolution,
    pooling,
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
PRIMITIVES: dict[str, Primitive] = {p.name: p for g in GROUPS for p in primitives_of(g)}

__all__ = [
    "GROUPS",
    "PRIMITIVES",
    "Array",
    "Arrays",
    "Primitive",
    "default",
    "hookimpl",
    "implements",
    "primitive",
]
