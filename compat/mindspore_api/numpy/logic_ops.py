"""Comparisons and logic."""

from .._publish import publish

__all__ = publish(globals())
