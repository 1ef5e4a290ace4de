"""The cases of `mindspore_nn_cases` under compat, beside what the original answers."""

from __future__ import annotations

import importlib
import json
import math
from functools import cache
from pathlib import Path

import compat

FOLDER = Path(__file__).parents[1] / "golden" / "mindspore"
# Sums of a few thousand float32 numbers and the approximations of the original's CPU kernels.
RELATIVE = 3e-5


@cache
def recorded(group: str) -> dict:
    """Case -> answer of the original."""
    return json.loads((FOLDER / f"nn_{group}.json").read_text("utf-8"))


@cache
def cases():
    """The module of cases; it imports `mindspore`."""
    compat.install("mindspore")
    try:
        return importlib.import_module("tests.oracle.mindspore_nn_cases")
    finally:
        compat.uninstall()


@cache
def found(group: str) -> dict:
    """Case -> answer of compat, as JSON would give it back."""
    return json.loads(json.dumps(getattr(cases(), group)()))


def differences(a, b, place="answer") -> list[str]:
    """Where two answers differ, in words."""
    if isinstance(b, list) and isinstance(a, list) and len(a) == len(b):
        pairs = zip(a, b, strict=True)
        return [d for i, (x, y) in enumerate(pairs) for d in differences(x, y, f"{place}[{i}]")]
    if isinstance(b, dict) and isinstance(a, dict) and a.keys() == b.keys():
        return [d for k in b for d in differences(a[k], b[k], f"{place}[{k!r}]")]
    if isinstance(b, float) and isinstance(a, (int, float)) and not isinstance(a, bool):
        near = abs(a - b) <= RELATIVE * max(0.3, abs(b))
        return [] if near or (math.isnan(a) and math.isnan(b)) else [f"{place}: {a} for {b}"]
    return [] if a == b else [f"{place}: {a!r} for {b!r}"]
