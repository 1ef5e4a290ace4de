"""`batch` and `padded_batch`: rows stacked, each column into one array."""

from __future__ import annotations

import numpy as np

from compat.core.data.workers import in_order

from .... import log as logger
from ...core.settings import settings
from ..errors import pipeline_error, user_error
from ..node import Stage, place_of
from ..seats import Arrays, Seats, seated
from ..source import UnionBaseDataset
from .columns import names_of
from .padding import Padding
from .rows import RepeatDataset
from .stacking import stack, stacked, stacked_dicts
from .synchronising import SyncWaitDataset


class BatchInfo:
    """What a function of a batch may ask: its number in the epoch and the number of the epoch."""

    def __init__(self, batch=0, epoch=0, total=0):
        self._batch, self._epoch, self._total = batch, epoch, total

    def get_batch_num(self):
        """Number of the batch in the epoch, from 0."""
        return self._batch

    def get_epoch_num(self):
        """Number of the epoch, from 0."""
        return self._epoch


class _Batched(UnionBaseDataset):
    """What both kinds of batches share."""

    _name = "batch"
    _shared = ("parent", "per_batch_map", "batch_size_func")

    def __init__(self, input_dataset, batch_size, drop_remainder, num_parallel_workers):
        super().__init__(input_dataset, num_parallel_workers)
        if _any(input_dataset, RepeatDataset):
            logger.warning(
                f"Repeat is located before {self._name}, data from two epochs can be batched "
                "together."
            )
        for waiting in _all(input_dataset, SyncWaitDataset):
            waiting.update_sync_batch_size(batch_size)
        called = callable(batch_size)
        self.batch_size = 1 if called else batch_size
        self.batch_size_func = batch_size if called else None
        self.drop_remainder = bool(drop_remainder)

    def _count(self):
        rows = self.children[0]._count()
        if rows is None or self.batch_size_func is not None:
            return None
        return rows // self.batch_size if self.drop_remainder else -(-rows // self.batch_size)

    def get_batch_size(self):
        """Rows in a batch; -1 where a function decides."""
        return self.batch_size if self.batch_size_func is None else -1


def _all(dataset, kind):
    found = [dataset] if isinstance(dataset, kind) else []
    return found + [d for child in dataset.children for d in _all(child, kind)]


def _any(dataset, kind):
    return isinstance(dataset, kind) or any(_any(child, kind) for child in dataset.children)


class BatchDataset(_Batched):
    """Rows stacked.

    Args:
        input_dataset (Dataset): where the rows come from.
        batch_size (int or callable): rows in a batch.
        drop_remainder (bool): leave out a last batch that is not full. Default: False.
        num_parallel_workers (int, optional): workers. Default: None, as configured.
        per_batch_map, input_columns, output_columns, python_multiprocessing, max_rowsize: see
            `Dataset.batch`.
    """

    def __init__(
        self, input_dataset, batch_size, drop_remainder=False, num_parallel_workers=None,
        per_batch_map=None, input_columns=None, output_columns=None, python_multiprocessing=False,
        max_rowsize=16,
    ):  # fmt: skip
        super().__init__(input_dataset, batch_size, drop_remainder, num_parallel_workers)
        self.per_batch_map = per_batch_map
        self.input_columns = names_of(input_columns)
        self.output_columns = names_of(output_columns)
        self.python_multiprocessing, self.max_rowsize = python_multiprocessing, max_rowsize
        if python_multiprocessing and per_batch_map is None:
            logger.warning("per_batch_map is None so python_multiprocessing is ignored for batch.")

    def _stage(self, run, child):
        cut = Cut(self.batch_size, self.batch_size_func, self.drop_remainder)
        if self.per_batch_map is None:
            return BatchStage(child.columns, child, cut)
        mapped = BatchMap(
            child.columns, self.per_batch_map, self.input_columns, self.output_columns
        )
        size = self.max_rowsize * self.batch_size
        workers = run.workers(self.num_parallel_workers)
        return BatchMapStage(run, child, cut, mapped, workers, self.python_multiprocessing, size)


class PaddedBatchDataset(_Batched):
    """Rows padded to one shape and stacked.

    Args:
        input_dataset (Dataset): where the rows come from.
        batch_size (int or callable): rows in a batch.
        drop_remainder (bool): leave out a last batch that is not full. Default: False.
        num_parallel_workers (int, optional): workers. Default: None, as configured.
        pad_info (dict, optional): see `Dataset.padded_batch`. Default: None.
    """

    _name = "padded_batch"

    def __init__(
        self, input_dataset, batch_size, drop_remainder=False, num_parallel_workers=None,
        pad_info=None,
    ):  # fmt: skip
        super().__init__(input_dataset, batch_size, drop_remainder, num_parallel_workers)
        self.pad, self.pad_info = pad_info is not None, pad_info or {}

    def _stage(self, run, child):
        cut = Cut(self.batch_size, self.batch_size_func, self.drop_remainder)
        padding = Padding(child.columns, self.pad_info) if self.pad else None
        return BatchStage(child.columns, child, cut, padding)


class Cut:
    """Where one batch ends and the next begins; counts epochs and batches."""

    def __init__(self, size, function, drop):
        self._size, self._function, self.drop = size, function, drop
        self.fixed = size if function is None else None  # rows in every batch, or None
        self._epoch = self._total = 0

    def lists(self, rows):
        """Yields (rows of a batch, arguments of its BatchInfo) of the next epoch."""
        batch, number = [], 0
        size = self._next_size(number)
        for row in rows:
            batch.append(row)
            if len(batch) == size:
                yield batch, (number, self._epoch, self._total)
                number, batch = number + 1, []
                self._total += 1
                size = self._next_size(number)
        if batch and not self.drop:
            yield batch, (number, self._epoch, self._total)
            self._total += 1
        self._epoch += 1

    def _next_size(self, number):
        if self._function is None:
            return self._size
        try:
            size = self._function(BatchInfo(number, self._epoch, self._total))
        except Exception as error:
            raise user_error(error) from error
        if not isinstance(size, (int, np.integer)):
            raise pipeline_error(
                "Invalid batch_size function, the return value of batch_size function cast "
                f"failed: {size}"
            )
        if size <= 0:
            raise pipeline_error(
                "Invalid batch_size function, 'batch_size' function should return an integer "
                f"greater than 0, but got: {size}"
            )
        return size


class BatchStage(Stage):
    """Rows stacked, padded before if asked for."""

    def __init__(self, columns, child, cut, padding=None):
        super().__init__(columns, child)
        self._cut, self._padding = cut, padding
        self._arrays = Arrays(settings.prefetch_size + 4)
        self._in_blocks = padding is None and cut.fixed is not None and child.in_blocks
        if padding is None and cut.fixed and not self._in_blocks and child.writes_batches:
            child.seats = Seats(cut.fixed, self._arrays)

    def rows(self):
        """Yields the batches of the next epoch."""
        if self._in_blocks:
            yield from self._cut_blocks()
            return
        for batch, _ in self._cut.lists(self.children[0].rows()):
            rows = batch if self._padding is None else self._padding.padded(batch)
            yield self._stacked(rows)
            del batch, rows  # an array can be used again when nobody looks into it any longer

    def _stacked(self, rows):
        columns = []
        for i, values in enumerate(zip(*rows, strict=True)):
            whole = seated(values) if type(values[0]) is np.ndarray else None
            columns.append(stack(values, i, self._arrays.empty) if whole is None else whole)
        return tuple(columns)

    def _cut_blocks(self):
        """The batches, where rows come in blocks: a block is a batch."""
        for _, done in self.children[0].done(self._cut.fixed):
            batch = done.stacked(stacked)
            if done.size == self._cut.fixed or not self._cut.drop:
                yield batch


class BatchMap:
    """A function of lists of arrays, one list per input column, and of a BatchInfo."""

    def __init__(self, columns, function, inputs, outputs):
        self.function = function
        inputs = inputs or list(columns)
        for name in inputs:
            place_of(
                columns, name, f"Invalid input_columns, '{name}' of 'input_columns' doesn't exist."
            )
        self.outputs = outputs or inputs
        self.places = [columns.index(name) for name in inputs]
        self.kept = [i for i, name in enumerate(columns) if name not in inputs]
        self._same = len(self.outputs) == len(inputs)
        if self._same:
            self.columns = list(columns)
            for place, name in zip(self.places, self.outputs, strict=True):
                self.columns[place] = name
        else:
            self.columns = [*self.outputs, *[columns[i] for i in self.kept]]
        if len(set(self.columns)) != len(self.columns):
            kept = ",".join(columns[i] for i in self.kept)
            raise pipeline_error(
                "Invalid output_columns, columns that are not involved in 'per_batch_map' should "
                f"not be in output_columns, but got columns that are not in input_columns: [{kept},"
                f"], output_columns: [{','.join(self.outputs)},]."
            )

    def __call__(self, item):
        batch, numbers = item
        columns = list(zip(*batch, strict=True))
        try:
            results = self.function(*[list(columns[i]) for i in self.places], BatchInfo(*numbers))
        except Exception as error:
            raise user_error(error, "") from error
        made = self._columns(results, len(batch))
        kept = [_kept(columns[i], i) for i in self.kept]
        return self._placed(made, kept)

    def _placed(self, made, kept):
        if not self._same:
            return (*made, *kept)
        row = [None] * len(self.columns)
        for place, value in zip(self.places, made, strict=True):
            row[place] = value
        for place, value in zip(self.kept, kept, strict=True):
            row[place] = value
        return tuple(row)

    def _columns(self, results, count):
        """The arrays of a batch made of what the function returned."""
        if isinstance(results, (dict, np.ndarray)) or not isinstance(results, (tuple, list)):
            results = (results,)
        if len(results) != len(self.outputs):
            raise pipeline_error(
                "Invalid per_batch_map, the number of columns returned in 'per_batch_map' function "
                f"should be {len(self.outputs)} , but got: {len(results)}"
            )
        # Arrays and dicts are whole batches; with anything else among them all are lists of rows.
        if all(isinstance(r, (np.ndarray, dict)) for r in results):
            return list(results)
        return [self._rows(r, name, count) for r, name in zip(results, self.outputs, strict=True)]

    @staticmethod
    def _rows(result, name, count):
        if isinstance(result, dict):
            raise pipeline_error(
                "Failed to convert rows: mismatched types returned from per_batch_map function. If "
                "different types are returned, all of them should be convertible to Python lists. "
                "Got: Python dict"
            )
        rows = list(result)
        if len(rows) != count:
            raise pipeline_error(
                f"Invalid data, column: {name} expects: {count} rows returned from "
                f"'per_batch_map', got: {len(rows)}"
            )
        return stack([r if isinstance(r, dict) else np.asarray(r) for r in rows], name)


def _kept(values, column):
    if isinstance(values[0], dict):
        return stacked_dicts(values, column, arrays=False)
    return stack(values, column)


class BatchMapStage(Stage):
    """Rows stacked by way of a function, batches in turn to the workers."""

    def __init__(self, run, child, cut, mapped, workers, processes, max_rowsize):
        super().__init__(mapped.columns, child)
        self._run, self._cut, self._map = run, cut, mapped
        self._workers, self._processes, self._max_rowsize = workers, processes, max_rowsize
        self._pool, self._turn = None, 0

    def start(self):
        """Start the workers."""
        super().start()
        self._pool = self._run.lanes(
            lambda lane: self._map, self._workers, self._processes, self._max_rowsize
        )

    def rows(self):
        """Yields the batches of the next epoch."""
        if self._pool is None:
            self.start()
        yield from in_order(self._pool, self._items())

    def _items(self):
        lanes = self._pool.lanes
        for item in self._cut.lists(self.children[0].rows()):
            lane = self._turn % lanes
            self._turn += 1
            yield lane, item
        self._turn += 1  # the end of an epoch takes a turn as well
