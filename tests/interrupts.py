"""Interrupts at every point of a call: what a user's Ctrl-C may leave behind."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
OURS = (str(ROOT / "compat"), str(ROOT / "backends"))


class _Lines:
    """Counts the lines of our code that run, and raises KeyboardInterrupt at one of them."""

    def __init__(self, at=None):
        self.at = at
        self.count = 0
        self.place = None

    def __call__(self, frame, event, argument):
        return self.line if frame.f_code.co_filename.startswith(OURS) else None

    def line(self, frame, event, argument):
        """Called for what happens within a function."""
        if event == "line":
            self.count += 1
            if self.count == self.at:
                self.place = f"{frame.f_code.co_filename}:{frame.f_lineno}"
                raise KeyboardInterrupt
        return self.line


def _traced(function, lines):
    before = sys.gettrace()
    sys.settrace(lines)
    try:
        function()
    except KeyboardInterrupt:
        if lines.place is None:
            raise
    finally:
        sys.settrace(before)
    return lines


def number_of_lines(function):
    """How many lines of our code `function()` runs."""
    return _traced(function, _Lines()).count


def interrupted(function, at):
    """Run `function()` with an interrupt at its line `at`; the place of that line, else None."""
    return _traced(function, _Lines(at)).place


def points(function, count):
    """So many line numbers, evenly spread over a run of `function()`."""
    total = number_of_lines(function)
    return sorted({1 + i * total // count for i in range(count)} | {total})
