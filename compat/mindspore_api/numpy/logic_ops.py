"""Comparisons and logic."""

from .publishing import publish

__all__ = publish(globals())
