"""Rows in blocks: many rows of one shape at once, one array a column.

Small rows cost more in Python than in their operations. Where a source can give many rows as one
array and all operations behind it can take them so, they go through together; the results are those
of the rows one by one. What fails is done again row by row, which names the row.
"""

from __future__ import annotations

from itertools import islice

import numpy as np

from compat.core.data.forking import guarded

from .node import FileRow

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


class Blocks:
    """Blocks one after the other; from the first that fails on all rows go one by one."""

    def __init__(self):
        self._singly = False
        self._computed = guarded(lambda block: block.arrays())

    def arrays(self, block):
        """The arrays of a block, or None."""
        if self._singly:
            return None
        try:
            arrays = self._computed(block)
        except Exception:  # row by row it fails again, at the right row and with its files
            arrays = None
        self._singly = arrays is None
        return arrays

    def rows(self, blocks):
        """Yields the rows of the blocks, each with memory of its own."""
        for block in blocks:
            arrays = self.arrays(block)
            if arrays is None:
                yield from block.rows()
                continue
            for files, *values in zip(block.files(), *arrays, strict=True):
                yield FileRow.of([np.array(value) for value in values], files)


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
