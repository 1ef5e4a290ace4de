"""What the sources must not contain."""

from __future__ import annotations

import pytest

from tools.scars import FOLDERS, ROOT, scars


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_scars_of_a_line_wrap(folder):
    found = {str(p): scars(p.read_text("utf-8")) for p in (ROOT / folder).rglob("*.py")}
    assert {path: marks for path, marks in found.items() if marks} == {}


def test_scars_are_found():
    docstring = 'def f():\n    """It stays at the "\n    "cell."""\n'
    text = '    g(\n        "a text that "\n        "is "\n        "cut"\n    )\n'
    sample = docstring + text
    assert [line for line, _ in scars(sample)] == [2, 6]
