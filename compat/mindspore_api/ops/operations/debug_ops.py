"""Operators for looking at values and gradients."""

from ..._publish import publish

__all__ = publish(globals())
