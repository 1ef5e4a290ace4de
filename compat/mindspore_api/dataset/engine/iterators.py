"""Iterators over datasets."""

from __future__ import annotations

import numpy as np

from ...common.tensor import Tensor


class Iterator:
    """Gives rows until an epoch ends, then starts the next one, `num_epochs` times."""

    def __init__(self, dataset, num_epochs, output_numpy):
        if isinstance(num_epochs, bool) or not isinstance(num_epochs, int):
            raise TypeError(f"Argument num_epochs with value {num_epochs} is not of type int.")
        if num_epochs == 0 or num_epochs < -1:
            raise ValueError("num_epochs should be either -1 or positive integer.")
        self._dataset, self._left, self._as_numpy = dataset, num_epochs, output_numpy
        self._rows = None

    def __iter__(self):
        self._rows = None
        return self

    def __next__(self):
        if self._rows is None:
            if self._left == 0:
                raise StopIteration
            self._left -= self._left > 0
            self._rows = self._dataset._rows()
        try:
            return self._shown(next(self._rows))
        except StopIteration:
            self._rows = None
            raise

    def _converted(self, value):
        return np.array(value) if self._as_numpy else Tensor(np.ascontiguousarray(value))

    def stop(self):
        """No more rows."""
        self._left, self._rows = 0, iter(())


class DictIterator(Iterator):
    """Rows as dicts."""

    def _shown(self, row):
        return {name: self._converted(value) for name, value in row.items()}


class TupleIterator(Iterator):
    """Rows as lists."""

    def _shown(self, row):
        return [self._converted(value) for value in row.values()]
