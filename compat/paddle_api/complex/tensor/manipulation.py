"""Shapes of complex variables."""

from __future__ import annotations

from ...fluid import layers
from ..helper import complex_variable_exists, each

__all__ = ["reshape", "transpose"]


def reshape(x, shape, inplace=False, name=None):
    """`x` under another shape; with `inplace` it is `x` that changes."""
    complex_variable_exists([x], "reshape")
    found = each(x, lambda part: layers.reshape(part, shape))
    if not inplace:
        return found
    x.real._take(found.real)
    x.imag._take(found.imag)
    return x


def transpose(x, perm, name=None):
    """Axes in the order `perm`."""
    complex_variable_exists([x], "transpose")
    return each(x, lambda part: layers.transpose(part, perm))
