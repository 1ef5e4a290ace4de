"""Rows in blocks: many rows of one shape at once, one array a column.

Small rows cost more in Python than in their operations. Where a source can give many rows as one
array and all operations behind it can take them so, they go through together; the results are those
of the rows one by one. What fails is done again row by row, which names the row.
"""

from __future__ import annotations

from itertools import islice

import numpy as np

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

    def arrays(self, block):
        """The arrays of a block, or None."""
        if self._singly:
            return None
        try:
            arrays = block.arrays()
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
