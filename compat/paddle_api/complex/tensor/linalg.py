"""Products of complex matrices."""

from __future__ import annotations

from ...fluid import layers
from ..helper import complex_variable_exists, product

__all__ = ["matmul"]


def matmul(x, y, transpose_x=False, transpose_y=False, alpha=1.0, name=None):
    """Matrix product of the last two axes."""
    complex_variable_exists([x, y], "matmul")
    return product(x, y, lambda u, v: layers.matmul(u, v, transpose_x, transpose_y, alpha))
