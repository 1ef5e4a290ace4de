"""Functions applied along an axis."""

from ..._publish import publish

__all__ = publish(globals())
