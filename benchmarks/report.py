"""Tables, charts and JSON files of what was measured."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict
from datetime import datetime, timezone
from math import ceil, exp, floor, log, log2
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
OUT = ROOT / "docs" / "benchmarks"
ROUNDS = ROOT / "out" / "benchmarks"
"""Every time that was taken; not under version control."""
TASK = {"name", "map", "family", "times"}


def geometric_mean(values: list[float]) -> float:
    return exp(sum(map(log, values)) / len(values))


def machine() -> str:
    """Processor, cores, load and the kernels that NumPy multiplies with."""
    name = platform.processor() or platform.machine()
    for line in (
        Path("/proc/cpuinfo").read_text().splitlines() if os.path.exists("/proc/cpuinfo") else []
    ):
        if line.startswith("model name"):
            name = line.split(":", 1)[1].strip()
            break
    cores, load = os.cpu_count(), os.getloadavg()[0]
    chosen = os.environ.get("OPENBLAS_CORETYPE")
    kernels = f"OPENBLAS_CORETYPE={chosen}" if chosen else "OpenBLAS kernels as it chooses"
    return f"{name}, {cores} cores, load {load:.1f} at the end, {kernels}, {platform.system()}"


def table(heads: list[str], rows: list[list[str]]) -> str:
    """A markdown table; the first column is text, the others are numbers."""
    lines = ["| " + " | ".join(heads) + " |", "|---" + "|---:" * (len(heads) - 1) + "|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def save(name: str, title: str, body: str, data: object) -> Path:
    """Write `name.md` with the medians in `name.json`, and every time into `out/benchmarks`."""
    OUT.mkdir(parents=True, exist_ok=True)
    ROUNDS.mkdir(parents=True, exist_ok=True)
    now = datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
    page, head = OUT / f"{name}.md", {"when": now, "machine": machine()}
    page.write_text(f"# {title}\n\nMeasured {now}: {machine()}.\n\n{body}\n")
    (ROUNDS / f"{name}.json").write_text(json.dumps({**head, "results": data}) + "\n")
    (OUT / f"{name}.json").write_text(compact({**head, "results": medians(data)}))
    return page


def medians(data: object) -> object:
    """Data with the median, to three digits, of every list of numbers; times by case and map."""
    if isinstance(data, dict):
        return {key: medians(value) for key, value in data.items()}
    if not isinstance(data, list) or not data:
        return rounded(data) if isinstance(data, float) else data
    if all(isinstance(v, (int, float)) for v in data):
        return rounded(median(data))
    if all(isinstance(v, dict) and v.keys() == TASK for v in data):
        return by_case(data)
    if len(data) > 1 and isinstance(data[0], dict) and numbers(data[0]):
        return medians(in_columns(data))
    return [medians(value) for value in data]


def numbers(data: object) -> bool:
    """True for nested dictionaries of numbers only."""
    if isinstance(data, dict):
        return all(map(numbers, data.values()))
    return isinstance(data, (int, float))


def in_columns(rounds: list) -> object:
    """Rounds with the same keys as one dictionary of lists."""
    if not isinstance(rounds[0], dict):
        return rounds
    return {key: in_columns([r[key] for r in rounds]) for key in rounds[0]}


def by_case(tasks: list[dict]) -> dict:
    """The medians of measured tasks: case -> a row for each map, a number or null for each peer."""
    peers = list(dict.fromkeys(peer for task in tasks for peer in task["times"]))
    maps = list(dict.fromkeys(task["map"] for task in tasks))
    rows: dict[str, list[list]] = {}
    for task in tasks:
        table_of_case = rows.setdefault(task["name"], [[]] * len(maps))
        row = [medians(task["times"].get(peer)) for peer in peers]
        table_of_case[maps.index(task["map"])] = row
    return {"peers": peers, "maps": maps, "cases": rows}


def rounded(value: float) -> float:
    """A number to three digits."""
    short = float(f"{value:.3g}")
    return int(short) if short.is_integer() else short


def compact(results: object, depth: int = 3) -> str:
    """JSON with a line for each entry down to `depth`."""
    if depth == 0 or not isinstance(results, dict) or not results:
        return json.dumps(results, separators=(",", ":"))
    rows = [f"{json.dumps(key)}: {compact(value, depth - 1)}" for key, value in results.items()]
    return "{\n" + ",\n".join(row.rstrip("\n") for row in rows) + "\n}\n"


def plain(results: list) -> list[dict]:
    """Measured tasks for JSON, times in microseconds."""
    found = [asdict(r) for r in results]
    for entry in found:
        entry["times"] = {
            peer: [round(t * 1e6, 2) for t in times] for peer, times in entry["times"].items()
        }
    return found


def chart(name: str, title: str, labels: list[str], series: dict[str, list[float | None]]) -> None:
    """Horizontal bars of ratios on a logarithmic axis; says so when matplotlib is not there."""
    try:
        import matplotlib
    except ImportError:
        print("matplotlib is not installed: no chart")
        return
    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(9, 0.5 + 0.32 * len(labels)), layout="constrained")
    height = 0.8 / len(series)
    for number, (label, values) in enumerate(series.items()):
        places = [i + (number - (len(series) - 1) / 2) * height for i in range(len(labels))]
        shown = [(p, v) for p, v in zip(places, values, strict=True) if v]
        axes.barh([p for p, _ in shown], [v - 1 for _, v in shown], height, left=1, label=label)
    axes.axvline(1, color="black", linewidth=0.8)
    axes.set_xscale("log")
    seen = [v for values in series.values() for v in values if v]
    ticks = [2.0**n for n in range(floor(log2(min(seen))), ceil(log2(max(seen))) + 1)]
    axes.set_xticks(ticks, [f"1/{round(1 / t)}" if t < 1 else f"{t:.0f}" for t in ticks])
    axes.set_xticks([], minor=True)
    axes.set_yticks(range(len(labels)), labels, fontsize=8)
    axes.invert_yaxis()
    axes.set_title(title)
    axes.legend()
    figure.savefig(OUT / f"{name}.png", dpi=110)
    pyplot.close(figure)
