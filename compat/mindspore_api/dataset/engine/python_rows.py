"""Sources of rows that a program gives: objects with random access, iterables, functions."""

from __future__ import annotations

import builtins

import numpy as np

from compat.core.data.forking import guarded
from compat.core.data.workers import InlineLanes, in_order

from ...common.tensor import Tensor
from .errors import pipeline_error, user_error
from .node import Stage


class RowReader:
    """Makes rows of what a source gives.

    Args:
        columns (list of str): names of the columns.
        types (list of numpy.dtype, optional): types that must come, None for any.
    """

    def __init__(self, columns, types=None):
        self.columns, self._types = list(columns), types

    def row(self, given):
        """A tuple of arrays with memory of their own."""
        values = _parts(given)
        if len(values) != len(self.columns):
            raise _not_a_row(
                "Invalid Python function, the 'source' of 'GeneratorDataset' should return same "
                "number of NumPy arrays as specified in column_names, the size of column_names is:"
                f"{len(self.columns)} and number of returned NumPy array is:{len(values)}"
            )
        row = tuple(_array(v, i, len(values)) for i, v in enumerate(values, 1))
        if self._types is not None:
            self._check_types(row)
        return row

    def _check_types(self, row):
        for value, wanted in zip(row, self._types, strict=False):
            if wanted is not None and getattr(value, "dtype", wanted) != wanted:
                raise _not_a_row(
                    "Invalid Python function, type of returned data in 'GeneratorDataset' should "
                    "be same with specified column_types, but the type of returned data: "
                    f"{value.dtype}, specified column type: {wanted}"
                )


def _not_a_row(text):
    return user_error(RuntimeError(text))


def _parts(given):
    if isinstance(given, (int, float, str, bytes, np.ndarray, Tensor, dict, np.generic)):
        return (given,)
    return tuple(given)


def _array(value, number, count):
    if isinstance(value, dict):
        return value
    if isinstance(value, Tensor):
        return np.array(value.asnumpy())
    made = np.array(value)
    if made.dtype == object:
        which = "" if count == 1 else f"{number}th item of the "
        raise TypeError(
            f"Data type of {which}the input or its converted Numpy array is expected to be int or "
            f"float or str, but got {made.dtype}."
        )
    return made


class NumberedRows:
    """An object with random access as an indexed source."""

    def __init__(self, source, reader):
        self.source, self._reader, self.columns = source, reader, reader.columns

    def __len__(self):
        return len(self.source)

    def row(self, i):
        """Row i; the object gets the number as numpy.int64, as in MindSpore."""
        return self._reader.row(self.source[np.int64(i)])


class NumberedStage(Stage):
    """Rows of an object of the program in the order of a sampler; several workers are processes."""

    def __init__(self, source, order, run, workers, processes, max_rowsize):
        super().__init__(source.columns)
        self.source, self.order = source, order
        self._run, self._workers = run, workers
        self._processes, self._max_rowsize, self._pool = processes, max_rowsize, None

    def start(self):
        """Start the workers."""
        several = self._workers > 1
        self._pool = self._run.lanes(
            self._function, self._workers, self._processes and several, self._max_rowsize,
            reseeded=False,
        )  # fmt: skip

    def _function(self, lane):
        return _dressing(self.source.row)

    def rows(self):
        """Yields the rows of the next epoch."""
        numbers = self.order.epoch()
        if self._pool is None or isinstance(self._pool, InlineLanes):
            yield from map(guarded(_dressing(self.source.row)), numbers)
            return
        lanes = self._pool.lanes
        yield from in_order(self._pool, ((k % lanes, i) for k, i in enumerate(numbers)))


def _dressing(load):
    def loaded(i):
        try:
            return load(i)
        except RuntimeError as error:
            raise _dressed(error) from error
        except Exception as error:
            raise user_error(error) from error

    return loaded


def _dressed(error):
    """A RuntimeError of a pipeline as it is, one of the program in the structure."""
    return error if str(error).startswith("Exception thrown from") else user_error(error)


class StreamedStage(Stage):
    """Rows of an iterable, or of what a function returns, anew in each epoch.

    Args:
        expected (int): rows that `len` of the source promises, -1 for unknown.
    """

    def __init__(self, source, reader, count, expected):
        super().__init__(reader.columns)
        self._source, self._reader, self._taken, self._expected = source, reader, count, expected
        self._first = True

    def rows(self):
        """Yields the rows of the next epoch."""
        done = 0
        try:
            for given in self._values():
                if self._taken and done >= self._taken:
                    break
                yield self._reader.row(given)
                done += 1
                if self._taken and done == self._taken:
                    break
        except RuntimeError as error:
            raise _dressed(error) from error
        except Exception as error:
            raise user_error(error) from error
        first, self._first = self._first, False
        if first and self._expected >= 0 and done < self._expected:
            raise pipeline_error(
                "Unable to fetch data from GeneratorDataset, try iterate the source function of "
                f"GeneratorDataset or check value of num_epochs when create iterator: {done} rows "
                f"came, {self._expected} were expected."
            )

    def _values(self):
        source = self._source
        try:
            return iter(source)
        except TypeError:
            return iter(source())


class Slices:
    """Rows of several arrays or lists along their first axis.

    Raises:
        ValueError: unequal lengths.
    """

    def __init__(self, data, column_names=None):
        names = None
        if isinstance(data, dict):
            names = list(data)
            # A pandas column is a Series: its values are what counts, not its labels.
            data = tuple(list(getattr(v, "values", v)) for v in data.values())
        self.data = data if isinstance(data, tuple) else (data,)
        if len({len(column) for column in self.data}) > 1:
            raise ValueError("Data length in each column is not equal.")
        default = [f"column_{i}" for i in range(len(self.data))]
        self.column_list = column_names if column_names is not None else names or default

    def __len__(self):
        return len(self.data[0])

    def __getitem__(self, index):
        return tuple(column[index] for column in self.data)


class PaddedRows:
    """Dicts of arrays as rows."""

    def __init__(self, padded_samples):
        self.column_names = list(padded_samples[0])
        self.padded_samples = padded_samples

    def __len__(self):
        return len(self.padded_samples)

    def __getitem__(self, index):
        return tuple(self.padded_samples[index][name] for name in self.column_names)


def listed(source):
    """`zip` objects can be read once; as a list they can be read in every epoch."""
    return list(source) if isinstance(source, builtins.zip) else source
