"""Operators of sparse tensors."""

from ..._publish import publish

__all__ = publish(globals())
