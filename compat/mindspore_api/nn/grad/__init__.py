"""Cells that differentiate other cells."""

from ..._publish import publish

__all__ = publish(globals())
