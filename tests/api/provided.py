"""Which of the originals' public names and members compat provides, and which are absent.

The files in `tests/manifest` hold facts about the originals:
- `*.json`, names: module -> name -> ["class" | "function", module, signature of the call or
  `__init__`], ["value"], ["module"] or ["alias", the other public name of the same object];
- `*.json`, members: class -> member -> [kind, signature without `self`];
- `absent-*.txt`: the names, and the members of provided classes, that compat does not provide.
Names that are not provided are placeholders (`compat._absent`).
"""

from __future__ import annotations

import importlib
import inspect
import json
from functools import cache
from pathlib import Path

from compat import _absent

FOLDER = Path(__file__).parents[1] / "manifest"
FRAMEWORKS = [json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))]
CANONICAL = {f["framework"]: f["canonical"] for f in FRAMEWORKS}


def absent_file(framework: str) -> Path:
    return FOLDER / f"absent-{framework}.txt"


def listed_absent(framework: str) -> list[str]:
    """The lines of the committed list of absent names."""
    return absent_file(framework).read_text("utf-8").split()


def names(framework: dict):
    """(full name, facts) of every public name that is not a module."""
    for module, entries in framework["names"].items():
        for name, facts in entries.items():
            if facts[0] != "module":
                yield f"{module}.{name}", facts


def members(framework: dict):
    """(class and member, facts) of every recorded member of a public class."""
    for owner, entries in framework["members"].items():
        for name, facts in entries.items():
            yield f"{owner}.{name}", facts


def canonical(public: str) -> str:
    root, dot, rest = public.partition(".")
    return CANONICAL[root] + dot + rest


@cache
def load(module: str):
    """The module, or None where the frontend has none of that name."""
    importlib.import_module(CANONICAL[module.partition(".")[0]])
    try:
        return importlib.import_module(canonical(module))
    except ModuleNotFoundError:
        return None


def is_absent(value) -> bool:
    kinds = (_absent.AbsentValue, _absent.AbsentModule, _absent._AbsentMeta)
    return isinstance(value, kinds)


def find(public: str):
    """The object, or None where it is missing or a placeholder."""
    module, _, name = public.rpartition(".")
    home = load(module)
    value = getattr(home, name, None) if home is not None else None
    return None if value is None or is_absent(value) else value


def find_member(public: str):
    """The member as its class holds it, or None where it is missing or only refuses."""
    owner, _, name = public.rpartition(".")
    member = inspect.getattr_static(find(owner), name, None)
    return None if member is None or is_absent(member) or only_refuses(member) else member


def only_refuses(member) -> bool:
    """True for a method that takes anything, as those do that raise NotImplementedError."""
    plain = inspect.isfunction(member)
    return plain and str(inspect.signature(member)) == "(self, *args, **kwargs)"


def absent(framework: dict) -> list[str]:
    """What is absent now, in the order of the list; members only of classes that are there."""
    missing = {public for public, _ in names(framework) if find(public) is None}
    owners = {owner for owner in framework["members"] if find(owner) is not None}
    for public, _ in members(framework):
        if public.rpartition(".")[0] in owners and find_member(public) is None:
            missing.add(public)
    return sorted(missing)
