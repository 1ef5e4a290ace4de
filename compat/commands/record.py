"""`compat record`: what every layer of a program computes, to files."""

from __future__ import annotations

from pathlib import Path

import click

RECORDER = Path(__file__).parents[1] / "compare" / "recorder.py"


@click.command(
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.option("-o", "--output", help="folder for the recording")
@click.option("--steps", default=3, show_default=True, help="updates to record")
@click.option("--calls", default=20, show_default=True, help="calls of a layer in a step")
@click.option("--seed", type=int, help="set before the program starts")
@click.option("--recorder", is_flag=True, help="print the path of the recorder's one file, and end")
@click.argument("program", nargs=-1, type=click.UNPROCESSED)
def record(
    output: str | None, steps: int, calls: int, seed: int | None, recorder: bool,
    program: tuple[str, ...],
) -> object:  # fmt: skip
    """Record outputs, gradients and parameters of every layer of an unchanged PROGRAM.

    The recorder is one file without dependencies. Copied to where MindSpore 2.0 or Paddle 1.8
    itself is installed, it records there: python recorder.py -o ref train.py

    \b
    Examples:
      compat record -o own train.py --epochs 1
      compat --backend torch record -o own --steps 5 -m package.train
      cp $(compat record --recorder) .
    """
    from ..cli import Program

    if recorder:
        click.echo(str(RECORDER))
        return 0
    if output is None:
        raise click.UsageError("where to? -o FOLDER")
    if not program:
        raise click.UsageError("a program is missing")
    words = [str(RECORDER), "-o", output, "--steps", str(steps), "--calls", str(calls)]
    if seed is not None:
        words += ["--seed", str(seed)]
    return Program([*words, *program])
