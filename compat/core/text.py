"""Values as the texts of the originals show them, which were written with NumPy 1."""

from __future__ import annotations

from typing import Any


def plain(value: Any) -> Any:
    """A tuple or list with its NumPy scalars as numbers: `(1, 2)`, not `(np.int64(1), 2)`."""
    if type(value) in (tuple, list):
        return type(value)(map(plain, value))
    if type(value).__module__ == "numpy" and getattr(value, "ndim", None) == 0:
        return value.item()
    return value


def class_name(value: Any) -> str:
    """Name of the class of a value, "bool_" for NumPy's bool."""
    name = type(value).__name__
    return "bool_" if name == "bool" and type(value) is not bool else name


def class_text(value: Any) -> str:
    """`str` of the class of a value; NumPy 2 calls `numpy.bool_` otherwise."""
    return str(type(value)).replace("'numpy.bool'", "'numpy.bool_'")
