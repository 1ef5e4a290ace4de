"""Derivatives of resampling: each map is the other's adjoint."""

from __future__ import annotations

from typing import Any

from ...table import op
from . import vjp

Ints = tuple[int, ...]


@vjp("resize", "x")
def _(g: Any, shape: Ints, method: str, coordinates: str) -> Any:
    return op.resize_grad(g, shape, method, coordinates)


@vjp("resize_grad", "g")
def _(c: Any, shape: Ints, method: str, coordinates: str) -> Any:
    return op.resize(c, shape[2:], method, coordinates)
