"""Shapes, joining, splitting, picking."""

from .publishing import publish

__all__ = publish(globals())
