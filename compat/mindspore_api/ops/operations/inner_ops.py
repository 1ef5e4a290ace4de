"""Operators that MindSpore's own layers use."""

from ..publishing import publish

__all__ = publish(globals())
