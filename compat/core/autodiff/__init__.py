"""Reverse-mode differentiation: one protocol, the tape behind it, transforms over it."""

from __future__ import annotations

from .engine import AutodiffEngine, engine

__all__ = ["AutodiffEngine", "engine"]
