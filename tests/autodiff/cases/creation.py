"""Cases of conversions."""

from __future__ import annotations

from compat.core import op, state

from .case import add, normal


def _conversion():
    add("astype", "complex", lambda x: op.astype(x, "complex128"), normal(3))
    add("astype", "same", lambda x: op.astype(x, "float64"), normal(3))
    add("to_device", "", lambda x: op.to_device(x, state.device()), normal(3))


_conversion()
