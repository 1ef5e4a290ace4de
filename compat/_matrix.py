"""A suite on several backends, each in its own process, and one matrix of the outcomes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from xml.etree import ElementTree

OPTION = "--compat-backend"
WORDS = {"failure": "failed", "error": "error", "skipped": "skipped"}
SUMS = ("passed", "failed", "error", "skipped")


def run(names: str, arguments: Sequence[str]) -> int:
    """Run pytest with `arguments` on each backend; returns the worst exit status."""
    backends = [n.strip() for n in names.split(",") if n.strip()]
    problem = _problem(backends)
    if problem is not None:
        print(f"compat: {problem}", file=sys.stderr)
        return 4  # pytest's status of wrong usage
    outcomes, statuses = {}, []
    with tempfile.TemporaryDirectory(prefix="compat-matrix-") as folder:
        for backend in backends:
            print(f"===== backend {backend} =====", flush=True)
            report = Path(folder, f"{backend}.xml")
            command = [sys.executable, "-m", "pytest", *without(arguments), f"--junitxml={report}"]
            done = subprocess.run(command, env={**os.environ, "COMPAT_BACKEND": backend})
            statuses.append(done.returncode)
            outcomes[backend] = read(report) if report.is_file() else {}
    show(outcomes)
    return max(statuses, key=abs, default=0)


def _problem(backends: Sequence[str]) -> str | None:
    from .core import registry

    known = registry.available()
    if not backends:
        return f"{OPTION} names no backend"
    for name in backends:
        if name not in known:
            near = get_close_matches(name, known, 1)
            return f"there is no backend {name!r}" + (f"; did you mean {near[0]}?" if near else "")
        if not registry.installed(name):
            return f"the backend {name!r} is not installed"
    return None


def without(arguments: Sequence[str]) -> list[str]:
    """The arguments less the option of the matrix."""
    left, skip = [], False
    for word in arguments:
        if skip:
            skip = False
        elif word == OPTION:
            skip = True
        elif not word.startswith(f"{OPTION}="):
            left.append(word)
    return left


def read(report: Path) -> dict[str, str]:
    """Test -> outcome, of a JUnit file that pytest has written."""
    found = {}
    for case in ElementTree.parse(report).iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}"
        kinds = [WORDS[child.tag] for child in case if child.tag in WORDS]
        found[name] = kinds[0] if kinds else "passed"
    return found


def show(outcomes: dict[str, dict[str, str]]) -> None:
    """Sums by backend, and every test that failed somewhere or differs between backends."""
    from rich.console import Console
    from rich.table import Table

    tests = sorted({name for rows in outcomes.values() for name in rows})
    out = Console(highlight=False, soft_wrap=True)
    table = Table("", *outcomes, title="compat matrix")
    for word in SUMS:
        table.add_row(word, *(str(list(r.values()).count(word)) for r in outcomes.values()))
    table.add_section()
    for name in tests:
        row = [rows.get(name, "not run") for rows in outcomes.values()]
        if len(set(row)) > 1 or row[0] in ("failed", "error"):
            table.add_row(name, *row)
    out.print(table)
