"""Operators between processes; in a world of one they hand on what they get."""

from ..publishing import publish

__all__ = publish(globals())
