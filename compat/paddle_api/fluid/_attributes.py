"""Attributes as the binding sees them: which C++ type a Python value becomes."""

from __future__ import annotations

import numbers

import numpy as np

from ._errors import enforce_not_met
from ._mode import in_dygraph_mode, refuse_static
from ._varbase import VarBase

_VECTOR = "std::vector<{0}, std::allocator<{0}> >"
_INTS = _VECTOR.format("int")
_SEQUENCES, _INT = frozenset((list, tuple)), frozenset((int,))


def kind(value):
    """The C++ type of a value, as error texts print it."""
    if value is None or isinstance(value, (bool, np.bool_)):
        return "bool"
    if isinstance(value, (str, bytes)):
        return "std::string"
    if isinstance(value, float):
        return "float"
    if isinstance(value, numbers.Number):
        return "int" if -(2**31) <= value < 2**31 else "long"
    if isinstance(value, (list, tuple)):
        return _vector_kind(value)
    raise RuntimeError(
        "Unable to cast Python instance to C++ type (compile in debug mode for details)"
    )


def _vector_kind(values):
    if all(isinstance(v, numbers.Number) and not isinstance(v, float) for v in values):
        return _INTS
    if all(isinstance(v, (numbers.Number, np.bool_)) for v in values):
        return _VECTOR.format("float") if any(isinstance(v, float) for v in values) else _INTS
    if all(isinstance(v, (str, bytes)) for v in values):
        return _VECTOR.format("std::string")
    if all(v is None or hasattr(type(v), "__bool__") for v in values):
        return _VECTOR.format("bool")
    raise RuntimeError(
        "Unable to cast Python instance to C++ type (compile in debug mode for details)"
    )


def ints(name, value):
    """A list of ints, or the error for another type."""
    if type(value) in _SEQUENCES and _INT.issuperset(map(type, value)):
        return list(value)
    found = kind(value)
    if found != _INTS:
        raise _mismatch(name, _INTS, found)
    return [int(v) for v in value]


def flag(name, value):
    """A bool; numbers count, other types are errors."""
    if value is True or value is False:
        return value
    found = kind(value)
    if found not in ("bool", "int", "float"):
        raise _mismatch(name, "bool", found)
    return bool(value)


def integer(name, value):
    """An int of 32 bits; a bool counts, other types are errors."""
    if type(value) is int and -(2**31) <= value < 2**31:
        return value
    found = kind(value)
    if value is None or found not in ("bool", "int"):
        raise _mismatch(name, "int", found)
    return int(value)


def number(name, value):
    """A float; a bool stays an error text's "bool"."""
    found = kind(value)
    if found == "bool" and value is not None:
        return float(value)
    if found not in ("float", "int", "long"):
        raise _mismatch(name, "float", found)
    return float(value)


def _mismatch(name, wanted, found):
    return enforce_not_met(
        f"Error: Cannot get attribute {name} by type {wanted}, its type is {found}"
    )


_INT_ONLY = frozenset((int,))


def int_list(values):
    """Ints from a list of ints and variables, or from one variable."""
    if isinstance(values, VarBase):
        return [int(v) for v in values.numpy().reshape(-1)]
    if isinstance(values, int):
        return [values]
    return list(values) if _INT_ONLY.issuperset(map(type, values)) else [int(v) for v in values]


def sizes(shape, name):
    """Extents as ints, in dygraph mode only."""
    if not in_dygraph_mode():
        refuse_static(f"paddle.fluid.layers.{name}")
    return int_list(shape)
