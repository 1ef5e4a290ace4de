"""Rows in blocks: many rows of one shape at once, one array a column.

Small rows cost more in Python than in their operations. Where a source can give many rows as one
array and all operations behind it can take them so, they go through together; the results are those
of the rows one by one. What fails is done again row by row, which names the row.
"""

from __future__ import annotations

from collections import deque
from itertools import islice

import numpy as np

from compat.core.data.workers import in_order

from .node import FileRow, Stage

SIZE = 32  # rows of a block where no batch asks for a size


class Block:
    """Rows of an indexed source.

    Args:
        source: an indexed source with `block(numbers)`.
        numbers (list of int): which rows.
        load (callable): row number -> row, for when they go one by one.
    """

    def __init__(self, source, numbers, load):
        self._source, self._numbers, self._load = source, numbers, load

    def __len__(self):
        return len(self._numbers)

    def arrays(self):
        """The rows as a tuple of arrays; None where they have to go one by one."""
        return self._source.block(np.asarray(self._numbers))

    def rows(self):
        """Yields the rows one by one."""
        return map(self._load, self._numbers)

    def files(self):
        """The files of each row."""
        return map(self._source.files, self._numbers)


class MappedBlock:
    """A block behind the steps of a `map`.

    Args:
        block (Block): the rows before.
        steps (list of callables): tuple of arrays -> tuple of arrays.
        apply (callable): row -> row, for when they go one by one.
    """

    def __init__(self, block, steps, apply):
        self._block, self._steps, self._apply = block, steps, apply
        self.files = block.files

    def __len__(self):
        return len(self._block)

    def arrays(self):
        """The rows as a tuple of arrays; None where they have to go one by one."""
        arrays = self._block.arrays()
        for step in self._steps:
            if arrays is not None:
                arrays = step(arrays)
        return arrays

    def rows(self):
        """Yields the rows one by one."""
        return map(self._apply, self._block.rows())


class BlockStage(Stage):
    """A stage that may give its rows in blocks: where `in_blocks`, it has `blocks(size)`.

    Args:
        columns (list of str): names of the columns it yields.
        run (Run): the execution of the pipeline.
        workers (int): how many it has.
        children (stages): those it reads from.
    """

    def __init__(self, columns, run, workers, *children):
        super().__init__(columns, *children)
        self._run, self.workers, self._computing = run, workers, None

    def done(self, size):
        """Yields (block, Done) of the next epoch."""
        if self._computing is None:
            self._computing = Blocks(self._run, self.workers)
        return self._computing.done(self.blocks(size))

    def _rows_of_blocks(self):
        for block, done in self.done(SIZE):
            yield from done.rows(block.files())


class Done:
    """What became of a block: arrays, or rows and the error that came behind them."""

    def __init__(self, size, arrays=None, rows=(), error=None):
        self.size, self._arrays, self._rows, self._error = size, arrays, rows, error

    def stacked(self, stack):
        """The rows as a tuple of arrays; `stack` puts single rows together."""
        if self._arrays is not None:
            return self._arrays
        if self._error is not None:
            raise self._error
        return stack(self._rows)

    def rows(self, files):
        """Yields the rows, each with memory of its own; `files` are those of each row."""
        if self._arrays is not None:
            for of_row, *values in zip(files, *self._arrays, strict=True):
                yield FileRow.of([np.array(value) for value in values], of_row)
            return
        yield from self._rows
        if self._error is not None:
            raise self._error


class Blocks:
    """Computes blocks, in threads where these pay; after one that fails rows go one by one.

    Args:
        run (Run): makes the lanes.
        workers (int): how many lanes.
    """

    def __init__(self, run, workers):
        self._singly = False
        # No more blocks under way than keep the workers busy: a row may be large behind its `map`.
        self._pool = run.lanes(lambda lane: self._computed, workers, window=2 * workers)

    def done(self, blocks):
        """Yields (block, Done) in order."""
        kept = deque()
        for done in in_order(self._pool, self._kept(blocks, kept)):
            yield kept.popleft(), done

    def _kept(self, blocks, kept):
        for k, block in enumerate(blocks):
            kept.append(block)
            yield k % self._pool.lanes, block

    def _computed(self, block):
        if not self._singly:
            try:
                arrays = block.arrays()
            except Exception:  # row by row it fails again, at the right row and with its files
                arrays = None
            if arrays is not None:
                return Done(len(block), arrays)
            self._singly = True
        rows = []
        try:
            rows.extend(block.rows())
        except Exception as error:
            return Done(len(block), rows=rows, error=error)
        return Done(len(block), rows=rows)


def cut(items, size):
    """Yields lists of `size` items; the last one may be shorter."""
    items = iter(items)
    while part := list(islice(items, size)):
        yield part


def in_lists(rows, steps, apply):
    """Yields the rows behind the steps of a `map`, which take lists of rows.

    Args:
        rows (iterable): the rows before.
        steps (list of callables): list of rows -> list of rows.
        apply (callable): row -> row, for when they go one by one.
    """
    singly = False
    for part in _parts(rows):
        done = None if singly else _through(part, steps)
        singly = done is None
        yield from map(apply, part) if singly else done


def _through(part, steps):
    try:
        for step in steps:
            part = step(part)
    except Exception:  # row by row it fails again, at the right row and with its files
        return None
    return part


def _parts(rows):
    """Yields lists of `SIZE` rows; those in front of an error come before it."""
    part = []
    try:
        for row in rows:
            part.append(row)
            if len(part) == SIZE:
                yield part
                part = []
    except Exception:
        yield part
        raise
    yield part
