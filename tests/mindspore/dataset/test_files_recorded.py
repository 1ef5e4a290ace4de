"""Datasets of files give what MindSpore 2.0.0 gave (tests/oracle/record_mindspore_files.py)."""

import json
from pathlib import Path

import pytest

from . import file_cases

HERE = Path(__file__)
ORDERS = json.loads(HERE.with_name("file_orders.json").read_text("utf-8"))
RECORDED = json.loads(HERE.with_name("file_answers.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def seed_kept():
    from compat.mindspore_api.dataset.core.settings import settings

    before = settings.seed
    yield
    settings.seed = before


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="module")
def found(folder, seed_kept):
    return file_cases.answers(folder)


@pytest.fixture(scope="module")
def orders(folder, found):
    return file_cases.orders(folder)


@pytest.mark.parametrize("case", sorted(RECORDED))
def test_as_recorded(case, found):
    assert json.loads(json.dumps(found[case])) == RECORDED[case]


def test_every_dataset_is_recorded(found):
    assert sorted(found) == sorted(RECORDED)


@pytest.mark.parametrize("case", sorted(ORDERS))
def test_order_is_mindspores_with_any_number_of_workers(case, orders):
    assert orders[case] == ORDERS[case]
