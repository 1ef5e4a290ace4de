"""Programs that fail end with the cause and what to do next."""

from __future__ import annotations

import re
import sys
import threading
from types import ModuleType

import pytest

import compat
from compat import failure

from ..imports.launching import run
from .corpus import BEFORE, CASES, IN_PROCESS, Case

LAST = 6


def ending(case: Case, folder, monkeypatch) -> str:
    """What stands behind the traceback of the program, run in this process."""
    path = folder / "program.py"
    path.write_text(case.program, "utf-8")
    main = ModuleType("__main__")
    main.__file__ = str(path)
    monkeypatch.setitem(sys.modules, "__main__", main)
    monkeypatch.setattr(sys, "argv", ["program.py"])
    monkeypatch.chdir(folder)
    found = []

    def work():  # Paddle's dynamic mode outlives an exception, in the thread where it was raised
        with pytest.raises(Exception) as caught:
            exec(compile(case.program, str(path), "exec"), vars(main))
        found.append(failure.explain(caught.value) or str(caught.value))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return found[0]


@pytest.fixture(autouse=True)
def frameworks():
    compat.install()


@pytest.mark.parametrize("case", IN_PROCESS, ids=lambda c: f"{c.kind}-{c.body[:40]}")
def test_cause_and_next_step_stand_in_the_last_lines(case, tmp_path, monkeypatch):
    text = ending(case, tmp_path, monkeypatch)
    assert len(text.splitlines()) <= LAST
    assert re.search(case.cause, text)
    assert re.search(case.next, text)


@pytest.mark.parametrize("case", BEFORE, ids=lambda c: "".join(c.options))
def test_programs_that_options_stop(case, tmp_path):
    (tmp_path / "program.py").write_text(case.program, "utf-8")
    done = run([*case.options, "program.py"], tmp_path, COMPAT_BACKEND="numpy")
    last = "\n".join(done.stderr.splitlines()[-LAST:])
    assert done.returncode != 0
    assert re.search(case.cause, last)
    assert re.search(case.next, last)


def test_the_corpus_is_large_enough():
    assert len({(c.program, c.options) for c in CASES}) == len(CASES) >= 100
