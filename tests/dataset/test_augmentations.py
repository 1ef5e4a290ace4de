"""Random operations in pipelines: pixels as recorded from MindSpore 2.0.0."""

import json
from pathlib import Path

import pytest

pytest.importorskip("cv2")

from . import augmentation_cases as cases

RECORDED = json.loads(Path(__file__).with_name("augmentations.json").read_text("utf-8"))


@pytest.fixture(autouse=True)
def seed_kept():
    from compat.mindspore_api.dataset.core.settings import settings

    before = settings.seed
    yield
    settings.seed = before


@pytest.mark.parametrize("name", cases.CASES)
def test_rows_are_those_of_mindspore(name):
    assert [cases.answer(name, seed) for seed in cases.SEEDS] == RECORDED[name]
