"""Operators of control flow."""

from ..._publish import publish

__all__ = publish(globals())
