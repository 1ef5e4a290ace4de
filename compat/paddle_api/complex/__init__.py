"""Functions of complex variables, which are pairs of real ones."""

from __future__ import annotations

import sys

from ..fluid.framework import ComplexVariable
from . import tensor
from .tensor import (
    elementwise_add,
    elementwise_div,
    elementwise_mul,
    elementwise_sub,
    kron,
    matmul,
    reshape,
    sum,
    trace,
    transpose,
)

__all__ = tensor.__all__
ComplexVariable._functions = sys.modules[__name__]
