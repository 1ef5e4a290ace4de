"""Random operations in lanes of workers: pictures as recorded from MindSpore 2.0.0."""

import json
from pathlib import Path

import pytest

pytest.importorskip("cv2")

from . import map_cases

RECORDED = json.loads(Path(__file__).with_name("maps.json").read_text("utf-8"))


@pytest.mark.parametrize("name", map_cases.CASES)
def test_pictures_are_those_of_mindspore(name):
    seeds = map_cases.seeds_of(name)
    assert [map_cases.answer(name, seed) for seed in seeds] == RECORDED[name]
