"""Paddle's public modules and the direction of imports in its frontend."""

from __future__ import annotations

import ast
import graphlib
import sys
from pathlib import Path
from types import FunctionType, ModuleType

import pytest

import compat
import compat.paddle_api
from compat.paddle_api import _publish

FRONTEND = Path(compat.__file__).parent / "paddle_api"


def modules():
    """Dotted name -> file of every module of the frontend."""
    found = {}
    for path in FRONTEND.rglob("*.py"):
        parts = path.relative_to(FRONTEND).with_suffix("").parts
        found[".".join(p for p in parts if p != "__init__")] = path
    return found


def imported(name, path, known):
    """(module, whether inside a function) of the frontend's modules that a file imports."""
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            source = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                full = f"{source}.{alias.name}".lstrip(".")
                target = full if full in known else source
                if target in known and target != name:
                    yield target, node.col_offset > 0


def test_no_file_imports_another_in_a_circle():
    known = modules()
    graph = {n: {target for target, _ in imported(n, p, known)} for n, p in known.items()}
    graph = {n: targets for n, targets in graph.items() if known[n].name != "__init__.py"}
    order = list(graphlib.TopologicalSorter(graph).static_order())  # CycleError where there is one
    assert "fluid.families.convolution.forward" in order


def test_imports_of_fluid_stand_at_the_top():
    """Other packages load libraries (OpenCV, Matplotlib) when they are asked for."""
    late = set()
    for path in (FRONTEND / "fluid").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, (ast.Import, ast.ImportFrom)) and node.col_offset:
                late.add(str(path.relative_to(FRONTEND)))
    assert late == set()


def faces():
    """Modules whose file calls `publish`."""
    return [
        name
        for name, path in modules().items()
        if any(line.startswith("publish(") for line in path.read_text("utf-8").splitlines())
    ]


@pytest.mark.parametrize("name", faces())
def test_a_face_shows_no_module_of_the_families(name):
    module = sys.modules[f"compat.paddle_api.{name}"]
    shown = [v.__name__ for v in vars(module).values() if isinstance(v, ModuleType)]
    assert not [n for n in shown if ".families." in n]


@pytest.mark.parametrize("name", faces())
def test_a_name_is_listed_once(name):
    listed = getattr(sys.modules[f"compat.paddle_api.{name}"], "__all__", [])
    assert len(listed) == len(set(listed))


def test_public_functions_of_families_are_published():
    """A function of a family is a kernel, private, used by others, or shown by a face."""
    published = {
        id(value)
        for name in faces()
        for value in vars(sys.modules[f"compat.paddle_api.{name}"]).values()
    }
    text = "\n".join(path.read_text("utf-8") for path in modules().values())
    for name in modules():
        if not name.startswith("fluid.families."):
            continue
        module = sys.modules[f"compat.paddle_api.{name}"]
        for key, value in vars(module).items():
            own = isinstance(value, FunctionType) and value.__code__.co_filename == module.__file__
            if own and not key.startswith("_") and not key.endswith("_op"):
                assert id(value) in published or text.count(key) > 1, f"{name}.{key}"


def test_publishing_twice_is_an_error(monkeypatch):
    face = ModuleType("compat.paddle_api.fluid.some_face")
    monkeypatch.setitem(sys.modules, face.__name__, face)

    def relu():
        """One."""

    first = relu

    def relu():
        """Another."""

    _publish.publish(face.__name__, [first])
    assert face.__all__ == ["relu"]
    with pytest.raises(ImportError, match="published twice"):
        _publish.publish(face.__name__, [relu])
