"""Operators of images."""

from ..publishing import publish

__all__ = publish(globals())
