"""Functions with a derivative to check, by family; importing this package gathers all cases."""

from __future__ import annotations

from . import (
    activation,
    attention,
    convolution,
    creation,
    ctc,
    elementwise,
    indexing,
    linalg,
    loss,
    normalization,
    pooling,
    recurrent,
    reduction,
    resize,
    shape,
)
from .case import CASES, to_values, waves, within

FAMILIES = (
    activation,
    attention,
    convolution,
    creation,
    ctc,
    elementwise,
    indexing,
    linalg,
    loss,
    normalization,
    pooling,
    recurrent,
    reduction,
    resize,
    shape,
)
__all__ = ["CASES", "FAMILIES", "to_values", "waves", "within"]
