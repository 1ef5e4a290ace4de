"""`compat check`: what of a code base will run."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from . import files


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True))
@click.option("--json", "as_json", is_flag=True, help="machine-readable, to standard output")
@click.option("--html", "page", type=click.Path(dir_okay=False), help="write one HTML page")
@click.option("--most", default=20, show_default=True, help="rows of the table of names")
@click.option("--floor", default=1.0, show_default=True, help="share of directories that must run")
def check(paths: tuple[str, ...], as_json: bool, page: str | None, most: int, floor: float) -> None:
    """Say what of a code base will run, without running it.

    Exits with 1 when fewer than the share --floor of the directories run.

    \b
    Examples:
      compat check .
      compat check official/cv --html report.html
      compat check train.py --json
    """
    from ..porting import report
    from ..porting.check import check as read

    directories = read([Path(p).resolve() for p in paths])
    if page is not None:
        files.write_whole(Path(page), report.html(directories))
    if as_json:
        rows = [d.as_json() for d in directories]
        click.echo(json.dumps({"totals": report.totals(directories), "directories": rows}))
    else:
        report.show(directories, most)
    sums = report.totals(directories)
    sys.exit(sums["clean"] < floor * sums["directories"])
