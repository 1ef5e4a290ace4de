"""The NumPy backend."""

from __future__ import annotations

from . import creation, elementwise, indexing, nn, reduction, shape

MODULES = (creation, elementwise, reduction, shape, indexing, nn)
