"""The profile for people: a table of ten, a trace for Chrome or Perfetto, a page."""

from __future__ import annotations

import json
import os
import sys
from importlib import resources
from pathlib import Path
from typing import Any

from .timeline import OUTSIDE, Owner, Timeline

MOST = 10
COLOURS = {"forward": "#1f77b4", "backward": "#d95f02", "update": "#1b9e77", "": "#999"}


def rows(timeline: Timeline) -> list[Owner]:
    """Everybody the clock ran for, who took longest first."""
    return sorted(timeline.owners.values(), key=lambda o: -o.spent)


def show(timeline: Timeline) -> None:
    """Print the ten longest and the sums by phase to standard error."""
    from rich.console import Console
    from rich.table import Table

    found = rows(timeline)
    table = Table(title="compat profile")
    for column in ("layer", "phase", "calls", "ms", "%", "us a call", "MB made", "line"):
        table.add_column(column, no_wrap=column != "line")
    for owner in found[:MOST]:
        table.add_row(*_cells(owner, timeline))
    out = Console(file=sys.stderr, highlight=False, soft_wrap=True)
    if not out.is_terminal:
        out.width = max(out.width, 160)
    out.print(table)
    if len(found) > MOST:
        rest = sum(o.spent for o in found[MOST:])
        out.print(f"{len(found) - MOST} more rows: {rest / 1e6:.2f} ms")
    out.print(_sums(timeline), markup=False)


def _cells(owner: Owner, timeline: Timeline) -> list[str]:
    path = owner.path
    last = path.rpartition(".")[2]
    name = f"{path} ({owner.operator})" if owner.operator not in ("", last) else path
    per_call = f"{owner.spent / 1e3 / owner.calls:.1f}" if owner.calls else ""
    share = 100 * owner.spent / max(timeline.elapsed, 1)
    made = f"{owner.made / 1e6:.2f}" if owner.made else ""
    return [name, owner.phase, str(owner.calls or ""), f"{owner.spent / 1e6:.2f}", f"{share:.1f}",
            per_call, made, _near(owner.line)]  # fmt: skip


def _near(line: str) -> str:
    name, _, number = line.rpartition(":")
    return f"{min(os.path.relpath(name), name, key=len)}:{number}" if name else ""


def _sums(timeline: Timeline) -> str:
    by_phase: dict[str, int] = {}
    for owner in timeline.owners.values():
        by_phase[owner.phase] = by_phase.get(owner.phase, 0) + owner.spent
    parts = [f"{p or OUTSIDE} {n / 1e6:.2f}" for p, n in by_phase.items()]
    text = f"{timeline.elapsed / 1e6:.2f} ms: " + ", ".join(parts)
    if len(timeline.steps) > 1:
        steps = len(timeline.steps) - 1
        mean = (timeline.steps[-1] - timeline.steps[0]) / steps / 1e6
        text += f"; {mean:.2f} ms a step, without the first"
    return text + _peak()


def _peak() -> str:
    try:
        import resource
    except ImportError:  # not on Windows
        return ""
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return f"; memory at most {kilobytes / 1024:.0f} MB"


def write_files(timeline: Timeline) -> None:
    """The files that `COMPAT_PROFILE_TO` names; what cannot be written is said."""
    for name in filter(None, os.environ.get("COMPAT_PROFILE_TO", "").split(",")):
        text = html(timeline) if name.endswith(".html") else json.dumps(trace(timeline))
        try:
            Path(name).write_text(text, "utf-8")
        except OSError as error:
            print(f"compat profile: cannot write {name}: {error.strerror}", file=sys.stderr)


def trace(timeline: Timeline) -> dict[str, Any]:
    """Trace events for chrome://tracing and ui.perfetto.dev, and the rows of the table."""
    events = [
        {
            "name": owner.path,
            "cat": owner.phase or "outside",
            "ph": "X",
            "pid": 1,
            "tid": 1,
            "ts": (begin - timeline.begin) / 1e3,
            "dur": (end - begin) / 1e3,
            "args": {"operator": owner.operator, "line": owner.line},
        }
        for owner, begin, end in timeline.slices
    ]
    return {
        "traceEvents": events,
        "displayTimeUnit": "ms",
        "otherData": {
            "elapsed_ns": timeline.elapsed,
            "steps_ns": [s - timeline.begin for s in timeline.steps],
            "rows": [vars(owner) for owner in rows(timeline)],
        },
    }


def html(timeline: Timeline) -> str:
    """One page with bars; everything is in it."""
    import jinja2

    source = resources.files(__package__).joinpath("profile.html.j2").read_text("utf-8")
    page = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined).from_string(source)
    found = rows(timeline)
    longest = max((o.spent for o in found), default=1) or 1
    shown = [
        {
            "cells": _cells(o, timeline),
            "width": 100 * o.spent / longest,
            "colour": COLOURS[o.phase],
        }
        for o in found
    ]
    return page.render(rows=shown, sums=_sums(timeline), colours=COLOURS)
