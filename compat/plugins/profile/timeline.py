"""A clock that always runs for somebody: the layer, phase and line that are at work."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

OUTSIDE = "outside of layers"
PHASES = ("forward", "backward", "update", "")
# Slices of the trace; beyond, the table goes on and the trace does not.
MOST_SLICES = 200_000


@dataclass
class Owner:
    """Who the clock runs for."""

    path: str
    phase: str = ""
    operator: str = ""
    line: str = ""
    calls: int = 0
    spent: int = 0
    made: int = 0  # bytes of the outputs

    @property
    def key(self) -> tuple[str, str]:
        """What rows are told apart by."""
        return self.path, self.phase


@dataclass
class Timeline:
    """The clock, its owners and the slices for the trace. Other threads are not looked at."""

    wait: Callable[[], Any] | None = None
    owners: dict[tuple[str, str], Owner] = field(default_factory=dict)
    slices: list[tuple[Owner, int, int]] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)
    thread: int = field(default_factory=threading.get_ident)

    def __post_init__(self) -> None:
        self.current = self.owner(OUTSIDE, "")
        self.begin = self.last = time.perf_counter_ns()
        self.running = True

    def owner(self, path: str, phase: str, operator: str = "", line: str = "") -> Owner:
        """The row of a path in a phase."""
        key = (path, phase)
        if key not in self.owners:
            self.owners[key] = Owner(path, phase, operator, line)
        return self.owners[key]

    def switch(self, owner: Owner) -> Owner:
        """From now on the clock runs for `owner`; returns who it ran for."""
        if self.wait is not None:
            self.wait()
        now = time.perf_counter_ns()
        before = self.current
        before.spent += now - self.last
        if len(self.slices) < MOST_SLICES:
            self.slices.append((before, self.last, now))
        self.current, self.last = owner, now
        return before

    def end_step(self) -> None:
        """An update is done: remember when."""
        self.steps.append(self.last)

    def stop(self) -> None:
        """Credit the time until now, once."""
        if self.running:
            self.switch(self.current)
            self.running = False

    @property
    def elapsed(self) -> int:
        """Nanoseconds from the beginning to the last event."""
        return self.last - self.begin
