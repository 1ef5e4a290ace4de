"""MindSpore's public modules against the table of exports, and the direction of imports."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import linecache
import pickle
import pydoc
import re
import sys
from functools import cache
from pathlib import Path
from types import FunctionType

import pytest

import compat
import compat.mindspore_api
from compat import _absent
from compat.core import dtypes
from compat.mindspore_api._exports import ALIASES, EXPORTS, PACKAGES
from compat.mindspore_api.ops import accepted

FRONTEND = Path(compat.__file__).parent / "mindspore_api"
CANONICAL = "compat.mindspore_api"
MANIFEST = json.loads(
    (Path(__file__).parents[1] / "manifest/mindspore-2.0.0.json").read_text("utf-8")
)
# Files with imports inside functions: heavy libraries, and parts of the frontend that few need.
LATE_IMPORTS = {
    "__init__.py",
    "dataset/engine/graph_files.py",
    "dataset/sources/matfiles.py",
    "dataset/text/sentencepieces.py",
    "dataset/utils/browse_dataset.py",
    "dataset/vision/libraries.py",
    "log.py",
    "mindrecord/tools/_conversion.py",
    "mindrecord/tools/csv_to_mr.py",
    "train/_ciphers.py",
    "train/_preparing.py",
}
# Their classes are found by other ways than those of `show_sources`.
APART = ("dataset", "mindrecord")
NATIVE = compat.mindspore_api.common._NullType  # of a native module in MindSpore


@pytest.fixture(autouse=True)
def served():
    compat.install("mindspore")


def face(name):
    return importlib.import_module(f"{CANONICAL}.{name}")


def listed(name):
    """Every name of the table for a module."""
    names = [n for ns in EXPORTS[name].values() for n in ns]
    return [*names, *ALIASES.get(name, ())]


# -- the table ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EXPORTS)
def test_a_face_shows_what_the_table_lists_and_nothing_else(name):
    """Nothing else of families; a module may define more itself."""
    module = face(name)
    path = Path(inspect.getsourcefile(module))
    own = {n.name for n in ast.parse(path.read_text("utf-8")).body if hasattr(n, "name")}
    public = {
        n
        for n, value in vars(module).items()
        if isinstance(value, (type, FunctionType))
        and value.__module__ == module.__spec__.name.replace(CANONICAL, "mindspore")
    }
    homed = {n for source, ns in EXPORTS[name].items() if source not in EXPORTS for n in ns}
    shown = {n for n in homed if isinstance(getattr(module, n), (type, FunctionType))}
    assert public - own - set(ALIASES.get(name, ())) == shown
    assert set(listed(name)) <= set(vars(module))


def test_no_name_is_listed_twice():
    for name in EXPORTS:
        assert len(listed(name)) == len(set(listed(name))), name
    homes = [
        (source, n) for rows in EXPORTS.values() for source, ns in rows.items() for n in ns
        if source not in EXPORTS
    ]  # fmt: skip
    assert len(homes) == len(set(homes))


def test_what_is_listed_is_public_in_mindspore():
    """Or MindSpore's module of that name is not recorded."""
    recorded = MANIFEST["names"]
    surplus = [
        f"mindspore.{name}.{n}"
        for name in EXPORTS
        for n in listed(name)
        if f"mindspore.{name}" in recorded and n not in recorded[f"mindspore.{name}"]
    ]
    assert surplus == []


def test_a_name_that_is_not_defined_raises(monkeypatch):
    monkeypatch.setitem(EXPORTS["ops.function.linalg_func"], "ops.families.linalg.norm", ("nrom",))
    with pytest.raises(ImportError, match="does not define 'nrom'"):
        importlib.reload(face("ops.function.linalg_func"))
    monkeypatch.undo()
    importlib.reload(face("ops.function.linalg_func"))


def test_second_names_of_numpy_functions():
    numpy = face("numpy")
    for name, other in [
        ("abs", "absolute"), ("fabs", "absolute"), ("bitwise_not", "invert"), ("max", "amax"),
        ("min", "amin"), ("mod", "remainder"), ("round", "around"),
    ]:  # fmt: skip
        assert vars(numpy)[name] is vars(numpy)[other]


def test_packages_exist():
    for name, modules in PACKAGES.items():
        package = importlib.import_module(f"{CANONICAL}.{name}".rstrip("."))
        for module in modules:
            assert set(face(module).__all__) <= set(dir(package)), (name, module)


# -- rows beside functions ---------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(accepted._TABLE))
def test_dtypes_are_declared_for_an_operator(name):
    assert isinstance(getattr(face("ops.operations"), name), type)
    entry = accepted.accepted_of(name)
    assert entry.dtypes <= entry.known <= set(dtypes.DTYPES)


def test_functions_of_one_know_the_dtypes_of_their_operator():
    """The row of the dtypes stands before the function, or the function would take all of them."""
    functions = [v for v in vars(face("ops")).values() if isinstance(v, FunctionType)]
    rows = [inspect.getclosurevars(f).nonlocals for f in functions if f.__closure__]
    rows = [row for row in rows if {"operator", "usual"} <= set(row)]
    assert len(rows) > 60
    for row in rows:
        entry = accepted.accepted_of(row["operator"])
        assert row["usual"] <= (set(dtypes.DTYPES) if entry is None else entry.dtypes), row


# -- what tools see ----------------------------------------------------------------------------


@cache
def provided():
    """Full name -> class or function, for every one that MindSpore has and compat provides."""
    compat.install("mindspore")
    found = {}
    for module, names in MANIFEST["names"].items():
        if module.startswith(tuple(f"mindspore.{part}" for part in APART)):
            continue
        try:
            space = importlib.import_module(module)
        except ImportError:
            continue
        for name in names:
            value = getattr(space, name, None)
            home = getattr(value, "__module__", None) or ""
            apart = home.startswith(tuple(f"mindspore.{part}" for part in APART))
            known = isinstance(value, (type, FunctionType))
            if known and not apart and not isinstance(value, _absent._AbsentMeta):
                found[f"{module}.{name}"] = value
    return found


@cache
def statements(file, module):
    """Names of the classes whose statements `inspect` has for a module."""
    lines = linecache.getlines(file, vars(sys.modules[module]))
    return set(re.findall(r"(?m)^ *class (\w+)\b", "".join(lines)))


def test_sources_of_classes_are_found():
    """Looked up as `inspect.getsource` does, which parses all lines again for every class."""
    classes = {v for v in provided().values() if isinstance(v, type)} - {NATIVE}
    assert len(classes) > 700
    for each in classes:
        importlib.import_module(each.__module__)
        assert each.__name__ in statements(inspect.getsourcefile(each), each.__module__), each


@pytest.mark.parametrize("name", ["TopK", "Conv2D", "ScatterNdUpdate", "ReduceSum", "Adam"])
def test_source_of_an_operator_is_its_class_statement(name):
    operations = importlib.import_module("mindspore.ops.operations")
    assert inspect.getsource(getattr(operations, name)).startswith(f"class {name}(")


def test_sources_of_functions_are_found():
    functions = {v for v in provided().values() if isinstance(v, FunctionType)}
    assert len(functions) > 800
    for each in functions:
        assert "def " in inspect.getsource(each), each


def test_pickles_name_the_public_module():
    for name, value in provided().items():
        importlib.import_module(value.__module__)
        assert pickle.loads(pickle.dumps(value)) is value, name


@pytest.mark.parametrize("name", ["mindspore", "mindspore.ops", "mindspore.nn", "mindspore.numpy"])
def test_help_of_a_package(name):
    module = importlib.import_module(name)
    assert module.__name__ == name
    assert name in pydoc.render_doc(module, renderer=pydoc.plaintext)


# -- direction ---------------------------------------------------------------------------------


@cache
def modules():
    """Dotted name -> (path, whether it is a package)."""
    found = {}
    for path in FRONTEND.rglob("*.py"):
        parts = (CANONICAL, *path.relative_to(FRONTEND).with_suffix("").parts)
        package = parts[-1] == "__init__"
        found[".".join(parts[:-1] if package else parts)] = (path, package)
    return found


def imports(name):
    """Modules of the frontend that a module imports, inside functions as well."""
    path, package = modules()[name]
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            here = name.split(".") if package else name.split(".")[:-1]
            base = here[: len(here) - node.level + 1] if node.level else []
            source = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                whole = f"{source}.{alias.name}"
                found.add(whole if whole in modules() else source)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    # What `publish` imports for the module.
    shown = name.removeprefix(CANONICAL).lstrip(".")
    found |= {f"{CANONICAL}.{source}" for source in (*EXPORTS.get(shown, ()),)}
    return found & set(modules()) - {name}


def test_no_circle_between_files():
    graph = {name: imports(name) for name in modules()}
    while True:
        ends = {name for name, targets in graph.items() if not targets & set(graph)}
        if not ends:
            break
        graph = {name: targets for name, targets in graph.items() if name not in ends}
    left = set(graph)
    while starts := {n for n in left if not any(n in graph[m] for m in left)}:
        left -= starts
    assert sorted(left) == []


def test_imports_inside_functions_are_the_excused_ones():
    late = set()
    for path, _ in modules().values():
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)) and any(
                isinstance(node, (ast.Import, ast.ImportFrom)) for node in ast.walk(function)
            ):
                late.add(path.relative_to(FRONTEND).as_posix())
    assert late == LATE_IMPORTS
