"""Operators that draw."""

from ..publishing import publish

__all__ = publish(globals())
