"""Reverse-mode differentiation: one protocol, the tape behind it, transforms over it."""

from __future__ import annotations

from .engine import AutodiffEngine, engine, quick
from .pausing import is_paused, set_recording

__all__ = ["AutodiffEngine", "engine", "is_paused", "quick", "set_recording"]
