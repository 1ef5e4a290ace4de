"""What the modules of the originals hold: names by kind, and where borrowed names come from.

`_names.json` has the public names of both frameworks, `_modules.json` every module of theirs that
imports. Both are read when the first name is missed, not before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

Rows = dict[str, dict[str, str]]
KINDS = ("class", "function", "module", "value")


@lru_cache(maxsize=1)
def kinds() -> Rows:
    """Module -> name -> "class", "function", "module" or "value"."""
    return {
        module: {
            name: kind
            for kind in KINDS
            for source in (_modules().get(module, {}), _public().get(module, {}))
            for name in source.get(kind, "").split()
        }
        for module in {**_public(), **_modules()}
    }


@lru_cache(maxsize=1)
def homes() -> Rows:
    """Module -> borrowed name -> full name of what it stands for."""
    return {
        module: dict(_borrowed(row["from"])) for module, row in _modules().items() if "from" in row
    }


def _borrowed(rows: dict[str, str]) -> Iterator[tuple[str, str]]:
    for home, names in rows.items():
        for item in names.split():
            name, _, original = item.partition("=")
            yield name, f"{home}.{original or name}" if home else original or name


def kind_of(module: str, name: str) -> str | None:
    """What the original's module has under that name; None when it has nothing."""
    found = kinds().get(module, {}).get(name)
    if found is None and name in homes().get(module, {}):
        return "borrowed"
    return found


@lru_cache(maxsize=1)
def _public() -> dict[str, dict[str, str]]:
    return _read("_names.json")


@lru_cache(maxsize=1)
def _modules() -> dict[str, dict]:  # type: ignore[type-arg]
    return _read("_modules.json")


def _read(name: str) -> dict:  # type: ignore[type-arg]
    rows: dict = json.loads(Path(__file__).with_name(name).read_text("utf-8"))  # type: ignore[type-arg]
    return rows
