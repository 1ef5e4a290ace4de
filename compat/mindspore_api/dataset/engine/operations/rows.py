"""Which rows go on: shuffle, skip, take, repeat, filter."""

from __future__ import annotations

import math

from compat.core.data.streams import MT64

from ...core.settings import fresh_seed
from ..errors import pipeline_error, user_error
from ..node import Stage, place_of
from ..source import UnionBaseDataset


class ShuffleDataset(UnionBaseDataset):
    """Rows in random order within a buffer.

    Args:
        input_dataset (Dataset): where the rows come from.
        buffer_size (int): rows in the buffer.

    Raises:
        RuntimeError: behind `sync_wait`.
    """

    def __init__(self, input_dataset, buffer_size):
        super().__init__(children=input_dataset)
        self.buffer_size = buffer_size
        self.reshuffle_each_epoch = True
        if self.is_sync():
            raise RuntimeError("No shuffle after sync operators.")

    def is_shuffled(self):
        """True."""
        return True

    def _stage(self, run, child):
        return ShuffleStage(child, self.buffer_size, self.reshuffle_each_epoch)


class ShuffleStage(Stage):
    """Rows in random order within a buffer; its generator lives through all epochs.

    With `anew=False` it starts again in each epoch, which gives the same order.
    """

    def __init__(self, child, size, anew=True):
        super().__init__(child.columns, child)
        self._size, self._anew, self._seed = size, anew, fresh_seed()
        self._engine = MT64(self._seed)
        self.from_files = child.from_files

    def rows(self):
        """Yields the rows of the next epoch."""
        if not self._anew:
            self._engine.seed(self._seed)
        buffer, draw = [], self._engine.draw
        for row in self.children[0].rows():
            buffer.append(row)
            if len(buffer) == self._size:
                yield _taken(buffer, draw())
        while buffer:
            yield _taken(buffer, draw())


def _taken(buffer, drawn):
    """The row of a random slot; the last one moves into the slot."""
    slot, last = drawn % len(buffer), buffer.pop()
    if slot == len(buffer):
        return last
    row, buffer[slot] = buffer[slot], last
    return row


class SkipDataset(UnionBaseDataset):
    """Without the first rows."""

    def __init__(self, input_dataset, count):
        super().__init__(children=input_dataset)
        self.count = count

    def _count(self):
        rows = self.children[0]._count()
        return None if rows is None else max(rows - self.count, 0)

    def _stage(self, run, child):
        return SkipStage(child, self.count)


class SkipStage(Stage):
    """Without the first `count` rows."""

    def __init__(self, child, count):
        super().__init__(child.columns, child)
        self._skipped = count

    def rows(self):
        """Yields the rows of the next epoch."""
        rows = self.children[0].rows()
        for _ in zip(range(self._skipped), rows, strict=False):
            pass
        yield from rows


class TakeDataset(UnionBaseDataset):
    """At most `count` rows."""

    def __init__(self, input_dataset, count):
        super().__init__(children=input_dataset)
        self.count = count

    def _count(self):
        rows = self.children[0]._count()
        if self.count == -1 or rows is None:
            return rows
        return min(rows, self.count)

    def _stage(self, run, child):
        return child if self.count == -1 else TakeStage(child, self.count)


class Drained(Stage):
    """Base of stages that leave rows over: these are consumed before the next epoch starts, so that
    random streams below stand where they would have stood.
    """

    _left = ()

    def opened(self):
        """Iterators over the next epoch of all children."""
        for rows in self._left:
            for _ in rows:
                pass
        self._left = [child.rows() for child in self.children]
        return self._left


class TakeStage(Drained):
    """At most `count` rows."""

    def __init__(self, child, count):
        super().__init__(child.columns, child)
        self._taken = count

    def rows(self):
        """Yields the rows of the next epoch."""
        (rows,) = self.opened()
        for _, row in zip(range(self._taken), rows, strict=False):
            yield row


class RepeatDataset(UnionBaseDataset):
    """The rows several times in one epoch; -1: without end."""

    def __init__(self, input_dataset, count):
        super().__init__(children=input_dataset)
        self.count = -1 if count is None else count

    def _count(self):
        rows = self.children[0]._count()
        return rows if rows is None or self.count == -1 else rows * self.count

    def get_repeat_count(self):
        """How often."""
        return self.count

    def _build(self, run, root=False):
        above = run.repeats
        run.repeats *= math.inf if self.count == -1 else self.count
        stage = super()._build(run, root)
        run.repeats = above
        return stage

    def _stage(self, run, child):
        return RepeatStage(child, self.count)


class RepeatStage(Stage):
    """The rows several times in one epoch."""

    def __init__(self, child, count):
        super().__init__(child.columns, child)
        self._times = count

    def rows(self):
        """Yields the rows of the next epoch."""
        done = 0
        while done != self._times:
            empty = True
            for row in self.children[0].rows():
                empty = False
                yield row
            if empty and self._times == -1:
                raise pipeline_error("Unable to repeat without end a dataset that has no rows.")
            done += 1


class FilterDataset(UnionBaseDataset):
    """The rows for which a predicate holds."""

    _shared = ("parent", "predicate")

    def __init__(self, input_dataset, predicate, input_columns=None, num_parallel_workers=None):
        super().__init__(children=input_dataset, num_parallel_workers=num_parallel_workers)
        self.predicate = predicate
        self.input_columns = [] if input_columns is None else input_columns
        if isinstance(input_columns, str):
            self.input_columns = [input_columns]

    def _count(self):
        return None

    def _stage(self, run, child):
        return FilterStage(child, self.predicate, self.input_columns)


class FilterStage(Stage):
    """The rows for which a predicate holds."""

    def __init__(self, child, predicate, names):
        super().__init__(child.columns, child)
        self._predicate = predicate
        self._places = [
            place_of(
                self.columns, name,
                f"Invalid parameter, column name: {name} does not exist in the dataset columns.",
            )
            for name in names or self.columns
        ]  # fmt: skip

    def rows(self):
        """Yields the rows of the next epoch."""
        places, predicate = self._places, self._predicate
        for row in self.children[0].rows():
            try:
                kept = bool(predicate(*[row[i] for i in places]))
            except Exception as error:
                raise user_error(error) from error
            if kept:
                yield row
