"""Operators of neural networks."""

from ..publishing import publish

__all__ = publish(globals())
