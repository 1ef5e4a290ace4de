"""A comparison for people: the tree of layers in the terminal, one HTML page with a plot."""

from __future__ import annotations

import math
from importlib import resources
from typing import Any

from .difference import Branch, Comparison, Row, tree
from .recordings import KINDS, Recording

COLOURS = {"input": "#777", "initial": "#6a51a3", "forward": "#1f77b4", "backward": "#d95f02",
           "update": "#1b9e77", "state": "#e7298a"}  # fmt: skip
_LOWEST = 1e-9


def headline(found: Comparison) -> str:
    """One line: the same, or where and how the recordings part."""
    if found.first is None:
        if found.notes:
            return f"different: {found.notes[0]}"
        return f"the same in {len(found.rows)} events" if found.rows else "nothing to compare"
    row, event = found.first, found.first.event
    names = ", ".join(a["name"] for a in event.arrays)
    what = f" of {names}" if event.kind in ("backward", "update", "initial", "state") else ""
    note = f" ({row.note})" if row.note else ""
    operator = f" ({event.operator})" if event.operator else ""
    return (
        f"first difference: {event.path}{operator}, {event.kind}{what}, step {event.step + 1}, "
        f"{magnitude(row.difference)}{note}"
    )


def magnitude(far: float) -> str:
    """A difference in few letters."""
    return f"{far:.1e}" if math.isfinite(far) else "all of it"


def as_json(found: Comparison, left: Recording, right: Recording) -> dict[str, Any]:
    """Plain data."""
    return {
        "left": {"folder": str(left.folder), **left.facts},
        "right": {"folder": str(right.folder), **right.facts},
        "same": found.same,
        "first": found.first.as_json() if found.first else None,
        "only_left": found.only_left,
        "only_right": found.only_right,
        "notes": found.notes,
        "events": [row.as_json() for row in found.rows],
    }


def show(found: Comparison, left: Recording, right: Recording) -> None:
    """Print the tree of layers, worst differences beside them."""
    from rich.console import Console
    from rich.table import Table

    out = Console(highlight=False, soft_wrap=True)
    if not out.is_terminal:
        out.width = max(out.width, 160)
    met = {row.event.kind for row in found.rows}
    shown = [kind for kind in KINDS if kind in met]
    table = Table(title=f"{left.title}  against  {right.title}")
    for column in ("layer", *shown, ""):
        table.add_column(column, no_wrap=True)
    for branch in tree(found.rows):
        cells = [_cell(branch.worst.get(kind)) for kind in shown]
        table.add_row("  " * branch.depth + _title(branch), *cells, _mark(found, branch.path))
    out.print(table)
    for note in found.notes:
        out.print(note, markup=False)
    if found.only_left or found.only_right:
        out.print(f"only in the first: {found.only_left}, only in the second: {found.only_right}")
    out.print(headline(found), markup=False)


def _title(branch: Branch) -> str:
    called = branch.operator not in ("", branch.name)
    return branch.name + (f" ({branch.operator})" if called else "")


def _cell(row: Row | None) -> str:
    if row is None:
        return ""
    text = magnitude(row.difference)
    return f"[red]{text}[/red]" if row.beyond else text


def _mark(found: Comparison, path: str) -> str:
    if found.first is None or found.first.event.path != path:
        return ""
    return f"[bold red]HERE {found.first.event.kind}, step {found.first.event.step + 1}[/bold red]"


def html(found: Comparison, left: Recording, right: Recording) -> str:
    """One page with everything in it."""
    import jinja2

    source = resources.files(__package__).joinpath("report.html.j2").read_text("utf-8")
    page = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined).from_string(source)
    rows = [
        {
            "depth": branch.depth,
            "title": _title(branch),
            "cells": [_page_cell(branch.worst.get(kind)) for kind in KINDS],
            "here": found.first is not None and found.first.event.path == branch.path,
        }
        for branch in tree(found.rows)
    ]
    return page.render(
        left=left.title, right=right.title, headline=headline(found), kinds=KINDS, rows=rows,
        colours=COLOURS, points=_points(found), first=_at(found),
    )  # fmt: skip


def _page_cell(row: Row | None) -> tuple[str, bool]:
    return ("", False) if row is None else (magnitude(row.difference), row.beyond)


def _points(found: Comparison) -> list[dict[str, Any]]:
    """A dot for each event: place in order, height by the logarithm of its difference."""
    last = max(len(found.rows) - 1, 1)
    return [
        {"x": 40 + 900 * i / last, "y": _height(row.difference), "colour": COLOURS[row.event.kind],
         "title": f"{row.event.path} {row.event.kind} step {row.event.step + 1}: "
                  f"{magnitude(row.difference)}"}
        for i, row in enumerate(found.rows)
    ]  # fmt: skip


def _height(far: float) -> float:
    shown = min(max(far, _LOWEST), 10.0) if math.isfinite(far) else 10.0
    return 20 + 200 * (1 - math.log10(shown)) / (1 - math.log10(_LOWEST))


def _at(found: Comparison) -> float | None:
    if found.first is None:
        return None
    return 40 + 900 * found.rows.index(found.first) / max(len(found.rows) - 1, 1)
