"""Names of the data engine's types."""

from __future__ import annotations

import numpy as np

from ...common import dtype as mstype

_NUMERIC = (
    "bool",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "float16",
    "float32",
    "float64",
)


def detype_name(data_type) -> str:
    """The engine's name of a type of MindSpore or NumPy: "bool", "int8", ..., "string"."""
    if isinstance(data_type, mstype.Type):
        if data_type == mstype.string:
            return "string"
        name = getattr(data_type, "_name", None)
        if name not in _NUMERIC:
            raise KeyError(data_type)
        return name
    kind = np.dtype(data_type)
    if kind.kind == "U":
        return "string"
    return kind.name if kind.name in _NUMERIC else "None"
