"""Datasets of files give what MindSpore 2.0.0 gave (tests/oracle/record_mindspore_files.py)."""

import json
from pathlib import Path

import pytest

from . import file_cases

RECORDED = json.loads(Path(__file__).with_name("file_answers.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    from compat.mindspore_api.dataset.core.settings import settings

    before = settings.seed
    try:
        return file_cases.answers(tmp_path_factory.mktemp("files"))
    finally:
        settings.seed = before


@pytest.mark.parametrize("case", sorted(RECORDED))
def test_as_recorded(case, found):
    assert json.loads(json.dumps(found[case])) == RECORDED[case]


def test_every_dataset_is_recorded(found):
    assert sorted(found) == sorted(RECORDED)
