"""Old names as attributes of modules and classes, with one warning for each."""

from __future__ import annotations

import ctypes
import functools
import gc
import os
import sys
import warnings
from collections.abc import Callable, Iterable
from types import FrameType
from typing import Any, NamedTuple


class LegacyNameWarning(FutureWarning):
    """A name that its library has dropped and compat gives back."""


class Old(NamedTuple):
    """A dropped name: since when, what to write today, and its value, made of the module."""

    name: str
    gone: str
    today: str
    make: Callable[[Any], Any]


class Library(NamedTuple):
    """The names of one module, and what else changes behind its import."""

    rows: tuple[Old, ...] = ()
    change: Callable[[Any], None] | None = None


_HERE = os.path.dirname(__file__)
_warned: set[str] = set()


def warn_once(full: str, gone: str, today: str) -> None:
    """Warn of an old name at its first use in a program, whatever the filters remember.

    Installed libraries ask for such names to find out what they run on.
    """
    frame = _users_frame(sys._getframe(1))
    if full not in _warned and users_code(frame.f_code.co_filename):
        _warned.add(full)
        text = f"{full} is gone since {gone}; compat gives it back. Today: {today}"
        # In brackets the file's line is not repeated: programs print their results from such lines,
        # and tools that read these would find them twice.
        place = f"<{frame.f_code.co_filename}>"
        warnings.warn_explicit(text, LegacyNameWarning, place, frame.f_lineno)


def _users_frame(frame: FrameType) -> FrameType:
    """The caller outside this package and the import system."""
    while frame.f_back is not None and _internal(frame.f_code.co_filename):
        frame = frame.f_back
    return frame


def _internal(filename: str) -> bool:
    return filename.startswith(("<frozen importlib", _HERE))


def alias(name: str, gone: str, today: str, target: str | None = None) -> Old:
    """An old name of what the module still has, as `target` or under the name in `today`."""
    path = target or today
    return Old(name, gone, today, lambda module: functools.reduce(getattr, path.split("."), module))


def value(name: str, gone: str, today: str, what: Any) -> Old:
    """An old name of a given object."""
    return Old(name, gone, today, lambda module: what)


def offer(module: Any, rows: Iterable[Old]) -> None:
    """Give the module the names it has lost; each is made, and warned of, when asked for."""
    missing = {row.name: row for row in rows if row.name not in vars(module)}
    inherited = vars(module).get("__getattr__")

    def __getattr__(name: str) -> Any:  # noqa: N807
        row = missing.get(name)
        if row is not None:
            warn_once(f"{module.__name__}.{name}", row.gone, row.today)
            found = row.make(module)
            setattr(module, name, found)
            return found
        if inherited is not None:
            return inherited(name)
        text = f"module {module.__name__!r} has no attribute {name!r}"
        raise AttributeError(text, name=name, obj=module)

    if missing:
        module.__getattr__ = __getattr__


def restore_method(
    cls: type, name: str, gone: str, today: str, function: Callable[..., Any]
) -> None:
    """Give a class back a method it has lost; works on classes that are written in C, too."""
    if callable(getattr(cls, name, None)):  # NumPy leaves descriptors that raise
        return

    @functools.wraps(function)
    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        warn_once(f"{cls.__module__}.{cls.__qualname__}.{name}", gone, today)
        return function(self, *args, **kwargs)

    _set_on_class(cls, name, method)


def _set_on_class(cls: type, name: str, what: Any) -> None:
    try:
        setattr(cls, name, what)
    except TypeError:
        # Classes of C refuse attributes; the dictionary behind the proxy takes them, and CPython
        # has to be told because it caches look-ups.
        space = next(d for d in gc.get_referents(cls.__dict__) if isinstance(d, dict))
        space[name] = what
        ctypes.pythonapi.PyType_Modified(ctypes.py_object(cls))


def users_code(filename: str) -> bool:
    """True for a file of the program, False for one of an installed library or of Python."""
    return not any(part in filename for part in ("site-packages", "dist-packages", "<frozen"))
