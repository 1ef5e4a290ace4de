"""Operators that make, reshape, join, index and order tensors."""

from ..publishing import publish

__all__ = publish(globals())
