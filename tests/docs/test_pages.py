"""The pages of docs/: each is in the index, links lead somewhere, commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compat.cli import COMMANDS, main
from compat.core.contract import PRIMITIVES

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
INDEX = (DOCS / "index.md").read_text("utf-8")


def name_of(page: Path) -> str:
    return str(page.relative_to(DOCS).with_suffix(""))


@pytest.mark.parametrize("page", [p for p in PAGES if p.name != "index.md"], ids=name_of)
def test_every_page_is_in_the_index(page):
    assert re.search(rf"^{re.escape(name_of(page))}$", INDEX, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_to_files_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_commands_of_the_guide_exist():
    text = (DOCS / "porting.md").read_text("utf-8")
    options = {name for p in main.params for name in p.opts}
    for words in re.findall(r"`compat ([^`]+)`", text):
        first = words.split()[0]
        if first.startswith("--"):
            assert first.partition("=")[0] in options, words
        else:
            assert first in COMMANDS or first.endswith(".py"), words


@pytest.mark.parametrize(
    "page", [DOCS.parent / "README.md", DOCS / "architecture.md"], ids=["README", "architecture"]
)
def test_pages_count_the_primitives(page):
    assert re.findall(r"(\d+) primitives", page.read_text("utf-8")) == [str(len(PRIMITIVES))]
