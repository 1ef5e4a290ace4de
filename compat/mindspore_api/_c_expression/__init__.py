"""Names that the original takes from its compiled library."""

from . import typing

__all__ = ["typing"]
