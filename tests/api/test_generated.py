"""Files that a tool writes are what the tool would write now."""

from __future__ import annotations

import json

import compat
from tools import make_compatibility, make_table_stub

from . import provided


def test_types_of_the_call_table_are_those_of_the_contract():
    assert make_table_stub.TARGET.read_text("utf-8") == make_table_stub.stub()


def test_page_of_provided_names_is_current():
    compat.install()
    page = make_compatibility.TARGET.read_text("utf-8")
    assert page == make_compatibility.page(), "run python tools/make_compatibility.py"


def test_list_of_public_names_agrees_with_the_manifest():
    listed = {
        (module, name): kind
        for module, kinds in make_compatibility.NAMES.items()
        for kind, names in kinds.items()
        for name in names.split()
    }
    wrong = [
        (module, name)
        for framework in provided.FRAMEWORKS
        for module, names in framework["names"].items()
        for name, facts in names.items()
        if listed.get((module, name)) not in ((facts[0],) if facts[0] != "alias" else KINDS)
    ]
    assert wrong == []


def test_list_of_public_names_is_written_as_the_tool_writes_it():
    text = make_compatibility.LIST.read_text("utf-8")
    rows = json.loads(text)
    for kinds in rows.values():
        assert all(names.split() == sorted(set(names.split())) for names in kinds.values())
    assert list(rows) == sorted(rows)
    assert text == json.dumps(rows, indent=0) + "\n"


KINDS = ("class", "function", "module", "value")
