"""Rows a second of MindSpore's pipelines, beside MindSpore itself and torch's DataLoader."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from .report import save, table
from .runs import Runtime, original, ours
from .timing import MODE, ROOT

PROGRAMS = ROOT / "benchmarks" / "programs"
ROWS = PROGRAMS / "pipelines_rows.py"
SPEED, FIRST = "rows a second", "ms to the first batch"


def start(quick: bool) -> None:
    """Measure in turn and write the page and the data."""
    runtimes = [ours("numpy"), original("MindSpore"), Runtime("torch", [sys.executable, "-u"])]
    runtimes = [r for r in runtimes if r]
    with tempfile.TemporaryDirectory() as folder:
        run(Runtime("rows", [sys.executable]), ROWS, folder)
        run(ours("numpy"), ROWS, folder, "records")
        rounds = [
            {r.name: json.loads(run(r, program(r), folder)) for r in runtimes}
            for _ in range(1 if quick else 3)
        ]
    body = "\n".join([*TEXT, "", page(rounds)])
    print(body)
    save("pipelines", "Pipelines of data", body, {"rounds": rounds})


TEXT = [
    "Rows a second from the second epoch on, batches of 32: the median of the rounds, in brackets",
    "the best. Two workers, and as many processes as there are processors, at most four. Rows and",
    "operations: `benchmarks/programs/pipelines_mindspore.py`.",
]


def page(rounds: list[dict]) -> str:
    """Speeds, their ratios to ours, and how long the first batch takes."""
    names = list(rounds[0])
    rows, firsts = [], []
    for pipeline in rounds[0][names[0]]:
        speeds = {n: [r[n][pipeline][SPEED] for r in rounds] for n in names}
        mine = median(speeds[names[0]])
        others = [f"{mine / median(speeds[n]):.2f}" for n in names[1:]]
        shown = [f"{median(v):.0f} ({max(v)})" for v in speeds.values()]
        rows.append([pipeline, *shown, *others])
        waits = [median(r[n][pipeline][FIRST] for r in rounds) for n in names]
        firsts.append([pipeline, *(f"{w:.0f}" for w in waits)])
    heads = ["pipeline", *names, *(f"ours over {n}" for n in names[1:])]
    return table(heads, rows) + "\n\n" + table([f"pipeline, {FIRST}", *names], firsts)


def program(runtime: Runtime) -> Path:
    """What a runtime runs."""
    name = "torch" if runtime.name == "torch" else "mindspore"
    return PROGRAMS / f"pipelines_{name}.py"


def run(runtime: Runtime, script: Path, *arguments: str) -> str:
    """The last line that a program prints."""
    environment = {**os.environ, **MODE.environment(), **runtime.environment}
    command = [*runtime.command, str(script), *arguments]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=600, check=True
    )
    return done.stdout.strip().rpartition("\n")[2]
