"""The provided names and parameters nearest to ones that are not."""

from __future__ import annotations

import importlib
import inspect
from difflib import get_close_matches
from pathlib import Path

from .. import _absent
from .._imports import ROOTS
from . import reading
from .uses import collect
from .verdict import judge, resolve

ALIKE = 0.8
# Where a name that one module lacks is often found in another.
NEIGHBOURS = {
    "mindspore": ("mindspore.nn", "mindspore.ops", "mindspore.numpy", "mindspore"),
    "paddle": ("paddle.fluid.layers", "paddle.fluid.dygraph", "paddle.fluid", "paddle"),
}


def nearest(full: str) -> str | None:
    """A provided name spelt alike: in the module asked for, or in the usual ones; else None."""
    module, _, name = full.rpartition(".")
    root = full.partition(".")[0]
    for place in (module, *NEIGHBOURS[root]):
        names = _provided(place)
        same = [n for n in names if n.lower() == name.lower()]
        for match in (*same, *get_close_matches(name, names, 3, ALIKE)):
            if judge(f"{place}.{match}").runs and f"{place}.{match}" != full:
                return f"{place}.{match}"
    return None


def _provided(module: str) -> list[str]:
    root = module.partition(".")[0]
    if module == root or _absent.known_module(module):
        try:
            found = importlib.import_module(ROOTS[root] + module[len(root) :])
        except ModuleNotFoundError:
            return []
        return [n for n in dir(found) if not n.startswith("_")]
    return []


def parameters_of(full: str) -> list[str]:
    """Names of the parameters that a program can give to the callable `full`."""
    try:
        return [n for n in inspect.signature(resolve(full).value).parameters if n != "self"]
    except (TypeError, ValueError):
        return []


def keyword_owners(file: str, line: int, keyword: str) -> list[str]:
    """Functions of the frameworks that the program gives `keyword` to in this line."""
    path = Path(file)
    tree = reading.read(path).tree if path.is_file() else None
    if tree is None:
        return []
    uses = collect(tree)
    return [f for (f, k), lines in uses.keywords.items() if k == keyword and line in lines]
