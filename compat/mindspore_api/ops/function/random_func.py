"""Random numbers."""

from ..publishing import publish

__all__ = publish(globals())
