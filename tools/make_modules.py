"""Write compat/_modules.json: what every importable module of MindSpore defines and borrows.

Runs where the real MindSpore 2.0.0 is installed: `python tools/make_modules.py`. A row has the
module's own names by kind, and under "from" the names it took from other modules of MindSpore.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import pkgutil
import sys
import types
from collections import defaultdict
from pathlib import Path

ROOT = "mindspore"
# Kernels for other devices, generated code and rules of the compiler: no program imports them.
LEFT_OUT = (
    "_op_impl", "graph_kernel", "_akg", "include", "bprop_mindir", "_vmap", "_grad",
    "_grad_experimental", "parallel_compile", "remote", "_utils", "_mindspore_offline_debug",
)  # fmt: skip
FOREIGN = ("__future__", "_ctypes")
OWN = (type, types.FunctionType, types.BuiltinFunctionType)


def modules():
    """Every module that imports here, by name."""
    package = importlib.import_module(ROOT)
    names = {m.name for m in pkgutil.walk_packages(package.__path__, ROOT + ".", lambda _: None)}
    for name in sorted(names):
        if not set(name.split(".")) & set(LEFT_OUT):
            module = imported(name)
            if module is not None:
                yield name, module


def imported(name):
    """The module, or None when it needs something that is not installed."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            return importlib.import_module(name)
        except (ImportError, ValueError, RuntimeError, OSError, AttributeError):
            return None


def described(module_name, module):
    """The row of one module."""
    row, borrowed = defaultdict(list), defaultdict(list)
    for name, value in sorted(vars(module).items()):
        if name.startswith("__"):
            continue
        kind, home, original = classified(module_name, name, value)
        if home:
            borrowed[home].append(name if name == original else f"{name}={original}")
        elif kind:
            row[kind].append(name)
    result = {kind: " ".join(names) for kind, names in sorted(row.items())}
    if borrowed:
        result["from"] = {home: " ".join(names) for home, names in sorted(borrowed.items())}
    return result


def classified(module_name, name, value):
    """Kind of an own name, or the module and name it was borrowed from."""
    if isinstance(value, types.ModuleType):
        home = value.__name__
        if home == f"{module_name}.{name}":
            return "module", None, None
        inside = home.startswith(ROOT + ".")
        return (None, *home.rpartition(".")[::2]) if inside else (None, None, None)
    if isinstance(value, OWN):
        home, original = value.__module__ or "", getattr(value, "__name__", "")
        if not home.startswith(ROOT):
            return ("class" if home.endswith("_pb2") else None), None, None
        if home != module_name and hasattr(sys.modules.get(home), original):
            return None, home, original
        return "class" if isinstance(value, type) else "function", None, None
    made_by = type(value).__module__
    wanted = made_by.startswith(ROOT) if name.startswith("_") else made_by not in FOREIGN
    return ("value" if wanted else None), None, None


def main():
    """Write the file."""
    rows = {name: described(name, module) for name, module in modules()}
    text = json.dumps(rows, indent=0, sort_keys=True)
    Path(__file__).parents[1].joinpath("compat/_modules.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
