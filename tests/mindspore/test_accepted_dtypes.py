"""Dtypes that MindSpore's operators take on CPU, against what the families declare.

A line of the data: operator | its argument in the texts | style of the text | dtypes that pass the
type check, for the style "element" in the order of the text | of these, those without a kernel.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from compat.mindspore_api.ops import accepted, operations

DATA = Path(__file__).parents[1] / "golden/mindspore/accepted_dtypes.txt"
ROWS = [line.split("|") for line in DATA.read_text("utf-8").splitlines()]


def test_all_declared_operators_are_recorded():
    assert sorted(accepted._TABLE) == sorted(row[0] for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_dtypes_as_recorded(row):
    name, argument, style, known, lacking = row
    entry = accepted.accepted_of(name)
    assert issubclass(getattr(operations, name), operations.Primitive)
    assert (entry.argument, entry.style) == (argument, style)
    assert entry.known - entry.dtypes == set(lacking.split())
    if style == "element":
        assert list(entry.order) == known.split()
    else:
        assert entry.known == set(known.split())
