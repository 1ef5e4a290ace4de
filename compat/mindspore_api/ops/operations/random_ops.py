"""Operators that draw."""

from ..._publish import publish

__all__ = publish(globals())
