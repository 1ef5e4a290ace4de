"""What a `map` does to a row: operations applied to some of its columns."""

from __future__ import annotations

from functools import partial
from operator import itemgetter

import numpy as np

from ...core.settings import fresh_seed
from ...transforms.operation import Operation
from ...transforms.tables import Tail
from ...transforms.transforms import TensorOperation
from ...vision.libraries import is_pil
from ..errors import operation_failed, pipeline_error
from ..node import FileRow, place_of
from . import erroneous


class Step:
    """Makes the function of a lane, row -> row."""

    of_lists = None  # the same for a list of rows, where the work is all Python's
    tail = None  # what can write into the array of a batch; then functions take a seat as well
    of_blocks = None  # the same for a tuple of arrays with many rows, where there is such a thing

    def __call__(self, lane):
        """The function of a lane."""
        raise NotImplementedError


class Picked(Step):
    """Some of the columns."""

    def __init__(self, places):
        self._pick = self.of_blocks = picker(places)

    def __call__(self, lane):
        """The function of a lane."""
        return self._pick


def picker(places):
    """A function that takes the values at some places of a row."""
    if len(places) == 1:
        (only,) = places
        return lambda row: (row[only],)
    return itemgetter(*places)


class Operations(Step):
    """Operations applied one after the other.

    Args:
        columns (list of str): names of the columns of a row.
        operations (list): operations and functions.
        inputs, outputs (list of str): names of the columns taken and given.
        how (int): what happens to rows that fail, see `erroneous`.
    """

    def __init__(self, columns, operations, inputs, outputs, how):
        self._operations, self._how = operations, how
        inputs = inputs or columns[:1]
        outputs = outputs or inputs
        self._places = [
            place_of(
                columns, name,
                f"Invalid parameter, input column name: {name} doesn't exist in the dataset "
                "columns.",
            )
            for name in inputs
        ]  # fmt: skip
        self._count = len(outputs)
        self.columns, self._merge = _merged(columns, self._places, inputs, outputs)
        if len(set(self.columns)) != len(self.columns):
            raise pipeline_error(
                "Invalid parameter, duplicate column names are not allowed behind map: "
                f"{self.columns}."
            )
        self.tail = None  # the operations at the end that can write into the array of a batch
        if len(self._places) == self._count == 1:
            if all(map(_takes_blocks, operations)):
                self.of_blocks = self._block
                if not any(operation.parallel for operation in operations):
                    self.of_lists = self._list
            tail = Tail(operations)
            self.tail = tail if tail.start < len(operations) else None

    def _block(self, arrays):
        (place,) = self._places
        value = arrays[place]
        for operation in self._operations:
            value = operation.compute_block(value)
        return self._merge(arrays, (value,))

    def _list(self, rows):
        (place,) = self._places
        values = [row[place] for row in rows]
        for operation in self._operations:
            values = operation.compute_list(values)
        made = []
        for row, value in zip(rows, values, strict=True):
            value = np.array(value) if type(value) is list else value
            done = self._merge(row, (value,))
            made.append(done if type(row) is tuple else FileRow.of(done, row.files))
        return made

    def __call__(self, lane):
        """The function of a lane, with its own copies of the random operations."""
        calls = [(operation, *_calls_of(operation)) for operation in self._operations]
        places, merge, count, tail = self._places, self._merge, self._count, self.tail
        last = len(calls) if tail is None else tail.start

        def apply(row, seat=None):
            values = [row[i] for i in places]
            for k, (operation, call, compute) in enumerate(calls):
                try:
                    if k == last and type(values[0]) is np.ndarray and tail.fits(values[0]):
                        values = (tail.apply(values[0], _maker(seat, places[0])),)
                        break
                    if compute is not None and len(values) == 1 and type(values[0]) is np.ndarray:
                        result = compute(values[0])
                    else:
                        result = call(*values)
                    values = (result,) if type(result) is np.ndarray else _values(result)
                except Exception as error:
                    if self._how != erroneous.RETURN:
                        return f"{type(error).__name__}: {error}"
                    files = getattr(row, "files", ())
                    raise operation_failed(operation, error, files, k == 0) from error
            if len(values) != count:
                raise _wrong_count(values, count)
            for value in values:
                if type(value) is not np.ndarray:
                    values = [np.asarray(value) if is_pil(value) else value for value in values]
                    break
            made = merge(row, values)
            return made if type(row) is tuple else FileRow.of(made, row.files)

        return apply


def _maker(seat, place):
    return np.empty if seat is None else partial(seat.array, place)


def _merged(columns, places, inputs, outputs):
    """The columns behind a `map`, and what puts a row together: row, values -> row."""
    if len(inputs) == len(outputs):
        made = list(columns)
        for place, name in zip(places, outputs, strict=True):
            made[place] = name
        return made, _in_place(places)
    kept = [i for i, name in enumerate(columns) if name not in inputs]

    def merge(row, values):
        return (*values, *[row[i] for i in kept])

    return [*outputs, *[columns[i] for i in kept]], merge


def _in_place(places):
    if len(places) == 1:
        (only,) = places
        return lambda row, values: (*row[:only], values[0], *row[only + 1 :])

    def merge(row, values):
        row = list(row)
        for place, value in zip(places, values, strict=True):
            row[place] = value
        return tuple(row)

    return merge


def _takes_blocks(operation):
    """Whether an operation always does the same to an array, on the C++ side."""
    return (
        isinstance(operation, TensorOperation)
        and operation.one_to_one
        and not operation.random
        and not operation.python
    )


def _calls_of(operation):
    """What runs an operation: for any columns, and for one array where that is shorter."""
    if not isinstance(operation, Operation):
        return operation, None
    operation = operation.seeded(fresh_seed())
    plain = isinstance(operation, TensorOperation) and not operation.python
    return operation.execute, operation.compute if plain else None


def _wrong_count(values, count):
    return pipeline_error(
        "Invalid columns, the number of columns returned in 'map' operations should match "
        "the number of 'output_columns', but got the number of columns returned in 'map' "
        f"operations: {len(values)}, the number of 'output_columns': {count}."
    )


def _values(result):
    """What an operation returned, as a sequence of arrays."""
    if not isinstance(result, tuple):
        result = (result,)
    return [v if type(v) is np.ndarray else _array(v) for v in result]


def _array(value):
    """A column's value made of what a Python function returned; dicts and pictures stay."""
    if isinstance(value, dict) or hasattr(value, "getbands"):
        return value
    if value is None:
        raise TypeError(
            "Expect pyfunc to return numpy array(s), but got None. If python_multiprocessing is "
            "True, it maybe due to pyfunc execution timeout."
        )
    if hasattr(value, "asnumpy"):
        value = value.asnumpy()
    made = np.asarray(value)
    if made.dtype == object:
        raise TypeError(f"Invalid data type: a column cannot hold {type(value)}.")
    return made
