"""Functions applied along an axis."""

from ..publishing import publish

__all__ = publish(globals())
