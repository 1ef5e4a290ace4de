"""The NumPy backend."""

from __future__ import annotations

from . import (
    activation,
    convolution,
    creation,
    elementwise,
    indexing,
    linalg,
    normalization,
    optimizer,
    pooling,
    recurrent,
    reduction,
    resize,
    runtime,
    shape,
)
from .communication import communication

MODULES = (
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
    recurrent,
    optimizer,
    communication,
    runtime,
)
