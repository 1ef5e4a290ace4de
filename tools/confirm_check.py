"""Is `compat check` right? Import and build what it says will run, and count the wrong verdicts.

    python tools/confirm_check.py PATH... [--sample N] [--seed S] [--limit SECONDS] [--show]

Every directory that `check` calls "runs" or "runs, with differences" is imported, module by module,
in a process of its own, and every network class that needs no arguments is built. A verdict is
wrong when a name, keyword or method of a framework fails there. Missing packages, data and
arguments are not check's affair. The code of the directories is executed: use it on code you trust.
Exits with 1 below 98 %.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import inspect
import io
import json
import os
import random
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
GOAL = 0.98


def main() -> int:
    """Print the wrong verdicts and the rate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="so many directories by chance")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=float, default=120.0, help="seconds for a directory")
    parser.add_argument("--show", action="store_true", help="print what each directory gave")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.worker:
        print(json.dumps(look(chosen.paths[0])))
        return 0
    return confirm(chosen)


def confirm(chosen: argparse.Namespace) -> int:
    """Check the paths, then look at what it calls supported."""
    from compat.porting.check import check

    folders = [
        (root / d.path).resolve()
        for root in chosen.paths
        for d in check([root.resolve()])
        if d.verdict in ("runs", "differs")
    ]
    if chosen.sample and chosen.sample < len(folders):
        folders = sorted(random.Random(chosen.seed).sample(folders, chosen.sample))
    wrong, modules, built = 0, 0, 0
    for folder in folders:
        facts = looked_at(folder, chosen.limit)
        modules, built = modules + facts["imported"], built + facts["built"]
        if facts["wrong"]:
            wrong += 1
        if facts["wrong"] or chosen.show:
            print(f"{folder}: {json.dumps(facts)}", flush=True)
    right = len(folders) - wrong
    rate = right / len(folders) if folders else 1.0
    print(
        f"{right} of {len(folders)} verdicts right ({rate:.1%}); {modules} modules, {built} built"
    )
    return int(rate < GOAL)


def looked_at(folder: Path, limit: float) -> dict:
    """What a process of its own found in the folder."""
    command = [sys.executable, "-m", "compat", str(Path(__file__).resolve()), "--worker", folder]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=limit,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        return json.loads(done.stdout.strip().splitlines()[-1])
    except (subprocess.TimeoutExpired, ValueError, IndexError) as error:
        return {"imported": 0, "built": 0, "wrong": [], "unjudged": [type(error).__name__]}


def look(folder: Path) -> dict:
    """Import every module of the folder and build the networks that need no arguments."""
    facts: dict = {"imported": 0, "built": 0, "wrong": [], "unjudged": []}
    sys.argv = ["program.py"]
    sys.path.insert(0, str(folder))
    for path in sorted(folder.rglob("*.py")):
        name = ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")
        module = tried(facts, name, lambda name=name: importlib.import_module(name))
        if module is not None:
            facts["imported"] += 1
            build_all(facts, name, module)
    return facts


def build_all(facts: dict, name: str, module: object) -> None:
    """Build the module's own cells and layers that have defaults for all arguments."""
    from compat.failure.place import kinds_of_layers

    for kind in list(vars(module).values()):
        own = inspect.isclass(kind) and kind.__module__ == name
        if own and issubclass(kind, kinds_of_layers() or ()) and _needs_nothing(kind):
            facts["built"] += tried(facts, f"{name}.{kind.__name__}", kind) is not None


def _needs_nothing(kind: type) -> bool:
    try:
        parameters = inspect.signature(kind).parameters.values()
    except (TypeError, ValueError):
        return False
    return all(p.default is not p.empty or p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD)
               for p in parameters)  # fmt: skip


def tried(facts: dict, name: str, make: object) -> object:
    """What `make` returns; a failure of a framework's name is a wrong verdict."""
    from compat.failure.causes import find
    from compat.failure.place import locate

    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            return make()
    except (Exception, SystemExit) as error:
        cause = find(error, locate(error)) if isinstance(error, Exception) else None
        if cause is not None and cause.name is not None:
            facts["wrong"].append(f"{name}: {cause.why}")
        else:
            facts["unjudged"].append(f"{name}: {type(error).__name__}: {str(error)[:120]}")
        return None


if __name__ == "__main__":
    sys.exit(main())
