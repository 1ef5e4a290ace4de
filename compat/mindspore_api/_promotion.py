"""Which dtype an operator computes in when its operands differ."""

from __future__ import annotations

_ORDER = (
    "bool", "int8", "uint8", "int16", "int32", "int64", "float16", "float32", "float64",
)  # fmt: skip
_FLOATS = frozenset(("float16", "float32", "float64"))
_COMPLEX = frozenset(("complex64", "complex128"))


def _pairs() -> dict[tuple[str, str], str]:
    """The later one of the order wins; int8 with uint8 takes int16. Others do not mix."""
    found = {}
    for i, a in enumerate(_ORDER):
        for j, b in enumerate(_ORDER):
            found[a, b] = _ORDER[max(i, j)]
    found["int8", "uint8"] = found["uint8", "int8"] = "int16"
    for alone in ("uint16", "uint32", "uint64", "complex64", "complex128"):
        found[alone, alone] = alone
    return found


PAIRS = _pairs()


def of_pair(first: str, second: str) -> str | None:
    """dtype for two tensors, or None where the framework does not convert."""
    return PAIRS.get((first, second))


def of_scalar(tensor: str, scalar: object) -> str | None:
    """dtype for a tensor and a Python scalar, or None where the framework does not convert."""
    if isinstance(scalar, bool):
        return tensor
    if isinstance(scalar, int):
        return "int64" if tensor == "bool" else tensor
    if isinstance(scalar, float):
        return tensor if tensor in _FLOATS or tensor in _COMPLEX else "float32"
    if isinstance(scalar, complex):
        return tensor if tensor in _COMPLEX else None
    return None
