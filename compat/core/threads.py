"""Values that belong to a thread: modes, counters, default programs."""

from __future__ import annotations

import threading
from typing import Any

_UNSET = object()


class PerThread(threading.local):
    """A value that each thread sets for itself; those that set none see that of the main thread."""

    value: Any = None

    def set(self, value: Any) -> None:
        """Change the value for the current thread."""
        if threading.current_thread() is threading.main_thread():
            type(self).value = value
        else:
            self.value = value

    def swap(self, value: Any) -> Any:
        """Change the value; returns what `restore` takes to undo that."""
        before = type(self).value if self._shared() else self.__dict__.get("value", _UNSET)
        self.set(value)
        return before

    def restore(self, before: Any) -> None:
        """Undo `swap`."""
        if before is _UNSET:
            self.__dict__.pop("value", None)
        else:
            self.set(before)

    @staticmethod
    def _shared() -> bool:
        return threading.current_thread() is threading.main_thread()


def per_thread(value: Any) -> PerThread:
    """A value per thread that is `value` at first."""
    made: PerThread = type("PerThread", (PerThread,), {"value": value})()
    return made
