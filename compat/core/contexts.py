"""Values that belong to a context of execution: modes, counters, default programs.

A thread has a context of its own, and so has each task of `asyncio` and each copied context.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

UNSET: Any = object()


class PerContext:
    """A value that each context sets for itself; threads that set none see the main thread's."""

    __slots__ = ("_first", "_main", "get", "set_own")
    get: Callable[[], Any]  # what this context has set or was copied with, else UNSET
    set_own: Callable[[Any], Any]  # what other threads see stays; both are one call of C code

    def __init__(self, name: str, value: Any) -> None:
        variable: ContextVar[Any] = ContextVar(name, default=UNSET)
        self.get, self.set_own = variable.get, variable.set
        self._first = self._main = value

    @property
    def value(self) -> Any:
        """The value in force."""
        found = self.get()
        return self._inherited() if found is UNSET else found

    def _inherited(self) -> Any:
        # Not the last value of the main thread there: another task may have set it.
        return self._first if in_main_thread() else self._main

    def set(self, value: Any) -> None:
        """Change the value for the current context; UNSET returns to the inherited one."""
        self.set_own(value)
        if in_main_thread():
            self._main = self._first if value is UNSET else value

    def swap(self, value: Any) -> Any:
        """Change the value; returns what `set` takes to undo that."""
        before = self.get()
        self.set(value)
        return before


def with_value(variable: Any, value: Any, function: Callable[..., Any], *args: Any) -> Any:
    """`function(*args)` while a ContextVar or a PerContext has that value.

    An interrupt at any point leaves the value of before.
    """
    before = variable.get()
    try:
        try:
            variable.set(value)
            return function(*args)
        finally:
            variable.set(before)
    except BaseException:
        variable.set(before)  # where an interrupt came before the line above
        raise


def in_main_thread() -> bool:
    """True in the thread that the program began with."""
    return threading.current_thread() is threading.main_thread()
