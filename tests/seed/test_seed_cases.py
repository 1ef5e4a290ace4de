"""The recorded cases of the convolutions: values, gradients, errors, attributes."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest

import compat

from . import seed_cases

FOLDER = Path(__file__).parent
FILES = ("seed-cases.json", "random-mindspore.json", "random-paddle.json")
DOCUMENTS = [json.loads((FOLDER / name).read_text("utf-8")) for name in FILES]
CASES = [
    {"oracle": document["oracles"][case["framework"]], **case}
    for document in DOCUMENTS
    for case in document["cases"]
]
ENVIRONMENTS = {"mindspore": seed_cases.MindSpore, "paddle": seed_cases.Paddle}


@pytest.fixture(scope="module")
def environments():
    compat.install()
    yield {name: make() for name, make in ENVIRONMENTS.items()}
    compat.uninstall()


def test_ids_are_unique():
    assert len({case["id"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_case(case, environments):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = seed_cases.judge(case, environments[case["framework"]])
    assert [bad for _, bad in found if bad] == []
    assert found or case["expect"] == {"kind": "attrs", "probes": []}
