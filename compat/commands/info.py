"""`compat info`: versions, devices, backends, the one chosen and why."""

from __future__ import annotations

import json
import platform
import sys
from typing import Any

import click

from .. import __version__


@click.command()
@click.option("--json", "as_json", is_flag=True, help="machine-readable")
def info(as_json: bool) -> None:
    """Versions, devices, the backends found, the one chosen and why.

    \b
    Examples:
      compat info
      COMPAT_BACKEND=auto compat info --json
    """
    facts = gather()
    if as_json:
        click.echo(json.dumps(facts, indent=2))
    else:
        _show(facts)
    sys.exit(0 if facts["chosen"] else 1)


def gather() -> dict[str, Any]:
    """What `compat info` shows."""
    from .._imports import DISTRIBUTIONS
    from ..core import registry, state
    from ..core.errors import CompatError

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
    from .. import plugins

    facts["plugins"] = list(plugins.active())
    return facts


def _backends(registry: Any) -> list[dict[str, Any]]:
    from importlib import metadata

    from ..core.registry import INSTALL, LIBRARY

    rows = []
    for name, target in registry.available().items():
        row = {"name": name, "provided_by": target, "installed": registry.installed(name)}
        if name in LIBRARY:
            row["version"] = _version(metadata, LIBRARY[name]) if row["installed"] else None
            row["install"] = INSTALL[name]
            row["broken"] = registry.trouble(name)
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
        if row.get("broken"):
            version = f"broken: {row['broken']}"
        table.add_row(row["name"], version, row["provided_by"], row.get("install", ""))
    out.print(table)
    if facts["chosen"]:
        out.print(f"chosen: {facts['chosen']} on {facts['device']}, because {facts['reason']}")
    else:
        out.print(f"chosen: none; {facts['reason']}")
    if facts["plugins"]:
        out.print("plugins: " + ", ".join(facts["plugins"]))
