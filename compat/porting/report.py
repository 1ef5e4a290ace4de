"""The result of a check for people: a table in the terminal, one self-contained HTML page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from importlib import resources
from typing import Any

from .check import Directory
from .verdict import ABSENT, DIFFERS, LATER, UNKNOWN

WORDS = {
    "runs": "runs",
    "differs": "runs, with differences",
    "changes": "needs changes",
    "version": "uses names of another version",
    "no framework": "no MindSpore or Paddle",
}


def totals(directories: Sequence[Directory]) -> dict[str, Any]:
    """Counts over all directories that use a framework."""
    using = [d for d in directories if d.findings]
    names = {f.name: f.verdict for d in using for f in d.findings}
    running = sum(v.runs for v in names.values())
    return {
        "directories": len(using),
        "clean": sum(d.verdict in ("runs", "differs") for d in using),
        "files": sum(d.files for d in directories),
        "unreadable": sum(len(d.unreadable) for d in directories),
        "names": len(names),
        "running": running,
        "rate": running / len(names) if names else 1.0,
        "missing": dict(sorted({k: v for d in using for k, v in d.missing.items()}.items())),
    }


def most_missed(directories: Sequence[Directory], most: int) -> list[tuple[str, int, str, str]]:
    """Names that do not run: (name, directories that use it, state, note), commonest first."""
    count: Counter[str] = Counter()
    verdicts = {}
    for directory in directories:
        for finding in directory.of(ABSENT, LATER, UNKNOWN):
            count[finding.name] += 1
            verdicts[finding.name] = finding.verdict
    return [(n, k, verdicts[n].state, verdicts[n].note) for n, k in count.most_common(most)]


def show(directories: Sequence[Directory], most: int = 20) -> None:
    """Print the tables to standard output."""
    from rich.console import Console

    out = Console(highlight=False)
    using = [d for d in directories if d.findings or d.unreadable]
    table = _table(("directory", "verdict", "names", "run", "first thing to change"))
    for directory in using:
        table.add_row(
            directory.path,
            WORDS[directory.verdict],
            str(len(directory.findings)),
            f"{directory.rate:.0%}",
            _first(directory),
        )
    out.print(table)
    missed = most_missed(directories, most)
    if missed:
        names = _table(("name", "directories", "state", "what to do"), title="does not run")
        for name, count, state, note in missed:
            names.add_row(name, str(count), state, note)
        out.print(names)
    for directory in using:
        for file, why in directory.unreadable[:most]:
            out.print(f"not read: {file}: {why}", markup=False)
    _closing(out, directories)


def _table(columns: tuple[str, ...], title: str | None = None) -> Any:
    """A table whose long names are folded, never cut."""
    from rich.table import Table

    table = Table(title=title)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _first(directory: Directory) -> str:
    for finding in directory.of(ABSENT, LATER, UNKNOWN, DIFFERS):
        return f"{finding.name} ({finding.places[0]})"
    if directory.unreadable:
        return "{}: {}".format(*directory.unreadable[0])
    return ""


def _closing(out: Any, directories: Sequence[Directory]) -> None:
    sums = totals(directories)
    if sums["missing"]:
        install = " ".join(sorted(set(filter(None, sums["missing"].values()))))
        out.print(f"packages that are not installed: pip install {install}", markup=False)
    old = sorted({n for d in directories for n in d.legacy})
    if old:
        out.print(f"given back by python -m compat: {', '.join(old)}", markup=False)
    out.print(
        f"{sums['clean']} of {sums['directories']} directories run; "
        f"{sums['running']} of {sums['names']} names ({sums['rate']:.1%}), "
        f"{sums['files']} files, {sums['unreadable']} not read",
        markup=False,
    )


def html(directories: Sequence[Directory]) -> str:
    """One page without links to anything outside it."""
    import jinja2

    text = resources.files(__package__).joinpath("report.html.j2").read_text("utf-8")
    page = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return page.from_string(text).render(
        directories=[d for d in directories if d.findings or d.unreadable],
        words=WORDS,
        totals=totals(directories),
        missed=most_missed(directories, 50),
    )
