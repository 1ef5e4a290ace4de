"""Linear algebra."""

from ..publishing import publish

__all__ = publish(globals())
