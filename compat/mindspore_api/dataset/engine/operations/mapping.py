"""`map`: operations applied to columns, in lanes whose random streams are their own."""

from __future__ import annotations

import inspect
from types import FunctionType

from compat.core.data.workers import in_order

from .... import log as logger
from ... import debug
from ...core.settings import settings
from ...transforms.settling import settle
from ..blocks import BlockStage, MappedBlock, in_lists
from ..source import IndexedStage, UnionBaseDataset
from . import erroneous
from .calling import Hooks, Progress
from .steps import Operations


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
        step = Operations(child.columns, operations, self.input_columns, self.output_columns, how)
        workers = run.workers(self.num_parallel_workers)
        processes = self.python_multiprocessing and not settings.debug_mode
        hooks = [Hooks(c.step_size, c.create_runtime_obj()) for c in self.callbacks]
        stage = MapStage(
            run, child, step.columns, [step], workers, processes, self.max_rowsize,
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


class MapStage(BlockStage):
    """Functions of rows in lanes.

    Row i of epoch e goes to lane (i + e(n+1)) mod W: the end of an epoch takes a turn as well.

    Args:
        steps (list of Step): one stage takes over those of the stage below when both share lanes.
    """

    def __init__(
        self, run, child, columns, steps, workers, processes=False, max_rowsize=16, threads=True,
        progress=None,
    ):  # fmt: skip
        super().__init__(columns, run, workers, child)
        self.steps = steps
        self._processes, self._max_rowsize, self._threads = processes, max_rowsize, threads
        self._progress = progress or Progress([], 1)
        self._pool, self._reader, self._turn = None, None, 0
        self.seats = None  # where the rows of a batch are written, given by the batch
        self.healing = None  # what takes erroneous rows out; None: they raise

    def joined(self):
        """This stage with the work of the one below, where their lanes are the same."""
        (below,) = self.children
        same = (
            isinstance(below, MapStage)
            and not self._progress.hooks
            and not below._progress.hooks
            and below.healing is None
            and below.workers == self.workers
            and below._processes == self._processes
        )
        if not same:
            return self
        return MapStage(
            self._run, below.children[0], self.columns, [*below.steps, *self.steps], self.workers,
            self._processes, max(self._max_rowsize, below._max_rowsize),
            self._threads or below._threads,
        )  # fmt: skip

    def then(self, columns, step):
        """This stage with one more step (None: only other names)."""
        steps = self.steps if step is None else [*self.steps, step]
        return MapStage(
            self._run, self.children[0], columns, steps, self.workers, self._processes,
            self._max_rowsize, self._threads, self._progress,
        )  # fmt: skip

    @property
    def in_blocks(self):
        """Whether `blocks` gives the rows: they come in blocks, and all steps can take these."""
        return (
            self.children[0].in_blocks
            and self.healing is None
            and not self._processes
            and not self._progress.hooks
            and all(step.of_blocks is not None for step in self.steps)
        )

    def blocks(self, size):
        """Yields the rows of the next epoch in blocks of `size`."""
        steps, apply = [step.of_blocks for step in self.steps], self._function(0)
        for block in self.children[0].blocks(size):
            yield MappedBlock(block, steps, apply)

    @property
    def writes_batches(self):
        """Whether rows can be written into the arrays of batches."""
        return self.steps[-1].tail is not None and not self._processes and self.healing is None

    @property
    def in_lists(self):
        """Whether all steps take lists of rows, which do not have to be waited for."""
        return (
            self.children[0].from_files
            and self._run.parallel
            and self.healing is None
            and self.seats is None
            and not self._processes
            and not self._progress.hooks
            and all(step.of_lists is not None for step in self.steps)
        )

    def start(self):
        """Start the workers; a source with random access is read in them."""
        (child,) = self.children
        if self.in_blocks:
            return
        if self.in_lists:
            child.start()
            return
        reads = isinstance(child, IndexedStage) and child.parallel
        if not reads:
            child.start()
        self._reader = child if reads else None
        self._pool = self._run.lanes(
            self._function, self.workers, self._processes, self._max_rowsize,
            threads=self._threads or reads,
        )  # fmt: skip

    def _function(self, lane):
        steps = [step(lane) for step in self.steps]
        if self._reader is not None:
            steps.insert(0, self._reader.loader(lane))
        if self.seats is None and len(steps) == 1:
            return steps[0]
        *before, last = steps

        def apply(item):
            for step in before:
                item = step(item)
            return last(item)

        def seated(item):
            item, seat = item
            for step in before:
                item = step(item)
            return last(item, seat)

        return apply if self.seats is None else seated

    def rows(self):
        """Yields the rows of the next epoch."""
        if self.in_lists:
            lists = [step.of_lists for step in self.steps]
            yield from in_lists(self.children[0].rows(), lists, self._function(0))
            return
        if self.in_blocks:
            yield from self._rows_of_blocks()
            return
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
        rows = child.rows() if self._reader is None else child.numbers()
        if self.seats is not None:
            rows = ((row, self.seats.of(number)) for number, row in enumerate(rows))
        for item in rows:
            progress.begin_row()
            lane = self._turn % lanes
            self._turn += 1
            yield lane, item
            progress.end_row()
        self._turn += 1
        progress.end_pass()
