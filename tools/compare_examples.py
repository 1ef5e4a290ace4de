"""Run the example programs under the real frameworks and under compat, and compare their losses.

    python tools/compare_examples.py --mindspore PYTHON --paddle PYTHON [--backends
    numpy,torch,tensorflow]

PYTHON is the interpreter of an environment with the real framework. Every program also runs there
with its first weights moved by a relative 1e-6: as long as that agrees with the original to
`--rtol`, a faithful backend has to agree as well.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import click
import numpy as np

ROOT = Path(__file__).parents[1]
PROGRAMS = {"mindspore": "mindspore_dcgan.py", "paddle": "paddle_autoencoder.py"}


def losses(
    framework: str, launcher: list[str], steps: int, backend: str = "", jitter: float = 0
) -> np.ndarray:
    """Losses (steps, n) of one run of the framework's example."""
    with tempfile.TemporaryDirectory() as out:
        command = [*launcher, str(ROOT / "examples" / PROGRAMS[framework]), "--out", out]
        command += ["--steps", str(steps), "--jitter", str(jitter)]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        env.update({"COMPAT_BACKEND": backend} if backend else {})
        if not backend:
            env.pop("PYTHONPATH")
        done = subprocess.run(command, env=env, capture_output=True, text=True)
        if done.returncode:
            raise click.ClickException(f"{' '.join(command)}\n{done.stderr[-2000:]}")
        return np.loadtxt(Path(out) / f"{framework}_losses.txt", ndmin=2).reshape(steps, -1)


def agreement(a: np.ndarray, b: np.ndarray, rtol: float) -> tuple[int, float]:
    """Number of leading steps that agree, and the largest relative difference among them."""
    difference = np.abs(a / b - 1).max(axis=1)
    apart = np.flatnonzero(difference > rtol)
    count = int(apart[0]) if len(apart) else len(difference)
    return count, float(difference[:count].max(initial=0.0))


@click.command()
@click.option("--mindspore", "mindspore", help="python with mindspore 2.0.0")
@click.option("--paddle", help="python with paddlepaddle 1.8.5")
@click.option("--backends", default="numpy,torch,tensorflow", show_default=True)
@click.option("--steps", default=50, show_default=True)
@click.option("--rtol", default=1e-3, show_default=True)
def main(mindspore: str | None, paddle: str | None, backends: str, steps: int, rtol: float) -> None:
    """Compare the losses step by step; exit status 1 when a backend leaves too early."""
    failed = False
    for framework, python in (("mindspore", mindspore), ("paddle", paddle)):
        if not python:
            click.echo(f"{framework}: no interpreter given, left out")
            continue
        real = losses(framework, [python], steps)
        limit, spread = agreement(losses(framework, [python], steps, jitter=1e-6), real, rtol)
        click.echo(
            f"{framework}: the original agrees with itself for {limit} steps (within {spread:.1e})"
        )
        for backend in backends.split(","):
            ours = losses(framework, [sys.executable, "-m", "compat"], steps, backend)
            count, error = agreement(ours, real, rtol)
            failed |= count < limit
            click.echo(f"  {backend}: {count} of {steps} steps, largest difference {error:.1e}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
