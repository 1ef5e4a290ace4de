"""Operators of sparse tensors."""

from ..publishing import publish

__all__ = publish(globals())
