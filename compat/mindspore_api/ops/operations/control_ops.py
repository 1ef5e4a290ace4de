"""Operators of control flow."""

from ..publishing import publish

__all__ = publish(globals())
