"""Files that a tool writes are what the tool would write now."""

from __future__ import annotations

from tools import make_table_stub


def test_types_of_the_call_table_are_those_of_the_contract():
    assert make_table_stub.TARGET.read_text("utf-8") == make_table_stub.stub()
