"""`compat inspect`: what a file of weights or rows holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from .files import readable

COLUMNS = ("name", "shape", "dtype", "min", "max", "mean", "std")


@click.command("inspect")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="machine-readable")
@click.option("--like", metavar="TEXT", help="only names with this in them")
def inspect(file: Path, as_json: bool, like: str | None) -> None:
    """Names, shapes, dtypes, statistics and sums of a file; nothing in it is executed.

    Reads .ckpt, .pdparams, .pdopt, .npz, .safetensors, .pth (weights only) and MindRecord files.

    \b
    Examples:
      compat inspect lenet.ckpt
      compat inspect resnet.pdparams --like conv1
      compat inspect train.mindrecord --json
    """
    from ..weights.describing import describe

    with readable(file):
        facts = describe(file)
    if like:
        facts["entries"] = [e for e in facts["entries"] if like in e["name"]]
    if as_json:
        click.echo(json.dumps(facts, default=str))
    else:
        _show(facts)


def _show(facts: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    out = Console(highlight=False, soft_wrap=True)
    table = Table(*COLUMNS, title=facts["file"])
    for row in facts["entries"]:
        table.add_row(*(_text(row.get(column, "")) for column in COLUMNS))
        if row["not_finite"]:
            table.add_row("", f"{row['not_finite']} not finite", style="red")
    out.print(table)
    for name, value in facts["values"].items():
        out.print(f"{name} = {value!r}", markup=False)
    out.print(", ".join(f"{count:,} {word}" for word, count in facts["sum"].items()))


def _text(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list):
        return f"({', '.join(map(str, value))})"
    return str(value)
