"""The core: contract, call table, differentiation, random streams. Knows no array library."""

from __future__ import annotations

from . import autodiff, compose, dtypes, errors, state
from .registry import registry
from .table import op

__all__ = ["autodiff", "compose", "dtypes", "errors", "op", "registry", "state"]
