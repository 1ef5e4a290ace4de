"""Import time, peak memory, and loops that must hold their memory."""

from __future__ import annotations

import os
import subprocess
import sys
from statistics import median

from .report import save, table
from .runs import BACKENDS, Runtime, original, ours, run, runtimes
from .timing import ROOT

IMPORT = (
    "import time; t, p = time.perf_counter(), time.process_time(); import {module}; "
    "t, p = time.perf_counter() - t, time.process_time() - p; "
    "import resource; print(t, p, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
)
STACK = ROOT / "benchmarks" / "programs" / "layers_mindspore.py"
LOOPS = {
    "MindSpore": ROOT / "examples" / "mindspore_dcgan.py",
    "Paddle": ROOT / "examples" / "paddle_autoencoder.py",
}
GROWTH = {
    "batch": ("4", "16", "64"),
    "size": ("16", "32", "64"),
    "depth": ("2", "4", "8", "16"),
}


def start(quick: bool) -> None:
    """Measure and write the page and the data."""
    imported = imports(5 if quick else 15)
    loops = hold(100 if quick else 500, BACKENDS[:1] if quick else BACKENDS)
    grown = growth(BACKENDS[:1] if quick else BACKENDS)
    body = "\n".join(
        [
            "## Import",
            "",
            table(["import", "seconds", "processor seconds", "peak MB"], imported),
            "",
            "## Training loops that must hold their memory",
            "",
            table(["program", "steps", "MB early", "MB at the end", "peak MB"], loops),
            "",
            "## Peak memory of a training step, MB",
            "",
            "Convolutions of 16 channels; batch 16, images 32 x 32, depth 4 where not varied.",
            "",
            table(["runtime", *(f"{k} {v}" for k, vs in GROWTH.items() for v in vs)], grown),
        ]
    )
    print(body)
    data = {"imports": imported, "loops": loops, "growth": grown}
    save("importing", "Import and memory", body, data)


def launches() -> list[tuple[str, str, Runtime]]:
    """(label, module, runtime): bare libraries, our frontends over them, the originals."""
    bare = Runtime("", [sys.executable])
    found = [(f"import {m}", m, bare) for m in ("numpy", "torch", "tensorflow")]
    for framework, module in (("MindSpore", "mindspore"), ("Paddle", "paddle.fluid")):
        found += [(f"import {module}, compat on {b}", module, ours(b)) for b in BACKENDS]
        real = original(framework)
        if real:
            found.append((f"import {module}, the original", module, real))
    return found


def imports(rounds: int) -> list[list[str]]:
    """Median times and peak memory of an import, every case asked in turn."""
    cases = launches()
    found: dict[str, list[list[float]]] = {label: [] for label, _, _ in cases}
    for _ in range(rounds):
        for label, module, runtime in cases:
            environment = {**os.environ, **runtime.environment, "TF_CPP_MIN_LOG_LEVEL": "3"}
            done = subprocess.run(
                [*runtime.command, "-c", IMPORT.format(module=module)],
                env=environment,
                capture_output=True,
                text=True,
            )
            if done.returncode == 0:
                found[label].append([float(n) for n in done.stdout.split()[-3:]])
    rows = []
    for label, figures in found.items():
        if figures:
            seconds, spent, peak = (median(column) for column in zip(*figures, strict=True))
            rows.append([label, f"{seconds:.3f}", f"{spent:.3f}", f"{peak:.0f}"])
    return rows


def hold(steps: int, backends: tuple[str, ...]) -> list[list[str]]:
    """Memory after a fifth of a loop and at its end."""
    rows = []
    for framework, program in LOOPS.items():
        for runtime in [*map(ours, backends), original(framework)]:
            if not runtime:
                continue
            every = str(steps // 20)
            trace = run(
                runtime, program, "--steps", str(steps), "--every", every, "--out", "OUT", limit=590
            )
            label = f"{program.stem}, {runtime.name}"
            if len(trace.resident) < 5:
                rows.append([label, trace.failure, "", "", ""])
                continue
            early, late = trace.resident[len(trace.resident) // 5], trace.resident[-1]
            rows.append([label, str(steps), f"{early:.0f}", f"{late:.0f}", f"{trace.peak:.0f}"])
            print("  ".join(rows[-1]), flush=True)
    return rows


def growth(backends: tuple[str, ...]) -> list[list[str]]:
    """Peak memory against batch, image size and depth."""
    rows = []
    for runtime in [
        r for r in runtimes("MindSpore") if r.name.split()[-1] in (*backends, "MindSpore")
    ]:
        row = [runtime.name]
        for option, values in GROWTH.items():
            for value in values:
                trace = run(runtime, STACK, f"--{option}", value)
                row.append(f"{trace.peak:.0f}" if trace.peak else trace.failure[:40])
        rows.append(row)
        print("  ".join(row), flush=True)
    return rows
