"""Pickles of plain data and NumPy arrays, read without running anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import FileFormatError
from .pickle_arrays import RECIPES
from .pickle_machine import Machine
from .pickle_writer import chunks

__all__ = ["chunks", "load_dict", "loads"]
_PER_BYTE = 1000  # items that sharing may make of a byte: real files stay below 10


def loads(data: bytes, encoding: str = "latin1") -> Any:
    """The object of a pickle that holds plain data only: numbers, text, bytes, arrays, containers.

    encoding: of Python 2's strings, or "bytes". Raises `UnsafeFileError` for a file that asks for
    anything else, `FileFormatError` for damaged data.
    """
    try:
        value = Machine(data, RECIPES, encoding).run()
    except FileFormatError:
        raise
    except (ValueError, TypeError, OverflowError, LookupError, MemoryError) as error:
        raise FileFormatError(f"the file is damaged: {error}") from error
    _check_size(value, _PER_BYTE * len(data))
    return value


def load_dict(path: str) -> dict[Any, Any]:
    """The dictionary in a file. Raises as `loads` does, naming the file."""
    try:
        found = loads(Path(path).read_bytes())
    except FileFormatError as error:
        raise type(error)(f"{path}: {error}") from error
    if not isinstance(found, dict):
        raise FileFormatError(f"{path}: the file holds a {type(found).__name__}, not a dictionary")
    return found


def _children(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value.keys()
        yield from value.values()
    elif isinstance(value, (list, tuple, set, frozenset)):
        yield from value


def _check_size(root: Any, limit: int) -> None:
    """Refuse containers that hold themselves, and shared ones that grow beyond `limit` in use."""
    sizes: dict[int, int] = {}
    open_: set[int] = set()
    stack = [(root, _children(root))]
    while stack:
        value, children = stack[-1]
        open_.add(id(value))
        for child in children:
            if id(child) in open_:
                raise FileFormatError("the file holds a container that contains itself")
            if id(child) not in sizes and isinstance(child, (dict, list, tuple, set, frozenset)):
                stack.append((child, _children(child)))
                break
        else:
            size = 1 + sum(sizes.get(id(child), 1) for child in _children(value))
            if size > limit:
                raise FileFormatError("the file holds containers that grow without bounds")
            sizes[id(value)] = size
            open_.discard(id(value))
            stack.pop()
