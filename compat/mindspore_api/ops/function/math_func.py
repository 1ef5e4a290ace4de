"""Functions of numbers, vectors and matrices."""

from ..._publish import publish

__all__ = publish(globals())
