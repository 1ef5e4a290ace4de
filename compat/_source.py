"""Sources of classes that are shown under another module than the one defining them."""

from __future__ import annotations

import linecache
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any


class _Lines(Sequence[str]):
    """The lines of several files, one file behind the other, read when they are asked for."""

    def __init__(self, files: Iterable[str]) -> None:
        self._files = list(files)
        self._read: list[str] | None = None

    def _lines(self) -> list[str]:
        if self._read is None:
            self._read = [line for file in self._files for line in lines_of(file)]
        return self._read

    def __len__(self) -> int:
        return len(self._lines())

    def __getitem__(self, index: Any) -> Any:
        return self._lines()[index]


def lines_of(file: str) -> list[str]:
    """The lines of a file, the last one ended, too."""
    return [f"{line}\n" for line in Path(file).read_text("utf-8").splitlines()]


def show_sources(face: ModuleType, classes: Iterable[type]) -> None:
    """Let `inspect` find the sources of classes that are about to get `face` as their module.

    `inspect` looks for a class in the file of its `__module__`, through `linecache`, which is made
    to give that file and behind it the files that define the classes.
    """
    defining: dict[str, list[type]] = {}
    for each in classes:
        file = getattr(sys.modules.get(each.__module__), "__file__", None)
        if file and file != face.__file__:
            defining.setdefault(file, []).append(each)
    if not defining or face.__file__ is None:
        return
    files = [face.__file__, *defining]
    if sys.version_info >= (3, 13):
        _move_first_lines(files, defining)
    # No time of change: `linecache.checkcache` keeps entries without one.
    linecache.cache[face.__file__] = (0, None, _Lines(files), face.__file__)  # type: ignore[assignment]


def _move_first_lines(files: list[str], defining: dict[str, list[type]]) -> None:
    """From Python 3.13 on, classes know the line in which they begin."""
    above = 0
    for file in files:
        for each in defining.get(file, ()):
            each.__firstlineno__ += above  # type: ignore[attr-defined]
        above += len(lines_of(file))
