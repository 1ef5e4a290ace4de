"""Files and functions that are too long, docstrings, comments and blank lines apart.

    python tools/sizes.py

prints them; `tests/api/test_sizes.py` holds the list in `tests/manifest/too-long.txt`, which may
only shrink.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = ("compat", "backends", "tools")
FILE, FUNCTION = 400, 50
_SILENT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
_SILENT |= {tokenize.ENCODING, tokenize.ENDMARKER}
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def code_lines(text: str, tree: ast.Module) -> set[int]:
    """The lines with code on them."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in _SILENT:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, *_FUNCTIONS)) and ast.get_docstring(node):
            lines.difference_update(range(node.body[0].lineno, _end(node.body[0]) + 1))
    return lines


def _end(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno


def too_long(path: Path) -> Iterator[str]:
    """A line for the file and for each function of it that is longer than the limit."""
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    lines = code_lines(text, tree)
    shown = path.relative_to(ROOT).as_posix()
    if len(lines) > FILE:
        yield shown
    for node in ast.walk(tree):
        if isinstance(node, _FUNCTIONS):
            inside = lines.intersection(range(node.lineno, _end(node) + 1))
            if len(inside) > FUNCTION:
                yield f"{shown}:{node.name}"


def all_too_long() -> list[str]:
    """The lines for all files."""
    paths = (path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py")))
    return sorted(line for path in paths for line in too_long(path))


if __name__ == "__main__":
    print("\n".join(all_too_long()))
