"""Assignment to parameters."""

from ..publishing import publish

__all__ = publish(globals())
