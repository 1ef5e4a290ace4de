"""`map`: operations applied to columns, in lanes whose random streams are their own."""

from __future__ import annotations

import inspect
from types import FunctionType

import numpy as np

from compat.core.data.workers import in_order

from .... import log as logger
from ... import debug
from ...core.settings import fresh_seed, settings
from ...transforms.operation import Operation
from ...transforms.settling import settle
from ...vision.libraries import is_pil
from ..errors import operation_failed, pipeline_error
from ..node import FileRow, Stage, place_of
from ..source import IndexedStage, UnionBaseDataset
from . import erroneous
from .calling import Hooks, Progress


def _list_of(x):
    if x is None:
        return []
    return list(x) if isinstance(x, (list, tuple)) else [x]


class MapDataset(UnionBaseDataset):
    """Operations applied to columns.

    Args:
        input_dataset (Dataset): where the rows come from.
        operations (operation, callable or list of them): what is applied.
        input_columns, output_columns (str or list of str, optional): see `Dataset.map`.
        num_parallel_workers (int, optional): workers. Default: None, as configured.
        python_multiprocessing (bool): workers are processes. Default: False.
        cache (DatasetCache, optional): keep the results. Default: None.
        callbacks (DSCallback or list of them, optional): called between rows. Default: None.
        max_rowsize (int): megabytes of shared memory for a row. Default: 16.
        offload (bool, optional): no effect, there is no device to move work to. Default: None.

    Raises:
        ValueError: an operation that cannot be called, or a class instead of an instance.
    """

    _shared = ("parent", "operations", "callbacks")

    def __init__(
        self, input_dataset, operations=None, input_columns=None, output_columns=None,
        num_parallel_workers=None, python_multiprocessing=False, cache=None, callbacks=None,
        max_rowsize=16, offload=None,
    ):  # fmt: skip
        if _computes_with_networks(operations):
            logger.warning(
                "Input 'operations' of 'map' includes network computing operators like in "
                "mindspore.nn, mindspore.ops, mindspore.numpy module and etc, which do not support "
                "multi-thread compiling, recommend to replace it with python implemented operator "
                "like numpy etc. Here decrease 'num_parallel_workers' into 1."
            )
            num_parallel_workers = 1
        super().__init__(input_dataset, num_parallel_workers, cache)
        self.operations = _list_of(operations)
        for operation in self.operations:
            if type(operation) is type:
                raise ValueError(
                    "Parameter operations's element of method map should be a dataset processing "
                    f"operation instance, but got: {operation}. It may be missing parentheses for "
                    "instantiation."
                )
            if not callable(operation):
                raise ValueError(
                    "Parameter operations's element of method map should be a python function or "
                    f"class method which should be callable, but got: {operation}. It doesn't need "
                    "parentheses for python function or class method."
                )
        self.input_columns = _list_of(input_columns)
        self.output_columns = _list_of(output_columns) or self.input_columns
        self.python_multiprocessing = python_multiprocessing
        self.callbacks = _list_of(callbacks)
        self.max_rowsize, self.offload = max_rowsize, offload

    def _waits(self):
        return super()._waits() or any(hasattr(c, "step_event") for c in self.callbacks)

    def _stage(self, run, child):
        operations = debug.with_hooks(settle(self.operations))
        how = erroneous.mode()
        columns, step = _step(
            child.columns, operations, self.input_columns, self.output_columns, how
        )
        workers = run.workers(self.num_parallel_workers)
        processes = self.python_multiprocessing and not settings.debug_mode
        hooks = [Hooks(c.step_size, c.create_runtime_obj()) for c in self.callbacks]
        stage = MapStage(
            run, child, columns, [step], workers, processes, self.max_rowsize,
            _pays(operations), Progress(hooks, run.repeats),
        )  # fmt: skip
        if how == erroneous.RETURN:
            return stage.joined()
        stage.healing = erroneous.Healing(how)
        return stage


def _computes_with_networks(operation):
    """Whether the text of a function names operators of MindSpore."""
    if not isinstance(operation, FunctionType):
        return False
    try:
        text = str(inspect.getclosurevars(operation)) + inspect.getsource(operation)
    except (OSError, ValueError):  # typed at a prompt, or a variable not bound yet
        return False
    return any(f"mindspore.{part}" in text for part in ("nn", "ops", "numpy", "compression"))


def _pays(operations):
    """Whether threads may pay: an operation may release the interpreter lock, or wait."""
    return any(getattr(operation, "parallel", True) for operation in operations)


def _step(columns, operations, inputs, outputs, how):
    """The columns behind a `map`, and the maker of the function of a lane: row -> row."""
    inputs = inputs or columns[:1]
    outputs = outputs or inputs
    places = [
        place_of(
            columns, name,
            f"Invalid parameter, input column name: {name} doesn't exist in the dataset columns.",
        )
        for name in inputs
    ]  # fmt: skip
    if len(inputs) == len(outputs):
        made = list(columns)
        for place, name in zip(places, outputs, strict=True):
            made[place] = name
        merge = _in_place(places)
    else:
        kept = [i for i, name in enumerate(columns) if name not in inputs]
        made = [*outputs, *[columns[i] for i in kept]]

        def merge(row, values):
            return (*values, *[row[i] for i in kept])

    if len(set(made)) != len(made):
        raise pipeline_error(
            f"Invalid parameter, duplicate column names are not allowed behind map: {made}."
        )
    return made, lambda lane: _applied(operations, places, len(outputs), merge, how)


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


def _applied(operations, places, count, merge, how):
    """The function of one lane, with its own copies of the random operations."""
    calls = [(operation, _call_of(operation)) for operation in operations]

    def apply(row):
        values = [row[i] for i in places]
        for operation, call in calls:
            try:
                values = _values(call(*values), operation)
            except Exception as error:
                if how != erroneous.RETURN:
                    return f"{type(error).__name__}: {error}"
                raise operation_failed(operation, error, getattr(row, "files", ())) from error
        if any(type(value) is not np.ndarray and is_pil(value) for value in values):
            values = [np.asarray(value) if is_pil(value) else value for value in values]
        if len(values) != count:
            raise pipeline_error(
                "Invalid columns, the number of columns returned in 'map' operations should match "
                "the number of 'output_columns', but got the number of columns returned in 'map' "
                f"operations: {len(values)}, the number of 'output_columns': {count}."
            )
        made = merge(row, values)
        return made if type(row) is tuple else FileRow.of(made, row.files)

    return apply


def _call_of(operation):
    if isinstance(operation, Operation):
        return operation.seeded(fresh_seed()).execute
    return operation


def _values(result, operation):
    """What an operation returned, as a sequence of arrays."""
    if type(result) is np.ndarray:
        return (result,)
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


class MapStage(Stage):
    """Functions of rows in lanes.

    Row i of epoch e goes to lane (i + e(n+1)) mod W: the end of an epoch takes a turn as well.

    Args:
        steps: makers of the functions of a lane; one stage takes over those of the stage below
            when both share lanes.
    """

    def __init__(
        self, run, child, columns, steps, workers, processes=False, max_rowsize=16, threads=True,
        progress=None,
    ):  # fmt: skip
        super().__init__(columns, child)
        self._run, self.steps, self._workers = run, steps, workers
        self._processes, self._max_rowsize, self._threads = processes, max_rowsize, threads
        self._progress = progress or Progress([], 1)
        self._pool, self._turn = None, 0
        self.healing = None  # what takes erroneous rows out; None: they raise

    def joined(self):
        """This stage with the work of the one below, where their lanes are the same."""
        (below,) = self.children
        same = (
            isinstance(below, MapStage)
            and not self._progress.hooks
            and not below._progress.hooks
            and below.healing is None
            and below._workers == self._workers
            and below._processes == self._processes
        )
        if not same:
            return self
        return MapStage(
            self._run, below.children[0], self.columns, [*below.steps, *self.steps], self._workers,
            self._processes, max(self._max_rowsize, below._max_rowsize),
            self._threads or below._threads,
        )  # fmt: skip

    def then(self, columns, step):
        """This stage with one more step (None: only other names)."""
        steps = self.steps if step is None else [*self.steps, step]
        return MapStage(
            self._run, self.children[0], columns, steps, self._workers, self._processes,
            self._max_rowsize, self._threads, self._progress,
        )  # fmt: skip

    def start(self):
        """Start the workers; a source with random access is read in them."""
        (child,) = self.children
        reads = isinstance(child, IndexedStage) and child.parallel
        if not reads:
            child.start()
        self._reader = child if reads else None
        self._pool = self._run.lanes(
            self._function, self._workers, self._processes, self._max_rowsize,
            threads=self._threads or reads,
        )  # fmt: skip

    def _function(self, lane):
        steps = [step(lane) for step in self.steps]
        if self._reader is not None:
            steps.insert(0, self._reader.loader(lane))
        if len(steps) == 1:
            return steps[0]

        def apply(item):
            for step in steps:
                item = step(item)
            return item

        return apply

    def rows(self):
        """Yields the rows of the next epoch."""
        if self._pool is None:
            self.start()
        results = in_order(self._pool, self._items())
        yield from results if self.healing is None else self.healing.rows(results)

    def _items(self):
        """(lane, row or row number) of the next epoch."""
        (child,) = self.children
        lanes = self._pool.lanes
        progress = self._progress
        progress.begin_pass()
        for item in child.rows() if self._reader is None else child.numbers():
            progress.begin_row()
            lane = self._turn % lanes
            self._turn += 1
            yield lane, item
            progress.end_row()
        self._turn += 1
        progress.end_pass()
