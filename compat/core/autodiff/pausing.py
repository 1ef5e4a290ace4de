"""Whether operators are recorded: one notion, for each thread and each context (of a task, of a
callback), that frontends switch and engines follow.
"""

from __future__ import annotations

from operator import attrgetter
from threading import Lock
from typing import Any

from ..contexts import UNSET, PerContext, in_main_thread
from .engine import quick


class Switched:
    """Context in which recording is off (or, with True, on again).

    It lasts while its lock is held. The block ends with the lock's own `__exit__`, which is C: no
    interrupt comes between the end of the block and that of the pause, as it would in a function.
    """

    __slots__ = ("before", "held", "recording")

    def __init__(self, recording: bool = False) -> None:
        self.recording = recording
        self.held = Lock()
        self.before: Any = None

    def __enter__(self) -> None:
        self.before = mode.get()
        try:
            self.held.acquire()
            mode.set_own(self)
        except BaseException:
            if self.held.locked():
                self.held.release()
            raise

    __exit__ = property(attrgetter("held.__exit__"))


OFF = Switched()
OFF.held.acquire()

# None while nothing is switched, which is all that a recorded call looks at.
mode = PerContext("compat_recording", None)


def is_paused() -> bool:
    """True where recording is off, in this thread and context."""
    found = mode.get()
    if found is None:
        return False
    if found is UNSET:
        if in_main_thread():
            mode.set_own(None)
            return False
        found = mode.value
    last = found
    while type(last) is Switched and not last.held.locked():
        last = last.before
    if last is not found:
        mode.set_own(last)
    return type(last) is Switched and not last.recording


def set_recording(on: bool) -> bool:
    """Switch recording on or off in this context from now on; returns what was before.

    An interrupt meanwhile leaves what was before.
    """
    before, was_on = mode.get(), not is_paused()
    try:
        mode.set(None if on else OFF)
        quick.switched(on)
    except BaseException:
        mode.set(before)
        quick.switched(was_on)
        raise
    return was_on
