"""Write compat/_names.json, the public names of MindSpore and Paddle, from lists of their APIs.

python tools/make_names.py mindspore-api.json paddle-api.json

The lists come from introspection of the installed frameworks and are not part of the project:
MindSpore's has `namespaces` (module -> name -> kind or `same_as`), Paddle's `modules`, `names`
(full name -> `k`) and `aliases`. tests/manifest has the same facts for the documented names.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

KINDS = {"class": "class", "primitive-class": "class", "function": "function", "module": "module"}
Table = dict[str, dict[str, list[str]]]


def mindspore(facts: dict, table: Table) -> None:
    """Rows of the MindSpore manifest: namespace -> name -> facts."""
    spaces = facts["namespaces"]
    for space, names in spaces.items():
        for name, entry in names.items():
            kind = resolve(spaces, entry).get("kind", "value")
            table[space][KINDS.get(kind, "value")].append(name)


def resolve(spaces: dict, entry: dict) -> dict:
    """The facts of the name an alias stands for."""
    if "kind" in entry or "same_as" not in entry:
        return entry
    space, _, name = entry["same_as"].rpartition(".")
    return spaces.get(space, {}).get(name, entry)


def paddle(facts: dict, table: Table) -> None:
    """Rows of the Paddle manifest: full names with kinds, aliases, modules."""
    names = facts["names"]
    everything = {**{a: names.get(t, {}) for a, t in facts["aliases"].items()}, **names}
    for full, entry in everything.items():
        module, _, name = full.rpartition(".")
        if module:
            table[module][KINDS.get(entry.get("k", "value"), "value")].append(name)
    for module in facts["modules"]:
        table[module]
        parent, _, name = module.rpartition(".")
        if parent and name not in table[parent]["module"]:
            table[parent]["module"].append(name)


def close(table: Table) -> None:
    """Every parent of a module knows it; a name has one kind, a module last but one."""
    for module in list(table):
        parts = module.split(".")
        for i in range(1, len(parts)):
            parent, name = ".".join(parts[:i]), parts[i]
            if name not in table[parent]["module"]:
                table[parent]["module"].append(name)
    for kinds in table.values():
        seen: set[str] = set()
        for kind in ("class", "function", "module", "value"):
            kinds[kind] = sorted(set(kinds[kind]) - seen)
            seen |= set(kinds[kind])


def text(mindspore_file: str | Path, paddle_file: str | Path) -> str:
    """The text of compat/_names.json."""
    table: Table = defaultdict(lambda: defaultdict(list))
    mindspore(json.loads(Path(mindspore_file).read_text("utf-8")), table)
    paddle(json.loads(Path(paddle_file).read_text("utf-8")), table)
    close(table)
    rows = {
        m: {k: " ".join(ns) for k, ns in kinds.items() if ns} for m, kinds in sorted(table.items())
    }
    return json.dumps(rows, indent=0) + "\n"


def main(mindspore_file: str, paddle_file: str) -> None:
    target = Path(__file__).parents[1] / "compat/_names.json"
    target.write_text(text(mindspore_file, paddle_file), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:3])
