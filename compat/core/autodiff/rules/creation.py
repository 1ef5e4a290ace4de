"""Derivatives of conversions and copies."""

from __future__ import annotations

from typing import Any

from ...dtypes import kind
from ...table import op
from . import Like, vjp
from .broadcast import is_complex


@vjp("astype", "x")
def _(g: Any, like: Like) -> Any:
    if kind(like.dtype) == "float" and is_complex(g):
        g = op.real(g)
    return op.astype(g, like.dtype)


@vjp("copy", "x")
def _(g: Any) -> Any:
    return g


@vjp("to_device", "x")
def _(g: Any, like: Like) -> Any:
    return op.to_device(g, like.device)
