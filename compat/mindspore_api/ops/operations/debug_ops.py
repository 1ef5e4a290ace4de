"""Operators for looking at values and gradients."""

from ..publishing import publish

__all__ = publish(globals())
