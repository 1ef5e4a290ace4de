"""Write docs/compatibility.md: which public names of the originals are provided.

python tools/make_compatibility.py
"""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import compat
from compat._absent import AbsentModule, AbsentValue, _AbsentMeta

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs/compatibility.md"
LIST = ROOT / "compat/_names.json"
NAMES = json.loads(LIST.read_text("utf-8"))
HEAD = """# Names of the originals

Written by `tools/make_compatibility.py`; do not edit. A name counts as provided when it is there
and works; the others import and raise `NotImplementedError` on use. Modules are not counted, a name
counts in every module that has it.

| module | provided | of |
|---|---:|---:|
"""


def is_absent(value: object) -> bool:
    """True for the placeholders of names that are not provided."""
    return isinstance(value, (AbsentModule, AbsentValue)) or type(value) is _AbsentMeta


def split(module: str) -> tuple[list[str], list[str]]:
    """Names provided and names absent."""
    try:
        found = importlib.import_module(module)
    except ModuleNotFoundError:  # a package of the original that is one module here
        found = AbsentModule(module)
    names = [n for kind, ns in NAMES[module].items() if kind != "module" for n in ns.split()]
    there = [n for n in names if not is_absent(getattr(found, n, AbsentValue(n)))]
    return there, sorted(set(names) - set(there))


def page() -> str:
    """The text of docs/compatibility.md; both frontends must be installed."""
    rows, missing = [], []
    for module in NAMES:
        there, absent = split(module)
        if there or absent:
            rows.append(f"| `{module}` | {len(there)} | {len(there) + len(absent)} |")
        if there and absent:
            missing.append(f"**{module}**: " + ", ".join(f"`{n}`" for n in absent) + "\n")
    absent_names = "\n\n## Not provided, where the module is\n\n" + "\n".join(missing)
    return HEAD + "\n".join(rows) + absent_names


def main() -> None:
    compat.install()
    TARGET.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
