"""Start a program as several processes that meet on this machine."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from compat.core.processes.launching import free_ports

ROOT = Path(__file__).parents[2]
# Seconds, for a busy machine as well; below the limit of a test.
LIMIT = 240


@dataclass
class Outcome:
    """What one rank left behind."""

    status: int
    output: str
    errors: str


def run_ranks(
    program: str | list[str], size: int, folder: Path, launcher=(), common=None, **env
) -> list[Outcome]:
    """Run a program text (or command) `size` times; variables may be functions of the rank."""
    if isinstance(program, str):
        (folder / "program.py").write_text(program)
        program = ["program.py"]
    port = free_ports(1)[0]
    started = []
    for rank in range(size):
        values = {
            "RANK": rank, "WORLD_SIZE": size, "LOCAL_RANK": rank, "LOCAL_WORLD_SIZE": size,
            "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port, "COMPAT_PROCESS_TIMEOUT": LIMIT,
        } if common is None else common(rank, port)  # fmt: skip
        values |= {k: v(rank) if callable(v) else v for k, v in env.items()}
        variables = {k: str(v) for k, v in values.items() if v is not None}
        started.append(_start([*launcher, *program], folder, variables))
    return [_finished(p) for p in started]


def _start(words, folder, variables):
    inherited = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    inherited.pop("COMPAT_ACTIVE", None)
    return subprocess.Popen(
        [sys.executable, *words],
        cwd=folder,
        env={**inherited, "TF_CPP_MIN_LOG_LEVEL": "3", **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _finished(process) -> Outcome:
    try:
        output, errors = process.communicate(timeout=LIMIT)
    finally:
        process.kill()
    return Outcome(process.returncode, output, errors)
