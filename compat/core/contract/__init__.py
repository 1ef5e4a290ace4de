"""The contract between the core and a backend: hook specifications, and what each of them means."""

from __future__ import annotations

from . import (
    creation,
    elementwise,
    fused,
    indexing,
    linalg,
    nn,
    random,
    reduction,
    runtime,
    shape,
    update,
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
    reduction,
    shape,
    indexing,
    linalg,
    nn,
    fused,
    update,
    random,
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
