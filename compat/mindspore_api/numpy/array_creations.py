"""Making arrays."""

from .publishing import publish

__all__ = publish(globals())
