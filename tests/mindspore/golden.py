"""Recorded results of MindSpore 2.0.0 and how they are compared."""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path

import compat.mindspore_api as ms

from ..oracle import mindspore_cases as cases

FOLDER = Path(__file__).parents[1] / "golden" / "mindspore"
TOLERANCE = {"Float16": 2e-3, "Float32": 2e-6, "Float64": 1e-12}


@cache
def recorded(name: str) -> dict:
    """The content of a file."""
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


def evaluate(expression: str, names) -> object:
    """What an expression comes to with compat."""
    return cases.outcome(ms, lambda: eval(expression, names(ms)))


def same_number(a, b, tolerance) -> bool:
    if isinstance(a, str) or isinstance(b, str):
        return complex(a) == complex(b)
    if math.isnan(b):
        return math.isnan(a)
    return a == b or abs(a - b) <= tolerance * max(1.0, abs(b))


def assert_same(found, wanted, check_text=True, slack=1.0) -> None:
    """Equal types, shapes, dtypes, texts; values within the tolerance of their dtype."""
    if isinstance(wanted, list):
        assert isinstance(found, list), found
        assert len(found) == len(wanted)
        for a, b in zip(found, wanted, strict=True):
            assert_same(a, b, check_text, slack)
        return
    if not isinstance(wanted, dict):
        same = isinstance(wanted, float) and found == pytest_approx(wanted)
        assert same or found == wanted
        return
    assert isinstance(found, dict), found
    if "error" in wanted:
        assert found.get("error") == wanted["error"], found
        if check_text and wanted["text"]:
            assert found["text"] == wanted["text"]
        return
    assert "error" not in found, found
    for key in ("dtype", "shape", "parameter"):
        assert found.get(key) == wanted.get(key)
    if "values" in wanted:
        tolerance = TOLERANCE.get(wanted["dtype"], 0.0) * slack
        pairs = zip(found["values"], wanted["values"], strict=True)
        assert all(same_number(a, b, tolerance) for a, b in pairs), (found, wanted)
    if "text" in wanted and ("values" not in wanted or wanted["dtype"] not in TOLERANCE):
        assert found.get("text") == wanted["text"]


def pytest_approx(value):
    import pytest

    return pytest.approx(value, rel=1e-6)
