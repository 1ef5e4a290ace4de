"""Shapes, joining, splitting, picking."""

from .._publish import publish

__all__ = publish(globals())
