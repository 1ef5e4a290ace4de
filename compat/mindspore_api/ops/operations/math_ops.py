"""Operators of numbers, vectors and matrices."""

from ..publishing import publish

__all__ = publish(globals())
