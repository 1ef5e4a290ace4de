"""Rows for which an operation of `map` fails are left out, or others take their place.

Such a row comes from a worker, which may be a process, as a str: the words of its error.
"""

from __future__ import annotations

from collections import deque

from .... import log as logger
from ...core.settings import settings
from ..errors import pipeline_error

RETURN, REPLACE, SKIP = 0, 1, 2  # the values of config.ErrorSamplesMode
_KEPT = 16  # rows that wait as replacements
_DONE = {
    REPLACE: "will replace with a healthy sample",
    SKIP: "will skip this sample",
}


def mode():
    """What happens to erroneous rows in a pipeline that starts now; debugging shows all errors."""
    return RETURN if settings.debug_mode else settings.error_samples_mode


class Healing:
    """Takes erroneous rows out of the results of a `map`.

    Args:
        how (int): REPLACE or SKIP.
    """

    def __init__(self, how):
        self._how = how
        self._kept = deque()  # the newest row first
        self._next = -1  # place of the next replacement; negative once all of them were used
        self._owed = 0  # erroneous rows that nothing took the place of yet

    def rows(self, results):
        """Yields the rows of an epoch."""
        for row in results:
            if isinstance(row, str):
                logger.warning(
                    "Detected an erroneous sample in MindData Map operation, and "
                    f"{_DONE[self._how]}: {row}"
                )
                if self._how == REPLACE:
                    yield from self._replaced()
            else:
                if self._how == REPLACE:
                    yield from self._keep(row)
                yield row
        if self._owed and not self._kept:
            raise pipeline_error("All data is garbage and cannot be replaced.")
        while self._owed:
            self._owed -= 1
            yield self._replacement()

    def _replaced(self):
        if self._next == _KEPT - 1:
            yield self._replacement()
        else:
            self._owed += 1

    def _keep(self, row):
        """Keep a healthy row; yields an older one where a replacement is owed."""
        if self._next == _KEPT - 1:
            if not self._owed:
                return
            self._owed -= 1
            yield self._replacement()
            self._kept.pop()
        elif len(self._kept) == _KEPT:
            self._kept.pop()
        self._kept.appendleft(_copy(row))
        self._next += 1

    def _replacement(self):
        # A negative place wraps around as an unsigned number of 64 bits.
        row = self._kept[self._next % 2**64 % len(self._kept)]
        self._next -= 1
        return _copy(row)


def _copy(row):
    """A row whose arrays are its own; whoever takes one may write into it."""
    return tuple(value.copy() if hasattr(value, "copy") else value for value in row)
