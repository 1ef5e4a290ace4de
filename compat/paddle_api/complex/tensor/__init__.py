"""Functions of complex variables."""

from __future__ import annotations

from . import linalg, manipulation, math
from .linalg import matmul
from .manipulation import reshape, transpose
from .math import (
    elementwise_add,
    elementwise_div,
    elementwise_mul,
    elementwise_sub,
    kron,
    sum,
    trace,
)

__all__ = [*math.__all__, *manipulation.__all__, *linalg.__all__]
