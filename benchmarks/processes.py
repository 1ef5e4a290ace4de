"""A step of data parallel training on two processes, beside torch's DistributedDataParallel."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from statistics import median

from .report import save, table
from .timing import ROOT

PROGRAM = ROOT / "benchmarks" / "programs" / "resnet18_processes_pair.py"
BATCH = 8


def start(quick: bool) -> None:
    """Measure and write the page and the data."""
    times = measured(8 if quick else 60)
    ours, peer = times["compat"], times["torch"]
    rows = [row(f"{clock}, ms", ours[clock], peer[clock]) for clock in ours]
    heads = ["clock", "compat on torch", "DistributedDataParallel"]
    heads += ["median of ratios", "quarters", "ratio of minima"]
    body = "\n".join(
        [
            f"Steps of a ResNet-18 (images of 32 x 32, {BATCH} for each process, momentum) on two "
            "gloo processes of one thread, MindSpore's `TrainOneStepCell` and the same network "
            "written by hand in torch, one after the other in the same two processes. Processor "
            "time counts all threads of a process, those of gloo included.",
            "",
            table(heads, rows),
        ]
    )
    print(body)
    save("processes", "Several processes", body, {"times": times})


def row(clock: str, ours: list[float], peer: list[float]) -> list[str]:
    """Medians and the ratios of steps that followed each other."""
    ratios = sorted(a / b for a, b in zip(ours, peer, strict=True))
    quarter = len(ratios) // 4
    return [
        clock,
        f"{median(ours):.0f}",
        f"{median(peer):.0f}",
        f"{median(ratios):.3f}",
        f"{ratios[quarter]:.3f} to {ratios[-1 - quarter]:.3f}",
        f"{min(ours) / min(peer):.3f}",
    ]


def measured(rounds: int) -> dict[str, dict[str, list[float]]]:
    """What rank 0 of the program measured."""
    environment = {**os.environ, "COMPAT_BACKEND": "torch", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "compat", "--processes", "2", str(PROGRAM)]
    done = subprocess.run(
        [*command, str(rounds), str(BATCH)],
        env={**environment, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        timeout=3600,
        check=True,
    )
    found: dict[str, dict[str, list[float]]] = json.loads(done.stdout.partition("[0] ")[2])
    return found
