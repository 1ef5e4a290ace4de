"""The NumPy backend."""

from __future__ import annotations

from . import creation, elementwise, indexing, linalg, nn, reduction, runtime, shape

MODULES = (creation, elementwise, reduction, shape, indexing, linalg, nn, runtime)
