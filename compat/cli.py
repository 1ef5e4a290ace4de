"""The console script `compat`: `compat run`, `compat info`."""

from __future__ import annotations

import json
import platform
import sys
from typing import Any

import click

from . import __version__


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Programs written for MindSpore 2.0 and Paddle 1.8 dygraph, unchanged."""


@main.command(
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def run(arguments: tuple[str, ...]) -> None:
    """Run a script, `-m module` or `-c code`, as `python -m compat` does."""
    from ._run import main as launch

    sys.exit(launch(list(arguments)))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="machine-readable")
def info(as_json: bool) -> None:
    """Versions, devices, the backends found, the one chosen and why."""
    facts = gather()
    if as_json:
        click.echo(json.dumps(facts, indent=2))
    else:
        _show(facts)
    sys.exit(0 if facts["chosen"] else 1)


@main.command()
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
    from pathlib import Path

    from .porting import report
    from .porting.check import check as read

    directories = read([Path(p).resolve() for p in paths])
    if page is not None:
        _write_whole(Path(page), report.html(directories))
    if as_json:
        rows = [d.as_json() for d in directories]
        click.echo(json.dumps({"totals": report.totals(directories), "directories": rows}))
    else:
        report.show(directories, most)
    sums = report.totals(directories)
    sys.exit(sums["clean"] < floor * sums["directories"])


def _write_whole(path: Any, text: str) -> None:
    """Write a file beside its place and move it there: a reader never sees half of it."""
    import os

    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        half.write_text(text, "utf-8")
        half.replace(path)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise click.FileError(str(path), error.strerror) from error


def gather() -> dict[str, Any]:
    """What `compat info` shows."""
    from ._imports import DISTRIBUTIONS
    from .core import registry, state
    from .core.errors import CompatError

    facts: dict[str, Any] = {
        "compat": __version__,
        "python": platform.python_version(),
        "machine": platform.platform(),
        "frontends": {r: f"{n} {v}" for r, (n, v) in DISTRIBUTIONS.items()},
        "backends": _backends(registry),
        "chosen": None,
    }
    try:
        facts["chosen"] = registry.ensure()
        facts["reason"], facts["device"] = registry.reason, state.device()
    except CompatError as error:
        facts["reason"] = str(error)
    from . import plugins

    facts["plugins"] = list(plugins.active())
    return facts


def _backends(registry: Any) -> list[dict[str, Any]]:
    from importlib import metadata

    from .core.registry import INSTALL, LIBRARY

    rows = []
    for name, target in registry.available().items():
        row = {"name": name, "provided_by": target, "installed": registry.installed(name)}
        if name in LIBRARY:
            row["version"] = _version(metadata, LIBRARY[name]) if row["installed"] else None
            row["install"] = INSTALL[name]
        rows.append(row)
    return rows


def _version(metadata: Any, library: str) -> str | None:
    for distribution in (library, f"{library}-cpu"):
        try:
            return str(metadata.version(distribution))
        except metadata.PackageNotFoundError:
            continue
    return None


def _show(facts: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    out = Console(highlight=False, soft_wrap=True)
    out.print(f"compat {facts['compat']}, Python {facts['python']}, {facts['machine']}")
    out.print("serves " + ", ".join(f"{r} ({v})" for r, v in facts["frontends"].items()))
    table = Table("backend", "version", "provided by", "if missing")
    for row in facts["backends"]:
        version = (row.get("version") or "?") if row["installed"] else "not installed"
        table.add_row(row["name"], version, row["provided_by"], row.get("install", ""))
    out.print(table)
    if facts["chosen"]:
        out.print(f"chosen: {facts['chosen']} on {facts['device']}, because {facts['reason']}")
    else:
        out.print(f"chosen: none; {facts['reason']}")
    if facts["plugins"]:
        out.print("plugins: " + ", ".join(facts["plugins"]))


if __name__ == "__main__":
    main()
