"""Operators of assignment, order and types."""

from ..publishing import publish

__all__ = publish(globals())
