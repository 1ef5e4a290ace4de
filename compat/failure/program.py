"""The program that is running: how it was started, its files, the names in them that fail."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..porting.check import Finding

# Reading a file takes about 10 ms; nobody waits for more behind a traceback.
MOST_FILES = 100


def words(argv: Sequence[str]) -> list[str]:
    """What stands behind `compat` to start the program again."""
    main = sys.modules.get("__main__")
    spec = getattr(main, "__spec__", None)
    if spec is not None and spec.name:
        return ["-m", spec.name.removesuffix(".__main__"), *argv[1:]]
    if argv and argv[0] == "-c":
        return ["-c", "...", *argv[1:]]
    return list(argv)


def script() -> Path | None:
    """The file of `__main__`, where it has one."""
    name = getattr(sys.modules.get("__main__"), "__file__", None)
    path = Path(name) if name else None
    return path if path is not None and path.is_file() else None


def own_files() -> list[Path]:
    """The program's file and the modules it has imported from beside it."""
    main = script()
    if main is None:
        return []
    folder = str(main.resolve().parent) + os.sep
    found = [main.resolve()]
    for module in list(sys.modules.values()):
        name = getattr(module, "__file__", None)
        if isinstance(name, str) and name.endswith(".py"):
            path = os.path.realpath(name)
            if path.startswith(folder) and "site-packages" not in path:
                found.append(Path(path))
    return sorted(set(found))[:MOST_FILES]


def missing_names(files: Sequence[Path]) -> list[Finding]:
    """Names in these files that do not run here, as `compat check` finds them."""
    from ..porting.check import check_files

    if not files:
        return []
    base = script()
    folder = base.resolve().parent if base is not None else files[0].parent
    return [f for f in check_files(files, folder).findings if not f.verdict.runs]
