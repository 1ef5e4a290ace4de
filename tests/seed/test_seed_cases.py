"""The recorded cases of the five transposed-convolution APIs: values, gradients, errors, attributes."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest

import compat

from . import seed_cases

DOCUMENT = json.loads(Path(__file__).with_name("seed-cases.json").read_text("utf-8"))
ENVIRONMENTS = {"mindspore": seed_cases.MindSpore, "paddle": seed_cases.Paddle}


@pytest.fixture(scope="module")
def environments():
    compat.install()
    yield {name: make() for name, make in ENVIRONMENTS.items()}
    compat.uninstall()


@pytest.mark.parametrize("case", DOCUMENT["cases"], ids=lambda c: c["id"])
def test_case(case, environments):
    case = {"oracle": DOCUMENT["oracles"][case["framework"]], **case}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = seed_cases.judge(case, environments[case["framework"]])
    assert [bad for _, bad in found if bad] == []
    assert found
