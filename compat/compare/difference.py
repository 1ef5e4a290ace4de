"""Where two recordings part: every event measured, the first one beyond tolerance marked.

Differences are relative in the 2-norm, so that one element on the other side of a kink does not
decide. Updates are compared as the change that they make, gradients from the last layer to the
first, as they are computed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .recordings import Event, Recording

TOLERANCE = 3e-5
# Rounding grows from layer to layer, through gradients, and through optimizers that divide by them.
OF_KIND = {"input": 0.1, "initial": 0.1, "forward": 1, "state": 3, "backward": 30, "update": 300}
OF_DTYPE = {"float16": 100.0, "bfloat16": 1000.0}
# Gradients below this part of the step's largest are rounding errors of something that cancels.
NOISE = 1e-6


@dataclass
class Row:
    """One event of the reference and how far the other is from it."""

    event: Event
    difference: float
    beyond: bool
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain data; infinite differences as text."""
        e, far = self.event, self.difference
        shown = far if math.isfinite(far) else str(far)
        return {"step": e.step, "kind": e.kind, "path": e.path, "operator": e.operator,
                "call": e.call, "difference": shown, "beyond": self.beyond,
                "note": self.note}  # fmt: skip


@dataclass
class Comparison:
    """All rows, the first beyond tolerance, and what only one side has."""

    rows: list[Row]
    first: Row | None
    only_left: int = 0
    only_right: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def same(self) -> bool:
        """True when everything compared is within tolerance, and something was compared."""
        return self.first is None and bool(self.rows) and not self.notes


def compare(left: Recording, right: Recording, tolerance: float = TOLERANCE) -> Comparison:
    """Measure every event of `left` against the same one of `right`."""
    others = {event.key: event for event in right.events}
    pairs = [(e, others.get(e.key)) for e in left.events]
    both = [(e, other) for e, other in pairs if other is not None]
    changes = _Changes(left, right)
    noise = _noise(left)
    rows = []
    for event, other in both:
        far, note = changes.measure(event, other)
        kinds = {row["dtype"] for row in event.arrays}
        allowed = tolerance * OF_KIND[event.kind] * max(OF_DTYPE.get(k, 1.0) for k in kinds | {""})
        if event.kind in ("backward", "update") and _parameter(event) in noise:
            note, allowed = note or "rounding only", math.inf
        rows.append(Row(event, far, far > allowed or far != far, note))
    only = len(pairs) - len(both)
    return Comparison(rows, _first(rows), only, len(right.events) - len(both), _steps(left, right))


def _first(rows: list[Row]) -> Row | None:
    """The first beyond tolerance in the order of computing."""
    beyond = [row for row in rows if row.beyond]
    if not beyond:
        return None
    first = beyond[0]
    if first.event.kind != "backward":
        return first
    step = first.event.step
    return [r for r in beyond if r.event.kind == "backward" and r.event.step == step][-1]


def _steps(left: Recording, right: Recording) -> list[str]:
    a, b = left.facts.get("steps"), right.facts.get("steps")
    if a == b:
        return []
    ended = [f"{r.title}: {r.facts.get('ended')}" for r in (left, right)]
    return [f"{a} steps against {b} ({'; '.join(ended)})"]


class _Changes:
    """Measures events; keeps the last values of parameters, to compare what an update changed."""

    def __init__(self, left: Recording, right: Recording) -> None:
        self.sides = left, right
        self.last: dict[tuple[str, str], tuple[Any, Any]] = {}

    def measure(self, event: Event, other: Event) -> tuple[float, str]:
        """(relative difference, what else to say) of one event."""
        if len(event.arrays) != len(other.arrays):
            return math.inf, f"{len(event.arrays)} arrays against {len(other.arrays)}"
        worst, note = 0.0, ""
        for row, twin in zip(event.arrays, other.arrays, strict=True):
            far, why = self._of_arrays(event, row, twin)
            if far > worst or far != far:
                worst, note = far, why
            note = note or why
        return worst, note

    def _of_arrays(self, event: Event, row: dict[str, Any], twin: dict[str, Any]) -> Any:
        if row["shape"] != twin["shape"]:
            return math.inf, f"shape {row['shape']} against {twin['shape']}"
        if row["dtype"] != twin["dtype"]:
            return math.inf, f"{row['dtype']} against {twin['dtype']}"
        a, b = self.sides[0].array(row), self.sides[1].array(twin)
        if event.kind not in ("initial", "update"):
            return relative(a, b), ""
        key = (event.path, row["name"])
        before, self.last[key] = self.last.get(key), (a, b)
        if event.kind == "initial" or before is None:
            return relative(a, b), ""
        size = float(np.abs(a).max(initial=0.0))
        return relative(a - before[0], b - before[1], floor=4 * _epsilon(a) * size), ""


def relative(a: Any, b: Any, floor: float = 0.0) -> float:
    """Norm of the difference over the norm of `a`; what is not finite has to be in both."""
    if a.size == 0:
        return 0.0
    x, y = a.astype(np.complex128).ravel(), b.astype(np.complex128).ravel()
    finite = np.isfinite(x)
    if not np.array_equal(finite, np.isfinite(y)):
        return math.inf
    x, y = x[finite], y[finite]
    off = np.abs(x - y)
    distance = float(np.linalg.norm(off[off > floor]))
    size = float(np.linalg.norm(x))
    if distance == 0.0:
        return 0.0
    return distance / size if size else math.inf


def _epsilon(a: Any) -> float:
    return float(np.finfo(a.dtype).eps) if a.dtype.kind == "f" else 0.0


def _size(recording: Recording, event: Event) -> float:
    found = [np.abs(recording.array(row)).max(initial=0.0) for row in event.arrays]
    return float(max(found, default=0.0))


def _noise(recording: Recording) -> set[tuple[str, str]]:
    """Parameters whose gradients are nothing but rounding, such as a bias before batch norm."""
    sizes = [(e, _size(recording, e)) for e in recording.events if e.kind == "backward"]
    largest: dict[int, float] = {}
    for event, size in sizes:
        largest[event.step] = max(size, largest.get(event.step, 0.0))
    found = {_parameter(e) for e, size in sizes if size < NOISE * largest[e.step]}
    return found - {_parameter(e) for e, size in sizes if size >= NOISE * largest[e.step]}


def _parameter(event: Event) -> tuple[str, str]:
    return event.path, event.arrays[0]["name"] if event.arrays else ""


@dataclass
class Branch:
    """A layer of the tree: its name below the one above, and the worst row of each kind."""

    path: str
    name: str
    depth: int
    operator: str
    worst: dict[str, Row]


def tree(rows: list[Row]) -> list[Branch]:
    """The layers, each above those below it, in the order in which they are met."""
    worst: dict[str, dict[str, Row]] = {}
    operators: dict[str, str] = {}
    for row in rows:
        path, kind = row.event.path, row.event.kind
        if kind in ("initial", "forward"):
            operators.setdefault(path, row.event.operator)
        found = worst.setdefault(path, {}).get(kind)
        if found is None or not row.difference <= found.difference:
            worst[path][kind] = row
    above = {path: _above(path, worst) for path in worst}
    branches: list[Branch] = []
    waiting = [(path, 0) for path in reversed(worst) if above[path] is None]
    while waiting:
        path, depth = waiting.pop()
        name = path.removeprefix(f"{above[path]}.")
        branches.append(Branch(path, name, depth, operators.get(path, ""), worst[path]))
        waiting += [(below, depth + 1) for below in reversed(worst) if above[below] == path]
    return branches


def _above(path: str, known: dict[str, Any]) -> str | None:
    """The nearest path above that is known."""
    while "." in path:
        path = path.rpartition(".")[0]
        if path in known:
            return path
    return None
