"""Operators of assignment, order and types."""

from ..._publish import publish

__all__ = publish(globals())
