"""Operators that MindSpore's own layers use."""

from ..._publish import publish

__all__ = publish(globals())
