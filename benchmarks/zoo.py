"""Every case of the zoo beside the framework it was written for: forward and training step."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median

from .report import geometric_mean, save, table
from .runs import original, ours
from .timing import MODE
from .training import driven

FRAMEWORKS = {"ms": "MindSpore", "pd": "Paddle"}
KINDS = {"forward": "forward_s", "step": "train_step_s"}


def start(quick: bool, zoo: str, driver: str, part: str, backends: tuple[str, ...]) -> None:
    """Measure the cases whose name contains `part`; `driver` stands beside `visible.json`."""
    cases = Path(driver).with_name("visible.json")
    if not zoo or not cases.is_file():
        print("zoo: skipped (no --zoo, or no visible.json beside --driver)")
        return
    names = [entry["id"] for entry in json.loads(cases.read_text())["cases"]]
    found: dict[str, dict[str, list[dict]]] = {}
    for name in (n for n in names if part in n):
        first = original(FRAMEWORKS[name.partition("/")[0]])
        if first is None:
            continue
        runtimes = [first, *map(ours, backends)]
        rounds = [
            [driven(r, driver, zoo, name) for r in runtimes] for _ in range(1 + 2 * (not quick))
        ]
        found[name] = {
            r.name: list(v) for r, v in zip(runtimes, zip(*rounds, strict=True), strict=True)
        }
        print(name, "  ".join(shown(found[name], r.name) for r in runtimes[1:]), flush=True)
    body = "\n".join([f"{str(MODE).capitalize()}. {TEXT}", "", *page(found, backends)])
    save("zoo", "The zoo", body, {"cases": found})


TEXT = (
    "Medians of three processes each, in turn; milliseconds of the original, and time over it. "
    "Above 1 a network became slower."
)


def page(found: dict, backends: tuple[str, ...]) -> list[str]:
    """A table of all cases, and the geometric means."""
    heads, rows = ["case, milliseconds of the original"], []
    heads += [f"{kind}, {backend}" for kind in KINDS for backend in backends]
    for name, times in found.items():
        base = next(iter(times))
        own = " / ".join(f"{1e3 * (figure(times[base], kind) or 0):.1f}" for kind in KINDS)
        cells = [ratio(times, f"compat {b}", kind) for kind in KINDS for b in backends]
        rows.append([f"{name}, {own}", *(f"{c:.2f}" if c else "" for c in cells)])
    means = []
    for kind in KINDS:
        for backend in backends:
            values = [ratio(times, f"compat {backend}", kind) for times in found.values()]
            present = [v for v in values if v]
            mean = geometric_mean(present) if present else float("nan")
            above = sum(v > 1 for v in present)
            means.append([f"{kind}, {backend}", f"{mean:.2f}", f"{above} of {len(present)}"])
    return [table(["", "geometric mean", "above 1"], means), "", table(heads, rows)]


def ratio(times: dict[str, list[dict]], name: str, kind: str) -> float | None:
    """Time over the original's, of the medians."""
    base, own = figure(times[next(iter(times))], kind), figure(times[name], kind)
    return own / base if base and own else None


def figure(found: list[dict], kind: str) -> float | None:
    """The median of the seconds that were taken."""
    values = [f[KINDS[kind]] for f in found if f.get(KINDS[kind])]
    return median(values) if values else None


def shown(times: dict[str, list[dict]], name: str) -> str:
    """Both ratios of a runtime, or why there are none."""
    cells = [ratio(times, name, kind) for kind in KINDS]
    if not any(cells):
        failure = next((f["failure"] for f in times[name] if "failure" in f), "no times")
        return f"{name}: {failure}"
    return f"{name}: " + " / ".join(f"{c:.2f}" if c else "-" for c in cells)
