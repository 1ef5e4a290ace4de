"""Iterators over datasets: a pipeline runs behind them, in the background."""

from __future__ import annotations

import weakref
from copy import deepcopy

import numpy as np

from compat.core.data.workers import PoolClosedError, Prefetch

from ... import log as logger
from ...common.tensor import Tensor
from ...common.text_tensor import TextTensor
from ..core.settings import settings
from ..transforms.failure import SYNTAX
from .errors import pipeline_error
from .node import Run

_HIDDEN = "_meta-"  # columns with such a name are only shown once they are renamed
_END = object()  # of an epoch
_KINDS = "biufUS"

ITERATORS_LIST = []


class Iterator:
    """Gives rows until an epoch ends, then those of the next one.

    Args:
        dataset (Dataset): what to iterate over.
        num_epochs (int): how many epochs; -1: any number. Default: -1.
        output_numpy (bool): NumPy arrays instead of Tensors. Default: False.
        do_copy (bool): Tensors with memory of their own. Default: True.
    """

    def __init__(self, dataset, num_epochs=-1, output_numpy=False, do_copy=True):
        if num_epochs is None:
            raise TypeError("Argument num_epochs of an iterator must be an int, but got None.")
        if num_epochs == 0:
            raise pipeline_error(
                "RootNode: num_epochs should be either -1 or positive integer, num_epochs: 0",
                SYNTAX,
            )
        self._dataset, self._output_numpy, self._do_copy = dataset, output_numpy, do_copy
        self._epochs = num_epochs
        self._closing = None
        self._start(num_epochs, 0)
        ITERATORS_LIST.append(weakref.ref(self, _forget))
        _unset_iterator_cleanup()

    def _start(self, epochs, skipped):
        """Build the pipeline; its workers start with the first row."""
        self._left, self._skipped = epochs, skipped
        self._given, self._error = 0, None
        # Where rows wait for the program, or are debugged, nothing may run ahead of it.
        self._background = not settings.debug_mode
        self._run = Run(parallel=self._background)
        self._stage = self._dataset._build(self._run, root=True)
        if self._dataset._waits():
            self._run.parallel = False
        self._columns = self._stage.columns
        self._hidden = {i for i, c in enumerate(self._columns) if c.startswith(_HIDDEN)}
        self._holder = _Holder()
        self._closing = weakref.finalize(self, _close, self._run, self._holder)

    @property
    def dataset(self):
        """A copy of the pipeline that runs; what is changed there changes no running rows."""
        return deepcopy(self._dataset)

    def __iter__(self):
        return self

    def __next__(self):
        if not self._closing.alive:
            # MindSpore's iterator has lost this attribute when it was stopped.
            raise AttributeError(
                f"'{type(self).__name__}' object has no attribute '_runtime_context'"
            )
        if self._left == 0:
            raise pipeline_error(
                "EOF buffer encountered. User tries to fetch data beyond the specified number of "
                "epochs."
            )
        if self._error is not None:
            raise self._error
        try:
            row = self._next_row()
        except PoolClosedError:
            raise RuntimeError("Iterator does not have a running C++ pipeline.") from None
        except KeyboardInterrupt:
            self.stop()
            raise
        except Exception as error:
            self._error = error
            _close(self._run, self._holder)
            raise
        if row is _END:
            self._end_epoch()
            raise StopIteration
        self._given += 1
        return self._shown(row)

    def _end_epoch(self):
        self._left -= self._left > 0
        if self._left <= 0:
            self._holder.end()
        if self._left == 0:
            self._run.close()
        if self._given == 0:
            logger.warning("No records available.")
        if self._dataset.dataset_size is None:
            self._dataset.dataset_size = self._given

    def _next_row(self):
        if self._holder.rows is None:
            if not self._holder.started:
                self._holder.started = True
                self._stage.start()
            # Without a number of epochs the next one starts when the program asks for it.
            epochs = max(self._left, 1)
            items = _epochs(self._stage, epochs, self._skipped)
            self._skipped = 0
            if self._background:
                self._holder.rows = Prefetch(items, settings.prefetch_size)
            else:
                self._holder.rows = _Direct(items)
        return self._holder.rows.get()

    def _shown(self, row):
        raise NotImplementedError

    def _converted(self, value):
        if isinstance(value, np.ndarray):
            if value.dtype.kind not in _KINDS:
                raise TypeError(f"A NumPy array of unsupported type detected: {value.dtype}.")
            if not (value.flags.c_contiguous and value.flags.writeable):
                value = np.array(value, order="C")
            if self._output_numpy:
                return value
            return TextTensor(value) if value.dtype.kind in "US" else Tensor(value)
        if isinstance(value, dict):
            return {key: self._inner(item) for key, item in value.items()}
        return self._inner(value)

    def _inner(self, value):
        """What stands within a column of Python objects."""
        if isinstance(value, (dict, tuple, list)):
            if isinstance(value, dict):
                return {key: self._inner(item) for key, item in value.items()}
            return type(value)(self._inner(item) for item in value)
        if isinstance(value, (int, float, str, bytes, np.ndarray, np.generic)):
            return self._converted(np.array(value))
        return deepcopy(value) if self._do_copy else value

    def stop(self):
        """End the pipeline and its workers."""
        self._closing()
        ITERATORS_LIST[:] = [r for r in ITERATORS_LIST if r() is not None and r() is not self]

    def release(self):
        """End the pipeline and its workers."""
        self.stop()

    def get_col_names(self):
        """Names of the columns."""
        return list(self._columns)

    def _reset(self, step, epoch):
        """Go on behind the row (batch) number `step` of all epochs, as if all had been given.

        Raises:
            RuntimeError: there is no such row.
        """
        size = self._dataset.get_dataset_size()
        if step < 0:
            raise pipeline_error(
                f"Cannot reset the pipeline, reset step must be >= 0. step: {step}"
            )
        if step >= size * self._epochs:
            raise pipeline_error(
                "Cannot reset the pipeline, reset step must be less than dataset_size * "
                f"num_epochs. step: {step}, dataset_size: {size}, num_epochs: {self._epochs}"
            )
        self._closing()
        done, rest = divmod(step, size)
        if step and not rest and not settings.fast_recovery:
            done, rest = done - 1, size  # the end of the epoch is still to come
        self._start(self._epochs, 0)
        # Random streams and orders stand where they would have stood: earlier epochs run, too.
        self._stage = _Later(self._stage, done)
        self._left, self._skipped = self._epochs - done, rest

    def __deepcopy__(self, memo):
        return self


class _Later:
    """A stage that starts behind its first epochs."""

    def __init__(self, stage, passed):
        self._stage, self._passed = stage, passed
        self.start = stage.start

    def rows(self):
        """Yields the rows of the next epoch."""
        for _ in range(self._passed):
            for _ in self._stage.rows():
                pass
        self._passed = 0
        yield from self._stage.rows()


class _Holder:
    """What runs behind an iterator, apart from it, so that nothing keeps the iterator alive."""

    rows, started = None, False

    def end(self):
        """Stop the thread."""
        if self.rows is not None:
            self.rows.close()
            self.rows = None


class _Direct:
    """Rows made when they are asked for."""

    def __init__(self, items):
        self._items = items

    def get(self):
        """The next item."""
        return next(self._items)

    def close(self):
        """Close the generator."""
        self._items.close()


def _epochs(stage, count, skipped):
    """Rows and ends of `count` epochs, without the first rows of the first one."""
    for _ in range(count):
        rows = stage.rows()
        for _ in zip(range(skipped), rows, strict=False):
            pass
        skipped = 0
        yield from rows
        yield _END


def _close(run, holder):
    run.close()
    holder.end()


class DictIterator(Iterator):
    """Rows as {column: value}."""

    def _shown(self, row):
        return {
            name: self._converted(value)
            for i, (name, value) in enumerate(zip(self._columns, row, strict=True))
            if i not in self._hidden
        }


class TupleIterator(Iterator):
    """Rows as lists of values."""

    def __init__(self, dataset, columns=None, num_epochs=-1, output_numpy=False, do_copy=True):
        if columns is not None:
            dataset = dataset.project(columns if isinstance(columns, list) else [columns])
        super().__init__(dataset, num_epochs, output_numpy, do_copy)

    def _shown(self, row):
        return [self._converted(v) for i, v in enumerate(row) if i not in self._hidden]


_ended = False


def _cleanup():
    """Stop all iterators, the last made first."""
    _set_iterator_cleanup()
    for reference in reversed(ITERATORS_LIST[:]):
        iterator = reference()
        if iterator is not None:
            iterator.release()


def _set_iterator_cleanup():
    global _ended
    _ended = True


def _forget(reference):
    """Take an iterator that is gone out of the list; a program may have emptied the list."""
    if reference in ITERATORS_LIST:
        ITERATORS_LIST.remove(reference)


def _unset_iterator_cleanup():
    global _ended
    _ended = False


def check_iterator_cleanup():
    """Whether all iterators were stopped."""
    return _ended
