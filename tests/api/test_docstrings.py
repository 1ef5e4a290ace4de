"""The docstrings of public names: complete for those that programs use most, examples that run."""

from __future__ import annotations

import pytest

import compat

from . import docs, provided

FOLDER = provided.FOLDER
USED = (FOLDER / "most-used.txt").read_text("utf-8").split()
LISTED = (FOLDER / "undocumented.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("framework", ["mindspore", "paddle"])
def test_what_docstrings_of_used_names_lack(framework):
    """Exactly what is listed; the list may only shrink: `python tools/undocumented.py`."""
    compat.install(framework)
    found = docs.undocumented([name for name in USED if name.startswith(framework)])
    assert found == [line for line in LISTED if line.startswith(framework)]


@pytest.mark.parametrize(
    ("framework", "module"),
    [(f, m) for f in ("mindspore", "paddle") for m in sorted(docs.documented(f))],
)
def test_examples_run(framework, module):
    assert docs.outcomes(framework)[module] == ""
