"""What compat says of one name of MindSpore 2.0 or Paddle 1.8.

The frontends themselves are asked: a name counts as supported when it resolves to something that is
no placeholder. Names that the version does not have are looked up among later versions' modules.
"""

from __future__ import annotations

import importlib
import inspect
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

from .. import _absent
from .._imports import DISTRIBUTIONS, ROOTS
from .differences import DIFFERENCES, earlier, replacement
from .versions import later_version

SUPPORTED, DIFFERS, ABSENT, LATER, UNKNOWN = "supported", "differs", "absent", "later", "unknown"


@dataclass(frozen=True)
class Verdict:
    """State of a name and one sentence for people."""

    state: str
    note: str = ""

    @property
    def runs(self) -> bool:
        """True when a program that uses the name can run."""
        return self.state in (SUPPORTED, DIFFERS)


@cache
def judge(full: str) -> Verdict:
    """The verdict on a full public name such as `mindspore.nn.Conv2d`."""
    found = resolve(full)
    if found.absent:
        return Verdict(ABSENT, _what_to_do(full))
    if not found.complete:
        return _unresolved(full, found)
    note = DIFFERENCES.get(_canonical_name(full, found.value)) or DIFFERENCES.get(full)
    return Verdict(DIFFERS, note) if note else Verdict(SUPPORTED)


@dataclass
class Found:
    """How far a dotted name resolves in the frontends."""

    value: Any = None
    complete: bool = False
    absent: bool = False
    # the longest part of the name that resolved
    reached: str = ""


def resolve(full: str) -> Found:
    """Follow a dotted name through modules, classes and objects of the frontends."""
    root, *rest = full.split(".")
    value: Any = importlib.import_module(ROOTS[root])
    reached = root
    for part in rest:
        step = _step(value, reached, part)
        if step is None:
            return Found(value, reached=reached)
        value, reached = step[0], f"{reached}.{part}"
        if _is_placeholder(value):
            return Found(value, absent=True, reached=reached)
        if not isinstance(value, (ModuleType, type)):
            return Found(value, complete=True, reached=reached)
    return Found(value, complete=True, reached=reached)


def _step(value: Any, reached: str, part: str) -> tuple[Any] | None:
    """The attribute or submodule `part`, in a tuple; None where there is none."""
    try:
        return (getattr(value, part),)
    except AttributeError:
        pass
    except NotImplementedError:
        return (_absent.AbsentValue(f"{reached}.{part}"),)
    if not isinstance(value, ModuleType):
        return None
    root = reached.partition(".")[0]
    canonical = f"{ROOTS[root]}{reached[len(root) :]}.{part}"
    try:
        return (importlib.import_module(canonical),)
    except ModuleNotFoundError:
        known = _absent.known_module(f"{reached}.{part}")
        return (_absent.AbsentModule(f"{reached}.{part}"),) if known else None


def _is_placeholder(value: Any) -> bool:
    kinds = (_absent.AbsentValue, _absent.AbsentModule, _absent._AbsentMeta)
    return isinstance(value, kinds)


def _unresolved(full: str, found: Found) -> Verdict:
    version = later_version(full)
    if version:
        instead = earlier(full)
        return Verdict(LATER, f"first in {version}" + (f"; here: {instead}" if instead else ""))
    original, own = DISTRIBUTIONS[full.partition(".")[0]]
    missing = full[len(found.reached) + 1 :].partition(".")[0]
    if missing.startswith("_"):
        return Verdict(ABSENT, f"a private name of {original}; compat serves the public ones")
    instead = earlier(full)
    note = f"{found.reached} of {original} {own} has no {missing!r}"
    return Verdict(UNKNOWN, note + (f"; here: {instead}" if instead else ""))


def _canonical_name(full: str, value: Any) -> str:
    """The name under its home module, so that one note serves every spelling."""
    home, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    return f"{home}.{name}" if home and name else full


def _what_to_do(full: str) -> str:
    return replacement(full) or "imports, but raises NotImplementedError when used"


@cache
def accepts(full: str, keyword: str) -> bool:
    """False when the callable `full` is provided and has no parameter of that name."""
    found = resolve(full)
    if not found.complete or not callable(found.value):
        return True
    try:
        parameters = inspect.signature(found.value).parameters
    except (TypeError, ValueError):
        return True
    kinds = {p.kind for p in parameters.values()}
    return keyword in parameters or inspect.Parameter.VAR_KEYWORD in kinds
