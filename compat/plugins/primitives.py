"""Calls, time and bytes of every primitive; a table on standard error when the program ends."""

from __future__ import annotations

import atexit
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from ..core.dtypes import DTYPES
from .values import RawSlots, primitive, results


class Totals:
    """Totals by primitive: calls, nanoseconds in the call and below it, bytes returned."""

    def __init__(self, raw: RawSlots) -> None:
        self.raw = raw
        self.totals: dict[str, list[int]] = {}
        self._lock = threading.Lock()
        self._local = threading.local()

    def before(self, name: str, implementations: Any, arguments: Any) -> None:
        """Remember when the call began; calls nest."""
        stack = self._local.__dict__.setdefault("stack", [])
        stack.append(time.perf_counter_ns())

    def after(self, outcome: Any, name: str, implementations: Any, arguments: Any) -> None:
        """Add the call to the totals."""
        spent = time.perf_counter_ns() - self._local.stack.pop()
        size = 0 if outcome.exception else self._bytes(name, outcome.get_result())
        with self._lock:
            row = self.totals.setdefault(name, [0, 0, 0])
            row[0] += 1
            row[1] += spent
            row[2] += size

    def _bytes(self, name: str, value: Any) -> int:
        total = 0
        for r in results(primitive(name), value):
            count = 1
            for extent in self.raw.shape_of(r):
                count *= extent
            total += count * DTYPES[self.raw.dtype_of(r)].bits // 8
        return total

    def report(self) -> None:
        """Print the table, the most expensive primitive first."""
        from rich.console import Console
        from rich.table import Table

        table = Table("primitive", "calls", "ms", "us a call", "MB made", title="compat primitives")
        for name, (calls, spent, size) in sorted(self.totals.items(), key=lambda r: -r[1][1]):
            table.add_row(
                name,
                str(calls),
                f"{spent / 1e6:.2f}",
                f"{spent / 1e3 / calls:.1f}",
                f"{size / 1e6:.2f}",
            )
        Console(file=sys.stderr).print(table)


def start(registry: Any) -> Callable[[], None]:
    """Begin counting; returns the function that ends it and prints the table."""
    totals = Totals(RawSlots(registry))
    undo = registry.add_hookcall_monitoring(totals.before, totals.after)

    def stop() -> None:
        atexit.unregister(totals.report)
        undo()
        totals.report()

    atexit.register(totals.report)
    return stop
