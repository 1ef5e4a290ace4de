"""Texts as numbers, with C's rules of where a number ends."""

from __future__ import annotations

import re

import numpy as np

from ..transforms.failure import fail

_INTEGER = re.compile(r"[ \t\n\v\f\r]*([+-]?\d+)")
_REAL = re.compile(
    r"[ \t\n\v\f\r]*([+-]?(?:0[xX](?:[0-9a-fA-F]+\.?[0-9a-fA-F]*|\.[0-9a-fA-F]+)(?:[pP][+-]?\d+)?"
    r"|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|inf(?:inity)?|nan))",
    re.IGNORECASE | re.ASCII,
)
_WIDEST = {"i": np.int64, "u": np.uint64}


def to_number(words, kind):
    """An array of the numbers that words begin with; others are refused."""
    dtype = np.dtype(kind)
    if dtype.kind in "iu":
        return np.array([_integer(word, dtype) for word in words], dtype)
    held = np.dtype("float32") if kind == "float16" else dtype
    found = np.array([_real(word, held, kind) for word in words], held)
    limit = float(np.finfo(dtype).max)
    if kind == "float16":
        for value in found[np.abs(found) > limit].tolist():
            fail(
                f"ToFloat16: value {value:f}in input data is outside of valid float16 range "
                f"[{limit:f}, {-limit:f}]."
            )
    return found.astype(dtype)


def _integer(word, dtype):
    match = _INTEGER.match(word)
    if match is None:
        what = "it is invalid" if dtype.kind == "i" else "It is invalid"
        target = "a number" if dtype.kind == "i" else "an unsigned integer"
        fail(f'ToNumber: {what} to convert "{word}" to {target}.')
    value, limits = int(match[1]), np.iinfo(dtype)
    if not limits.min <= value <= limits.max or (dtype.kind == "u" and "-" in word):
        fail(
            f"ToNumber: string input {word} will be out of bounds if cast to {dtype.name}. The "
            f"valid range is: [{limits.min}, {limits.max}]."
        )
    return value


def _real(word, dtype, kind):
    match = _REAL.match(word)
    if match is None:
        fail(f'ToNumber: it is invalid to convert "{word}" to an unsigned integer.')
    digits = match[1].lower()
    value = float.fromhex(digits) if "x" in digits else float(digits)
    if digits.lstrip("+-")[0] in "in":
        held, lost = value, False
    else:
        with np.errstate(over="ignore"):
            held = float(dtype.type(value))
        # C refuses numbers that are too large, or so small that they vanish.
        tiny = abs(held) < float(np.finfo(dtype).tiny)
        lost = tiny and any(c in "123456789" for c in digits.partition("e")[0])
    limit = float(np.finfo(dtype).max)
    if (abs(held) > limit and kind != "float16") or lost:
        fail(
            f"ToNumber: string input {word} will be out of bounds if cast to {kind}. The valid "
            f"range is: [{-limit:f}, {limit:f}]."
        )
    return value
