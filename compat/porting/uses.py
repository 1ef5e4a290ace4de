"""Which names of the frameworks, and which other packages, a syntax tree uses."""

from __future__ import annotations

import ast
from collections import defaultdict
from dataclasses import dataclass, field

FRAMEWORKS = ("mindspore", "paddle")


@dataclass
class Uses:
    """What one file uses: plain data, so that it can travel between processes."""

    # full name -> lines
    names: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    # (full name, keyword argument) -> lines
    keywords: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    # top-level package -> line of its first import
    packages: dict[str, int] = field(default_factory=dict)
    # full name of another library's attribute, such as numpy.float -> lines
    others: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


# Libraries whose attributes are noted, because they dropped names that old programs use.
WATCHED = ("numpy", "scipy", "PIL", "collections", "time", "yaml", "networkx", "fractions")


def collect(tree: ast.Module) -> Uses:
    """The uses in one file; names reached through `import ... as` and `from ... import`."""
    uses = Uses()
    aliases: dict[str, str] = {}
    optional = _optional_imports(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            _plain_import(node, aliases, uses)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            _from_import(node, aliases, uses)
        else:
            continue
        if node not in optional:
            _note_packages(uses, node)
    shadowed = _assigned(tree)
    for name in shadowed & aliases.keys():
        del aliases[name]
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            _note(uses, _full(node, aliases), node.lineno)
        elif isinstance(node, ast.Call):
            _note_keywords(uses, node, aliases)
    return uses


def _plain_import(node: ast.Import, aliases: dict[str, str], uses: Uses) -> None:
    for alias in node.names:
        root = alias.name.partition(".")[0]
        aliases[alias.asname or root] = alias.name if alias.asname else root
        _note(uses, alias.name, node.lineno)


def _from_import(node: ast.ImportFrom, aliases: dict[str, str], uses: Uses) -> None:
    module = node.module or ""
    _note(uses, module, node.lineno)
    for alias in node.names:
        if alias.name != "*":
            full = f"{module}.{alias.name}"
            aliases[alias.asname or alias.name] = full
            _note(uses, full, node.lineno)


def _optional_imports(tree: ast.Module) -> set[ast.stmt]:
    """Imports inside a `try` that has a handler: the program can do without the package."""
    found: set[ast.stmt] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Try) and node.handlers:
            inside = (child for stmt in node.body for child in ast.walk(stmt))
            tried = {n for n in inside if isinstance(n, (ast.Import, ast.ImportFrom))}
            handled = (child for h in node.handlers for child in ast.walk(h))
            found |= tried | {n for n in handled if isinstance(n, (ast.Import, ast.ImportFrom))}
    return found


def _note_packages(uses: Uses, node: ast.Import | ast.ImportFrom) -> None:
    modules = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
    for module in modules:
        uses.packages.setdefault(module.partition(".")[0], node.lineno)


def _assigned(tree: ast.Module) -> set[str]:
    """Names that the module itself binds anew at top level: no longer the imported thing."""
    bound = set()
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        bound.update(t.id for t in targets if isinstance(t, ast.Name))
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            bound.add(node.name)
    return bound


def _full(node: ast.expr, aliases: dict[str, str]) -> str | None:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in aliases:
        return None
    return ".".join([aliases[node.id], *reversed(parts)])


def _note(uses: Uses, full: str | None, line: int) -> None:
    if full is None:
        return
    root = full.partition(".")[0]
    if root in FRAMEWORKS:
        uses.names[full].append(line)
    elif root in WATCHED:
        uses.others[full].append(line)


def _note_keywords(uses: Uses, node: ast.Call, aliases: dict[str, str]) -> None:
    full = _full(node.func, aliases)
    if full is None or full.partition(".")[0] not in FRAMEWORKS:
        return
    for keyword in node.keywords:
        if keyword.arg is not None:
            uses.keywords[full, keyword.arg].append(node.lineno)
