"""Functions of neural networks."""

from ..._publish import publish

__all__ = publish(globals())
