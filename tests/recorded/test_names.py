"""Every provided function and class is exercised: by a recorded case, by another test, or excused.

A name counts for all names of the same object. Operators, layers and optimizers get a recorded
case; for data sets, files and settings it is enough that a test names them. `excuses.txt` has the
others, a line each with its reason; it may only get shorter.
"""

from __future__ import annotations

import inspect
import re
from collections import defaultdict
from pathlib import Path

import pytest

from ..api import provided
from .cases import load
from .test_formulas import FORMULAS

HERE = Path(__file__).parent
TESTS = HERE.parent
LIMIT = 60
# Compared with recorded pipelines and files by the tests of the data engine.
ELSEWHERE = ("mindspore.dataset.", "mindspore.mindrecord.", "paddle.dataset.", "paddle.reader.")


def provided_objects(framework) -> list[list[str]]:
    """The public names of every provided function and class, the names of one object together."""
    names = defaultdict(list)
    for public, facts in provided.names(framework):
        value = provided.find(public)
        routine = inspect.isroutine(value) or inspect.isclass(value)
        listed = facts[0] in ("class", "function") or (facts[0] == "alias" and routine)
        if listed and value is not None:
            names[id(value)].append(public)
    return list(names.values())


def with_answer(framework: str) -> set[str]:
    """Names with a recorded case or a formula."""
    formulas = {name for name, _, _ in FORMULAS if name.startswith(framework)}
    return {case.name for case in load(framework)} | formulas


def excuses(framework: str) -> dict[str, str]:
    """Name -> reason."""
    lines = HERE.joinpath("excuses.txt").read_text("utf-8").splitlines()
    rows = [line.split(": ", 1) for line in lines if line.startswith(framework + ".")]
    return dict(rows)


def words_of_tests() -> set[str]:
    """Identifiers in the other tests, and in the lists of calls whose answers they compare."""
    found = set()
    for path in TESTS.rglob("*"):
        named = path.suffix in (".py", ".txt") and not {"manifest", "recorded"} & set(path.parts)
        if named:
            found |= set(re.findall(r"[A-Za-z_]\w+", path.read_text("utf-8")))
    return found


@pytest.mark.parametrize("framework", provided.FRAMEWORKS, ids=lambda f: f["framework"])
def test_every_provided_name_is_exercised(framework, record_property):
    recorded = with_answer(framework["framework"])
    words, excused, objects = (
        words_of_tests(),
        excuses(framework["framework"]),
        provided_objects(framework),
    )
    record_property("exercised", f"{len(objects) - len(excused)} of {len(objects)}")
    missing = []
    for names in objects:
        seen = words & {name.rpartition(".")[2] for name in names}
        seen = seen or any(name.startswith(ELSEWHERE) for name in names)
        if not (seen or (recorded | set(excused)) & set(names)):
            missing.append(names[0])
    assert missing == [], "add a case (CONTRIBUTING.md says how)"


def test_excuses_are_few_and_needed():
    lines = HERE.joinpath("excuses.txt").read_text("utf-8").splitlines()
    assert len(lines) <= LIMIT
    for framework in provided.FRAMEWORKS:
        recorded = with_answer(framework["framework"])
        for name, reason in excuses(framework["framework"]).items():
            assert len(reason) > 10, name
            assert provided.find(name) is not None, name
            assert name not in recorded, f"{name} has a case now"
