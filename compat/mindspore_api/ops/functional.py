"""Functions and operator instances."""

from __future__ import annotations

from compat._absent import absent_names

from .publishing import publish

__getattr__ = absent_names("mindspore.ops.functional", __name__)
__all__ = [name for name in publish(globals()) if not name.startswith("_")]
