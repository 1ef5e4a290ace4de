"""Canonical dtype names, their kind, width and limits. Promotion is the frontends' matter."""

from __future__ import annotations

from typing import NamedTuple


class Dtype(NamedTuple):
    """Facts of one dtype. `kind` is one of "bool", "int", "uint", "float", "complex"."""

    name: str
    kind: str
    bits: int
    smallest: float
    largest: float
    eps: float


def _integer(name: str, kind: str, bits: int) -> Dtype:
    if kind == "int":
        return Dtype(name, kind, bits, -(2 ** (bits - 1)), 2 ** (bits - 1) - 1, 0.0)
    return Dtype(name, kind, bits, 0, 2**bits - 1, 0.0)


def _float(name: str, kind: str, bits: int, largest: float, eps: float) -> Dtype:
    return Dtype(name, kind, bits, -largest, largest, eps)


_F32, _F64 = 3.4028234663852886e38, 1.7976931348623157e308
DTYPES: dict[str, Dtype] = {
    d.name: d
    for d in (
        Dtype("bool", "bool", 8, 0, 1, 0.0),
        *(_integer(f"int{b}", "int", b) for b in (8, 16, 32, 64)),
        *(_integer(f"uint{b}", "uint", b) for b in (8, 16, 32, 64)),
        _float("float16", "float", 16, 65504.0, 2.0**-10),
        _float("bfloat16", "float", 16, 3.3895313892515355e38, 2.0**-7),
        _float("float32", "float", 32, _F32, 2.0**-23),
        _float("float64", "float", 64, _F64, 2.0**-52),
        _float("complex64", "complex", 64, _F32, 2.0**-23),
        _float("complex128", "complex", 128, _F64, 2.0**-52),
    )
}
FLOATS = frozenset(n for n, d in DTYPES.items() if d.kind == "float")
INTEGERS = frozenset(n for n, d in DTYPES.items() if d.kind in ("int", "uint"))
DIFFERENTIABLE = frozenset(n for n, d in DTYPES.items() if d.kind in ("float", "complex"))


def kind(name: str) -> str:
    """Kind of a dtype name."""
    return DTYPES[name].kind


def is_float(name: str) -> bool:
    """True for the real floating dtypes."""
    return name in FLOATS


def is_integer(name: str) -> bool:
    """True for signed and unsigned integers, not for bool."""
    return name in INTEGERS
