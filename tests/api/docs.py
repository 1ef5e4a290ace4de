"""What the docstrings of public names have to say, and the examples in them.

The examples of a framework share names, as programs import them: see `names_for`. They run in
a process of their own, since some set seeds, modes and workers of the whole process:

    python -m tests.api.docs mindspore      # {module: what its examples print otherwise}
"""

from __future__ import annotations

import contextlib
import doctest
import importlib
import inspect
import json
import math
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType

import numpy as np

import compat
from compat._docstrings import entries, sections

from . import provided

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


class Close(doctest.OutputChecker):
    """Numbers may differ in their last digits, white space in anything."""

    def check_output(self, want, got, optionflags):
        if super().check_output(want, got, optionflags):
            return True
        texts = [NUMBER.sub("#", text).replace(" ", "").replace("\n", "") for text in (want, got)]
        pairs = zip(NUMBER.findall(want), NUMBER.findall(got), strict=False)
        return texts[0] == texts[1] and all(
            math.isclose(float(a), float(b), rel_tol=1e-4, abs_tol=1e-6) for a, b in pairs
        )


@contextlib.contextmanager
def names_for(framework: str) -> Iterator[dict]:
    """The names that the examples of a framework use, in the mode that they are written for."""
    compat.install(framework)
    if framework == "mindspore":
        import mindspore as ms
        from mindspore import Parameter, Tensor, nn, ops

        ds = importlib.import_module("mindspore.dataset")
        mnp = importlib.import_module("mindspore.numpy")
        ms.set_context(mode=ms.PYNATIVE_MODE)
        yield {"np": np, "ms": ms, "mindspore": ms, "Tensor": Tensor, "Parameter": Parameter} | {
            "ops": ops, "nn": nn, "ds": ds, "mnp": mnp,
        }  # fmt: skip
        return
    import paddle
    from paddle import fluid

    with fluid.dygraph.guard():
        yield {"np": np, "paddle": paddle, "fluid": fluid, "layers": fluid.layers} | {
            "dygraph": fluid.dygraph, "to_variable": fluid.dygraph.to_variable,
        }  # fmt: skip


def plain(member):
    """The function behind a method or a property."""
    member = getattr(member, "fget", None) or member
    return getattr(member, "__func__", member)


@cache
def documented(framework: str) -> dict[str, list[tuple[str, str]]]:
    """{module: (name, docstring)} of all public functions, classes and members with examples."""
    facts = next(f for f in provided.FRAMEWORKS if f["framework"] == framework)
    found: dict[str, list[tuple[str, str]]] = {}
    seen = set()
    for public, _ in provided.names(facts):
        value = provided.find(public)
        if id(value) in seen or not isinstance(value, (type, FunctionType)):
            continue
        seen.add(id(value))
        members = vars(value).items() if isinstance(value, type) else ()
        shown = [(n, plain(m)) for n, m in members if not n.startswith("_")]
        described = [(public, value), *((f"{public}.{n}", m) for n, m in shown)]
        for name, each in described:
            doc = each.__dict__.get("__doc__") if isinstance(each, type) else each.__doc__
            if isinstance(doc, str) and ">>>" in doc:
                found.setdefault(value.__module__, []).append((name, inspect.cleandoc(doc)))
    return found


def undocumented(used: list[str]) -> list[str]:
    """A line with what it lacks for each of these names."""
    lines = []
    for public in used:
        value = found_value(public)
        missing = ["name"] if value is None else lacks(public, value)
        if missing:
            lines.append(f"{public}: {', '.join(missing)}")
    return lines


def found_value(public: str):
    """The value or member of a public name, or None."""
    home, *rest = public.split(".")
    value = importlib.import_module(home)
    for name in rest:
        if isinstance(value, type):
            value = inspect.getattr_static(value, name, None)
        elif isinstance(value, ModuleType):
            value = getattr(value, name, None) or provided.load(f"{value.__name__}.{name}")
    return None if provided.is_absent(value) else value


def failures(name: str, text: str, names: dict) -> str:
    """What the examples of a docstring print, where it is other than they say."""
    test = doctest.DocTestParser().get_doctest(text, dict(names), name, name, 0)
    report: list[str] = []
    runner = doctest.DocTestRunner(Close(), verbose=False, optionflags=FLAGS)
    runner.run(test, out=report.append)
    return "".join(report)


@cache
def outcomes(framework: str) -> dict[str, str]:
    """{module: what its examples print other than they say}, found in a new process."""
    command = [sys.executable, "-m", "tests.api.docs", framework]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def run_examples(framework: str) -> dict[str, str]:
    with names_for(framework) as names:
        return {
            module: "".join(failures(name, text, names) for name, text in texts)
            for module, texts in documented(framework).items()
        }


def lacks(name: str, value) -> list[str]:
    """What the docstring of a name does not say."""
    parts = sections(inspect.getdoc(value))
    if "Examples" in parts:
        parts["Example"] = parts["Examples"]
    needed = ["Example"]
    if isinstance(value, property):
        return [part for part in needed if part not in parts]
    owner = value.__init__ if isinstance(value, type) else plain(value)
    missing = arguments_missing(owner, entries(parts.get("Args", "")))
    if isinstance(value, type):
        needed += ["Outputs"] if is_called(value) else []
    elif not parts.keys() & {"Returns", "Yields"}:
        needed.append("Returns")
    if any(p.default is p.empty for p in parameters(owner)) or is_called(value):
        needed.append("Raises")
    return missing + [part for part in sorted(needed) if part not in parts]


def parameters(function) -> list[inspect.Parameter]:
    """The named arguments, `self` and `cls` left out."""
    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return []
    named = [p for p in found if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
    return [p for p in named if p.name not in ("self", "cls")]


def arguments_missing(function, described: dict[str, str]) -> list[str]:
    missing = []
    for p in parameters(function):
        text = described.get(p.name)
        if text is None:
            missing.append(f"Args.{p.name}")
        elif p.default is not p.empty and "default" not in text.lower():
            missing.append(f"default of {p.name}")
    return missing


def is_called(value) -> bool:
    """Whether objects of a class compute something when they are called."""
    if not isinstance(value, type):
        return False
    compute = ("construct", "_compute", "forward", "update", "_function")
    return any(name in vars(base) for name in compute for base in value.__mro__[:2])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        print(json.dumps(run_examples(sys.argv[1])))
        os.chdir(Path(folder).anchor)
