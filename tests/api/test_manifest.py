"""Every provided public name is what it is in the original: kind, signature, module, alias.

The files in `tests/manifest` hold facts about the originals:
- names: module -> name -> ["class" | "function", module, signature of the call or `__init__`],
  ["value"], ["module"] or ["alias", the other public name of the same object];
- members: class -> member -> [kind, signature without `self`].
Names that are not provided are placeholders (`compat._absent`) and are left out here.
"""

from __future__ import annotations

import importlib
import inspect
import json
from functools import cache
from pathlib import Path

import pytest

from compat import _absent

MANIFESTS = sorted(Path(__file__).parents[1].joinpath("manifest").glob("*.json"))
FRAMEWORKS = [json.loads(path.read_text("utf-8")) for path in MANIFESTS]
CANONICAL = {f["framework"]: f["canonical"] for f in FRAMEWORKS}


# Signatures that differ on purpose, and why.
DELIBERATE = {
    "mindspore.nn.Conv1dTranspose": "initial values default to None as the manual has them",
}


# Classes that have every member of the original's.
COMPLETE = ("mindspore.Tensor", "mindspore.Parameter", "mindspore.ParameterTuple")


def signature_of_placeholder(member) -> bool:
    """True for a method that only refuses: it takes anything."""
    plain = inspect.isfunction(member)
    return plain and str(inspect.signature(member)) == "(self, *args, **kwargs)"


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


def signature(value) -> str:
    """Text of a signature without annotations."""
    found = inspect.signature(value)
    bare = [p.replace(annotation=inspect.Parameter.empty) for p in found.parameters.values()]
    return str(found.replace(parameters=bare, return_annotation=inspect.Signature.empty))


def rows():
    for framework in FRAMEWORKS:
        for module, names in framework["names"].items():
            for name, facts in names.items():
                if facts[0] != "module":
                    yield f"{module}.{name}", facts


def members():
    for framework in FRAMEWORKS:
        for owner, names in framework["members"].items():
            for name, facts in names.items():
                yield f"{owner}.{name}", facts


def check_class(public, value, facts):
    assert isinstance(value, type)
    assert value.__module__ == facts[1]
    if facts[2] is not None and public not in DELIBERATE:
        plain = value.__init__ is object.__init__
        assert ("(self)" if plain else signature(value.__init__)) == facts[2]


def check_function(public, value, facts):
    assert callable(value)
    assert value.__module__ == facts[1]
    if facts[2] is not None:
        assert signature(value) == facts[2]


def check_alias(public, value, facts):
    other = find(facts[1])
    assert other is not None, f"{facts[1]} is not provided"
    if isinstance(value, (type, type(check_alias))):
        assert value is other
    else:
        assert type(value) is type(other)


def check_value(public, value, facts):
    assert not isinstance(value, type(check_value))


CHECKS = {
    "class": check_class,
    "function": check_function,
    "alias": check_alias,
    "value": check_value,
}


@pytest.mark.parametrize(("public", "facts"), [pytest.param(*r, id=r[0]) for r in rows()])
def test_public_name(public, facts):
    value = find(public)
    if value is None:
        return  # not provided; `test_share_of_provided_names` counts these
    CHECKS[facts[0]](public, value, facts)


@pytest.mark.parametrize(("public", "facts"), [pytest.param(*r, id=r[0]) for r in members()])
def test_member(public, facts):
    owner, _, name = public.rpartition(".")
    value = find(owner)
    if value is None:
        return
    member = inspect.getattr_static(value, name, None)
    if owner not in COMPLETE and (member is None or signature_of_placeholder(member)):
        return
    assert member is not None, f"{owner} has no member {name}"
    if facts[0] == "property":
        assert not inspect.isroutine(member)
    elif len(facts) > 1:
        text = signature(getattr(value, name))
        static = facts[0] == "staticmethod" or isinstance(member, classmethod)
        wanted = facts[1] if static else "(self" + (", " if facts[1] != "()" else "") + facts[1][1:]
        assert text == wanted


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=[f["framework"] for f in FRAMEWORKS])
def test_share_of_provided_names(framework, record_property):
    wanted = [
        f"{module}.{name}"
        for module, names in framework["names"].items()
        for name, facts in names.items()
        if facts[0] != "module"
    ]
    provided = sum(find(public) is not None for public in wanted)
    record_property("provided", f"{provided} of {len(wanted)}")
    assert provided > 0.3 * len(wanted)
