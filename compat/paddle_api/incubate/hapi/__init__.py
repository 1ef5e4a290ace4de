"""The high-level API, as far as 1.8.5 has it: samplers, changes of pictures."""

from __future__ import annotations

from . import distributed, vision

__all__ = ["distributed", "vision"]
