"""The NumPy backend."""

from __future__ import annotations

from . import (
    creation,
    elementwise,
    fused,
    indexing,
    linalg,
    nn,
    normalization,
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
    normalization,
    update,
    runtime,
)
