"""The direction of the layers, read off the source: frontend -> core <- backend."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIBRARIES = {"torch", "tensorflow", "scipy", "jax", "cupy"}
LIBRARY_OF = {
    "numpy": {"scipy"},
    "torch": {"torch"},
    "tensorflow": {"tensorflow"},
    "process_groups": {"torch"},  # shared: gloo carries the arrays of every built-in backend
}
# NumPy belongs to the border with the user's own arrays, to seeds, rows of data and file formats.
NUMPY_IN_CORE = {"rng.py", "minstd.py", "serialize", "data"}


def imported(path: Path) -> set[str]:
    """Dotted names a file imports, relative ones made absolute."""
    package = list(path.relative_to(ROOT).with_suffix("").parts[:-1])
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            found |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return found


def tops(names: set[str]) -> set[str]:
    return {n.partition(".")[0] for n in names}


def within(names: set[str], prefix: str) -> set[str]:
    return {n for n in names if n == prefix or n.startswith(prefix + ".")}


def sources(*folders: str) -> list[Path]:
    files = [p for f in folders for p in sorted((ROOT / f).rglob("*.py"))]
    assert files
    return files


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", sources("compat/mindspore_api", "compat/paddle_api"), ids=ids)
def test_frontend_knows_core_only(path):
    names = imported(path)
    other = "paddle_api" if "mindspore_api" in path.parts else "mindspore_api"
    assert not tops(names) & (LIBRARIES | {"backends"})
    assert not within(names, f"compat.{other}")


@pytest.mark.parametrize("path", sources("compat/core"), ids=ids)
def test_core_knows_neither(path):
    names = imported(path)
    assert not tops(names) & (LIBRARIES | {"backends"})
    assert not within(names, "compat.mindspore_api") | within(names, "compat.paddle_api")
    if not NUMPY_IN_CORE & set(path.relative_to(ROOT / "compat/core").parts):
        assert "numpy" not in tops(names)


@pytest.mark.parametrize("path", sources("backends"), ids=ids)
def test_backend_knows_its_library_and_the_contract(path):
    names = imported(path)
    parts = path.relative_to(ROOT / "backends").parts
    own = parts[0] if len(parts) > 1 else ""
    shared = ([], [own], ["process_groups"])
    foreign = {n for n in within(names, "backends") if n.split(".")[1:2] not in shared}
    assert not foreign
    assert not {n for n in within(names, "compat") if not n.startswith("compat.core")}
    assert tops(names) & LIBRARIES <= LIBRARY_OF.get(own or path.stem, set())
