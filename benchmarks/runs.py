"""Whole programs in processes of their own: how long a step takes and how much memory they hold."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import median

from .timing import MODE, ROOT

STEP = re.compile(r"step +(\d+) .* ([0-9.]+) ms a step")
BACKENDS = ("numpy", "torch", "tensorflow")


@dataclass
class Runtime:
    """Something that runs a program: a Python, with a frontend of ours or without."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)


def ours(backend: str) -> Runtime:
    """Our frontend over a backend."""
    environment = {"COMPAT_BACKEND": backend, "PYTHONPATH": str(ROOT)}
    return Runtime(f"compat {backend}", [sys.executable, "-u", "-m", "compat"], environment)


def original(framework: str) -> Runtime | None:
    """The original framework, where the environment names a Python that has it."""
    variable = f"COMPAT_ORACLE_{framework.upper()}"
    python = os.environ.get(variable)
    if not python:
        print(f"{framework}: skipped ({variable} names no Python)")
        return None
    return Runtime(framework, [python, "-u"], {"GLOG_v": "3"})


def runtimes(framework: str) -> list[Runtime]:
    """Every backend and the original."""
    found = [*map(ours, BACKENDS), original(framework)]
    return [r for r in found if r]


@dataclass
class Trace:
    """What a run said: (step, milliseconds up to it) and the memory then, in MB."""

    elapsed: list[tuple[int, float]] = field(default_factory=list)
    resident: list[float] = field(default_factory=list)
    peak: float = 0.0
    failure: str = ""

    @property
    def step(self) -> float:
        """Milliseconds of a step, those before the first line left out."""
        if len(self.elapsed) < 2:
            return float("nan")
        (first, start), (last, stop) = self.elapsed[0], self.elapsed[-1]
        return (stop - start) / (last - first)

    @property
    def middle(self) -> float:
        """Median of the milliseconds between one line and the next."""
        spans = [(b - a) / (n - m) for (m, a), (n, b) in pairwise(self.elapsed)]
        return median(spans) if spans else float("nan")


def memory(pid: int) -> tuple[float, float]:
    """Resident and peak memory of a process in MB, where the system tells."""
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0, 0.0
    found = dict(re.findall(r"(VmRSS|VmHWM):\s+(\d+) kB", text))
    return float(found.get("VmRSS", 0)) / 1024, float(found.get("VmHWM", 0)) / 1024


def run(runtime: Runtime, program: Path, *arguments: str, limit: int = 300) -> Trace:
    """Run a program that prints `step N ... M ms a step`, watching its memory."""
    usual = {"TF_CPP_MIN_LOG_LEVEL": "3", **MODE.environment()}
    environment = {**os.environ, **usual, **runtime.environment}
    if "PYTHONPATH" not in runtime.environment:
        environment.pop("PYTHONPATH", None)
    trace = Trace()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile("w+") as errors:
        arguments = tuple(a.replace("OUT", folder) for a in arguments)
        process = subprocess.Popen(
            ["timeout", str(limit), *runtime.command, str(program), *arguments],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            cwd=folder,
        )
        watch(process, trace)
        if process.wait():
            errors.seek(0)
            lines = errors.read().strip().splitlines()
            trace.failure = lines[-1][:200] if lines else f"exit status {process.returncode}"
    return trace


def watch(process: subprocess.Popen, trace: Trace) -> None:
    """Read the steps of a program as they come."""
    worker = None
    for line in process.stdout:
        found = STEP.search(line)
        if not found:
            continue
        worker = worker or child(process.pid)
        spent = processor(worker) if MODE.cpu else int(found[1]) * float(found[2])
        trace.elapsed.append((int(found[1]), spent))
        resident, trace.peak = memory(worker)
        trace.resident.append(resident)


def processor(pid: int) -> float:
    """Processor time that a process and its threads have used, in milliseconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def child(pid: int) -> int:
    """The program under `timeout`."""
    try:
        return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])
    except (OSError, IndexError):
        return pid
