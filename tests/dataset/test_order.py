"""Order of rows: as recorded from MindSpore 2.0.0, for five seeds, three epochs each."""

import json
from pathlib import Path

import pytest

from . import order_cases

RECORDED = json.loads(Path(__file__).with_name("orders.json").read_text("utf-8"))


@pytest.mark.parametrize("name", order_cases.CASES)
def test_rows_come_in_the_order_of_mindspore(name):
    seeds = order_cases.seeds_of(name)
    assert [order_cases.answer(name, seed) for seed in seeds] == RECORDED[name]
