"""`compat compare`: where two recordings, or two backends, part."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from . import files


@click.command(
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.option("--backends", default="numpy,torch", show_default=True, help="two, with a comma")
@click.option("--steps", default=3, show_default=True, help="updates to record of a program")
@click.option("--seed", type=int, default=1, show_default=True, help="set before a program starts")
@click.option("--tolerance", type=float, help="relative, of a layer's output  [default: 3e-05]")
@click.option("--json", "as_json", is_flag=True, help="machine-readable, to standard output")
@click.option("--html", "page", type=click.Path(dir_okay=False), help="write one HTML page")
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED)
def compare(
    backends: str, steps: int, seed: int, tolerance: float | None, as_json: bool, page: str | None,
    words: tuple[str, ...],
) -> None:  # fmt: skip
    """Show the tree of layers with the first difference marked HERE.

    WORDS are two recordings, or a recording and a program (run on the backend chosen), or a program
    alone (run on two backends). Exits with 0 when all is within tolerance, else 1.

    \b
    Examples:
      compat compare train.py --epochs 1
      compat compare --backends numpy,tensorflow -m package.train
      compat compare ref train.py
      compat compare ref own --html difference.html
    """
    from ..compare import report
    from ..compare.difference import TOLERANCE
    from ..compare.difference import compare as measure

    with tempfile.TemporaryDirectory(prefix="compat-compare-") as folder:
        left, right = _sides(words, backends, steps, seed, Path(folder))
        with files.readable(left.folder):
            found = measure(left, right, TOLERANCE if tolerance is None else tolerance)
    if page is not None:
        files.write_whole(Path(page), report.html(found, left, right))
    if as_json:
        click.echo(json.dumps(report.as_json(found, left, right)))
    else:
        report.show(found, left, right)
    sys.exit(0 if found.same else 1)


def _sides(
    words: tuple[str, ...], backends: str, steps: int, seed: int, folder: Path
) -> tuple[Any, Any]:
    from ..compare.recordings import is_recording

    if is_recording(Path(words[0])):
        left = _load(Path(words[0]))
        if len(words) == 1:
            raise click.UsageError("a second recording, or a program, is missing")
        if len(words) == 2 and is_recording(Path(words[1])):
            return left, _load(Path(words[1]))
        return left, _recorded(words[1:], None, left.facts["steps"], seed, folder / "own")
    if Path(words[0]).is_dir():
        raise click.UsageError(f"{words[0]} is no recording: it has no manifest.json")
    names = [n.strip() for n in backends.split(",") if n.strip()]
    if len(names) != 2:
        raise click.BadParameter(f"two backends, not {backends!r}", param_hint="--backends")
    sides = [_recorded(words, name, steps, seed, folder / name) for name in names]
    return sides[0], sides[1]


def _recorded(
    words: tuple[str, ...], backend: str | None, steps: int, seed: int, folder: Path
) -> Any:
    """Run the program in a process of its own and load what was recorded."""
    from ..compare.recordings import is_recording

    chosen = [] if backend is None else ["--backend", backend]
    command = [sys.executable, "-m", "compat", *chosen, "record", "-o", str(folder)]
    command += ["--steps", str(steps), "--seed", str(seed), *words]
    done = subprocess.run(command, stdout=sys.stderr, env=os.environ.copy())
    if not is_recording(folder):
        on = f" on {backend}" if backend else ""
        raise click.ClickException(f"the program was not recorded{on} (status {done.returncode})")
    return _load(folder)


def _load(folder: Path) -> Any:
    from ..compare.recordings import load

    with files.readable(folder):
        return load(folder)
