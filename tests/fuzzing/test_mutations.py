"""Damaged files are read or refused with the one error of their reader, each within a moment."""

import pytest

from . import targets
from .mutations import damaged


@pytest.mark.parametrize("name", targets.TARGETS)
def test_valid_files_are_read(name, tmp_path):
    seeds = targets.TARGETS[name].seeds(tmp_path)
    assert seeds
    for seed in seeds:
        assert targets.read(name, seed, tmp_path)


@pytest.mark.parametrize("name", targets.TARGETS)
def test_damaged_files_are_read_or_refused(name, tmp_path):
    seeds = targets.TARGETS[name].seeds(tmp_path)
    refused = 0
    for number in range(150):
        refused += not targets.read(name, damaged(seeds, number), tmp_path)
    assert refused
