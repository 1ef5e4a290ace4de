"""Rows that are made once and kept: `cache=`."""

from __future__ import annotations

from ..node import Stage
from ..source import IndexedStage


def cached(cache, stage):
    """A stage that takes rows from the cache where it has them."""
    if isinstance(stage, IndexedStage):
        return stage.over(CachedRows(cache, stage.source))
    return CachedStage(cache, stage)


class CachedRows:
    """An indexed source whose rows are read once."""

    parallel = False  # one process, the one that has the memory

    def __init__(self, cache, source):
        self._cache, self._source, self.columns = cache, source, source.columns

    def __len__(self):
        return len(self._source)

    def row(self, i):
        """Row i."""
        row = self._cache.find(i)
        if row is None:
            row = self._source.row(i)
            self._cache.keep(i, row)
        return row


class CachedStage(Stage):
    """Rows of the first epoch, again in every further one."""

    def __init__(self, cache, child):
        super().__init__(child.columns, child)
        self._cache, self._complete = cache, None

    def rows(self):
        """Yields the rows of the next epoch."""
        if self._complete is not None:
            yield from map(self._cache.find, range(self._complete))
            return
        count = 0
        for row in self.children[0].rows():
            self._cache.keep(count, row)
            count += 1
            yield row
        self._complete = count if self._cache.holds(count) else None
