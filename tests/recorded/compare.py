"""How an answer of compat is compared with the recorded one: one comparator, one table."""

from __future__ import annotations

import re

import numpy as np

# Of the larger of the value and the root of the mean square of all values. Seven digits are on
# record, so float64 has no more than they say.
TOLERANCE = {
    "float16": 4e-3,
    "float32": 1e-4,
    "float64": 2e-6,
    "complex64": 1e-4,
    "complex128": 2e-6,
}
ARRAY = re.compile(r"(?:np )?([a-z_0-9]+)\[[\d,]*\]")


def difference(found, wanted, path="result") -> str:
    """The first place where two answers differ, in words; "" where none does."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        if list(found) != list(wanted):
            return f"{path}: {found} instead of {wanted}"
        key = next(iter(wanted))
        kind = ARRAY.fullmatch(key)
        if kind:
            return _array(found[key], wanted[key], kind.group(1), f"{path} {key}")
        return difference(found[key], wanted[key], f"{path} {key}")
    if isinstance(wanted, list) and isinstance(found, list):
        if len(found) != len(wanted):
            return f"{path}: {len(found)} entries instead of {len(wanted)}"
        pairs = enumerate(zip(found, wanted, strict=True))
        return next((d for i, (a, b) in pairs if (d := difference(a, b, f"{path}[{i}]"))), "")
    if isinstance(wanted, float) and isinstance(found, (int, float)):
        return _numbers([found], [wanted], TOLERANCE["float32"], abs(wanted), path)
    same = type(found) is type(wanted) and found == wanted
    return "" if same else f"{path}: {found} instead of {wanted}"


def _array(found, wanted, dtype, path) -> str:
    tolerance = TOLERANCE.get(dtype, 0.0)
    if isinstance(wanted, list):
        scale = _root_mean_square(wanted)
        return _numbers(found, wanted, tolerance, scale, path)
    scale = wanted["rms"] if isinstance(wanted["rms"], (int, float)) else 0.0
    sums = 10 * tolerance * max(scale, abs(_complex(wanted["sum"])))
    return (
        _numbers(found["sample"], wanted["sample"], tolerance, scale, path)
        or _numbers([found["rms"]], [wanted["rms"]], tolerance, scale, f"{path} rms")
        or _numbers([found["sum"]], [wanted["sum"]], tolerance, sums / max(tolerance, 1e-12), path)
    )


def _complex(x) -> complex:
    return complex(*map(float, x)) if isinstance(x, list) else complex(float(x))


def _root_mean_square(numbers) -> float:
    if any(
        not isinstance(x, (int, float, list)) and x not in ("nan", "inf", "-inf") for x in numbers
    ):
        return 0.0
    sizes = np.array([abs(_complex(x)) for x in numbers] or [0.0])
    sizes = sizes[np.isfinite(sizes)]
    return float(np.sqrt((sizes**2).mean())) if sizes.size else 0.0


def _numbers(found, wanted, tolerance, scale, path) -> str:
    if len(found) != len(wanted):
        return f"{path}: {len(found)} numbers instead of {len(wanted)}"
    for a, b in zip(found, wanted, strict=True):
        if a == b:
            continue
        try:
            x, y = _complex(a), _complex(b)
        except (TypeError, ValueError):
            return f"{path}: {a} instead of {b}"
        if not abs(x - y) <= tolerance * max(abs(y), scale):
            return f"{path}: {found} instead of {wanted}"
    return ""
