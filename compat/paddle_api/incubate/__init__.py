"""Parts of Paddle that were still to grow up."""

from __future__ import annotations

from . import hapi

__all__ = ["hapi"]
