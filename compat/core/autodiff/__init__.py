"""Reverse-mode differentiation: one protocol, the tape behind it, transforms over it."""

from __future__ import annotations

from .engine import AutodiffEngine, engine, quick

__all__ = ["AutodiffEngine", "engine", "quick"]
