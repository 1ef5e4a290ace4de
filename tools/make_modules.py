"""Write compat/_modules.json: what every importable module of a framework defines and borrows.

Runs where the real MindSpore 2.0.0 or Paddle 1.8.5 is installed and replaces its rows:
`python tools/make_modules.py mindspore`. A row has the module's own names by kind, and under "from"
the names it took from other modules, of the framework or of Python and its libraries.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import sys
import types
from collections import defaultdict
from pathlib import Path

ROOT = sys.argv[1]
# Kernels for other devices (a thousand modules of one function) and their compilers.
LEFT_OUT = ("_op_impl", "graph_kernel", "_akg", "include")
# These end the process or change other modules when they are imported.
NOT_IMPORTED = ("paddle.utils.plotcurve",)
FOREIGN = ("_ctypes",)
OWN = (type, types.FunctionType, types.BuiltinFunctionType)


def modules():
    """Every module that imports here, by name."""
    for name in sorted(set(paths(Path(importlib.import_module(ROOT).__path__[0])))):
        if name not in NOT_IMPORTED and not set(name.split(".")) & set(LEFT_OUT):
            module = imported(name)
            if module is not None:
                yield name, module


def paths(base):
    """The dotted names of the modules in a package, whether they import or not."""
    for folder, below, files in os.walk(str(base)):
        package = ".".join((ROOT, *Path(folder).relative_to(base).parts))
        if "__init__.py" not in files:
            below.clear()
            continue
        if package != ROOT:
            yield package
        for file in files:
            stem = file.partition(".")[0]
            if file.endswith((".py", ".so")) and stem != "__init__":
                yield f"{package}.{stem}"


def imported(name):
    """The module, or None when it needs something that is not installed."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            return importlib.import_module(name)
        except (ImportError, ValueError, RuntimeError, OSError, AttributeError, TypeError):
            return None


def described(module_name, module):
    """The row of one module."""
    row, borrowed = defaultdict(list), defaultdict(list)
    for name, value in sorted(vars(module).items()):
        if name.startswith("__"):
            continue
        kind, home, original = classified(module_name, name, value)
        if original:
            borrowed[home].append(name if name == original else f"{name}={original}")
        elif kind:
            row[kind].append(name)
    result = {kind: " ".join(names) for kind, names in sorted(row.items())}
    if borrowed:  # modules that stand alone, such as os, have the home ""
        result["from"] = {home: " ".join(names) for home, names in sorted(borrowed.items())}
    return result


def classified(module_name, name, value):
    """Kind of an own name, or the module and name it was borrowed from."""
    if isinstance(value, types.ModuleType):
        home = value.__name__
        if home == f"{module_name}.{name}":
            return "module", None, None
        return (None, *home.rpartition(".")[::2])
    if isinstance(value, OWN):
        home, original = value.__module__ or "", getattr(value, "__name__", "")
        if home.endswith("_pb2") and not home.startswith(ROOT):
            return "class", None, None
        if home != module_name and hasattr(sys.modules.get(home), original):
            return None, home, original
        return "class" if isinstance(value, type) else "function", None, None
    made_by = type(value).__module__
    if made_by == "__future__":
        return None, made_by, name
    return ("value" if made_by not in FOREIGN else None), None, None


def main():
    """Write the file."""
    path = Path(__file__).parents[1] / "compat/_modules.json"
    rows = json.loads(path.read_text("utf-8"))
    rows = {name: row for name, row in rows.items() if name.partition(".")[0] != ROOT}
    rows.update({name: described(name, module) for name, module in modules()})
    path.write_text(json.dumps(rows, indent=0, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
