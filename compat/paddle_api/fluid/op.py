"""Operators of static graphs by name: not provided."""

from __future__ import annotations

from compat._absent import refuse

__all__ = ["Operator"]


def Operator(*args, **kwargs):
    """Operators outside programs belong to static graphs."""
    refuse("paddle.fluid.op.Operator")
