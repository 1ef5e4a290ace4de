"""Operators that make, reshape, join, index and order tensors."""

from ..._publish import publish

__all__ = publish(globals())
