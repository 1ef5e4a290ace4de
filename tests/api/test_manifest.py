"""Every public name is what it is in MindSpore or Paddle, or is listed as absent.

`provided` says what the files in `tests/manifest` hold. A name or member that is neither provided
nor in `absent-*.txt` fails, so does one that is in the list and provided, and the lists may only
get shorter: `python tools/absent_names.py` takes out of them what is provided by now.
"""

from __future__ import annotations

import enum
import inspect
import re

import pytest

from . import provided
from .provided import FRAMEWORKS, find, find_member

# Lines of the lists when they were first written; they may only fall.
CEILING = {"mindspore": 1077, "paddle": 311}

ABSENT = {f["framework"]: provided.listed_absent(f["framework"]) for f in FRAMEWORKS}
LISTED = {name for names in ABSENT.values() for name in names}


# Signatures that differ on purpose, and why.
DELIBERATE = {
    "mindspore.nn.Conv1dTranspose": "initial values default to None as the manual has them",
}


_NAMELESS = re.compile(r"<function [\w.<>]*<lambda> at 0x[0-9a-f]+>")


def signature(value) -> str:
    """Text of a signature without annotations; functions without a name look the same."""
    found = inspect.signature(value)
    bare = [p.replace(annotation=inspect.Parameter.empty) for p in found.parameters.values()]
    text = str(found.replace(parameters=bare, return_annotation=inspect.Signature.empty))
    return _NAMELESS.sub("<function <lambda>>", text)


def wanted(kind):
    """Parameters of a test: what is not listed as absent, with its facts."""
    return [
        pytest.param(public, facts, id=public)
        for framework in FRAMEWORKS
        for public, facts in kind(framework)
        if public not in LISTED and public.rpartition(".")[0] not in LISTED
    ]


def check_class(public, value, facts):
    assert isinstance(value, type)
    assert value.__module__ == facts[1]
    if issubclass(value, enum.Enum):
        return  # its constructor is Python's, with a signature of its own in each version
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


@pytest.mark.parametrize(("public", "facts"), wanted(provided.names))
def test_public_name(public, facts):
    value = find(public)
    assert value is not None, f"{public} is not provided"
    CHECKS[facts[0]](public, value, facts)


@pytest.mark.parametrize(("public", "facts"), wanted(provided.members))
def test_member(public, facts):
    owner, _, name = public.rpartition(".")
    member = find_member(public)
    assert member is not None, f"{owner} has no member {name}"
    if facts[0] == "property":
        assert not inspect.isroutine(member)
    elif len(facts) > 1:
        text = signature(getattr(find(owner), name))
        static = facts[0] == "staticmethod" or isinstance(member, classmethod)
        wanted = facts[1] if static else "(self" + (", " if facts[1] != "()" else "") + facts[1][1:]
        assert text == wanted


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=[f["framework"] for f in FRAMEWORKS])
def test_absent_names_are_those_listed(framework):
    listed, found = ABSENT[framework["framework"]], provided.absent(framework)
    assert sorted(set(found) - set(listed)) == [], "went missing"
    gone = sorted(set(listed) - set(found))
    assert gone == [], "provided by now: run python tools/absent_names.py"
    assert listed == found, "sorted, one name a line, none twice"
    assert len(listed) <= CEILING[framework["framework"]]
