"""The high-level API, as far as 1.8.5 has it: samplers for several processes."""

from __future__ import annotations

from . import distributed

__all__ = ["distributed"]
