"""Answers of the frontend against those recorded from Paddle 1.8.5
(tests/oracle/record_paddle.py)."""

import importlib
import json
import sys
import warnings
from functools import cache
from pathlib import Path

import numpy as np
import pytest

TESTS = Path(__file__).parents[1]
GROUPS = {
    "ties": "paddle_cases",
    "activations": "paddle_cases",
    "functions": "paddle_cases",
    "operators": "paddle_cases",
    "layers": "paddle_layer_cases",
    "convolutions": "paddle_layer_cases",
    "initial_weights": "paddle_layer_cases",
    "optimizers": "paddle_layer_cases",
    "rates": "paddle_layer_cases",
}
GOLDEN = {
    group: json.loads((TESTS / "golden/paddle" / f"{group}.json").read_text("utf-8"))
    for group in GROUPS
}
ROWS = [(group, name) for group, answers in GOLDEN.items() for name in answers]
# Float32 sums in another order; the polar method's logarithm differs in the last bits.
RELATIVE = 3e-5


@cache
def answers(group):
    folder = str(TESTS / "oracle")
    sys.path.insert(0, folder)
    try:
        module = importlib.import_module(GROUPS[group])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return getattr(module, group)()
    finally:
        sys.path.remove(folder)


def is_array(x):
    listed = isinstance(x, (list, tuple)) and len(x) == 3
    return listed and isinstance(x[0], (list, tuple)) and isinstance(x[1], str)


def same_values(want, got):
    want, got = np.array(want, "float64"), np.array(got, "float64")
    scale = np.abs(want[np.isfinite(want)]).max(initial=1e-3)
    np.testing.assert_allclose(got, want, rtol=RELATIVE, atol=RELATIVE * scale)


def same(want, got):
    if is_array(want):
        assert is_array(got), got
        assert list(got[0]) == want[0]
        assert got[1] == want[1]
        same_values(want[2], got[2])
    elif isinstance(want, dict):
        assert isinstance(got, dict), got
        assert set(got) == set(want), got.get("error")
        for key, value in want.items():
            same(value, got[key])
    elif isinstance(want, (list, tuple)):
        assert len(got) == len(want)
        for w, g in zip(want, got, strict=True):
            same(w, g)
    elif isinstance(want, float):
        assert got == pytest.approx(want, rel=RELATIVE, abs=1e-9)
    else:
        assert got == want


@pytest.mark.parametrize(("group", "name"), [pytest.param(*r, id=" ".join(r)) for r in ROWS])
def test_answer_is_that_of_the_original(group, name):
    same(GOLDEN[group][name], answers(group)[name])
