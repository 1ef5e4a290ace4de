"""Files and functions stay short: 400 and 50 lines of code, docstrings apart."""

from __future__ import annotations

import ast

from tools import sizes

LISTED = (sizes.ROOT / "tests/manifest/too-long.txt").read_text("utf-8").split()


def test_only_listed_files_and_functions_are_too_long():
    """The list may only shrink."""
    assert sizes.all_too_long() == LISTED


def test_only_code_counts():
    above = '"""One\n\nmore."""\n\n# why\nx = (\n    1,\n)\n\n\n'
    text = above + 'def f():\n    """Doc."""\n    return 1\n'
    assert sizes.code_lines(text, ast.parse(text)) == {6, 7, 8, 11, 13}
