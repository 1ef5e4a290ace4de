"""Mathematical functions."""

from .publishing import publish

__all__ = publish(globals())
