"""How the gradients of one variable are summed."""

from __future__ import annotations

from .. import core

__all__ = ["BackwardStrategy"]
BackwardStrategy = core.BackwardStrategy
