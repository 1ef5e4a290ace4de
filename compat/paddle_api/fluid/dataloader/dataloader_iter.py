"""Passes over a data set: read ahead by a thread, or by processes that are forked for the pass.

Batches come in the order of the sampler, each from worker number (batch mod workers), so that what
workers draw at random is what Paddle's draw.
"""

from __future__ import annotations

import logging
from collections import deque

import numpy as np

from compat.core.data.processes import ProcessLanes
from compat.core.data.workers import Prefetch

from .._errors import enforce_not_met
from .._mode import current_place, current_tracer
from .._varbase import VarBase
from ..core import LoDTensor
from ..dygraph.base import to_variable

__all__ = ["default_collate_fn"]

SLOT = 1 << 27  # bytes of one batch in shared memory; the system gives pages when they are written
PATIENCE = 60.0  # seconds without a batch from a process


def default_collate_fn(batch):
    """The fields of a list of samples, each stacked to one array."""
    if isinstance(batch[0], np.ndarray):
        return [np.stack(batch, axis=0)]
    fields = [[] for _ in batch[0]]
    for sample in batch:
        for i, field in enumerate(sample):
            fields[i].append(field)
    return [np.stack(field, axis=0) for field in fields]


def checked(field):
    """A field of a batch as an array. Raises TypeError for lists of unequal length."""
    if isinstance(field, (VarBase, np.ndarray)):
        return field
    if isinstance(field, LoDTensor):
        return np.array(field)
    try:
        found = np.array(field)
    except ValueError:
        found = None
    if found is None or found.dtype == object:
        raise TypeError(
            "\n\tFaild to convert input data to a regular ndarray :\n\t* Usually this means the "
            "input data contains nested lists with different lengths. \n\t* Check the reader "
            "function passed to 'decorate_batch_generator' to locate the data causes this issue."
            "\n\t* Please consider using 'fluid.create_lod_tensor' to convert it to a LoD-Tensor."
        )
    return found


def variables(batch):
    """The variables of a batch."""
    return [
        field if isinstance(field, VarBase) else to_variable(np.ascontiguousarray(field))
        for field in batch
    ]


def killed(error):
    """The exception of a loader whose source failed; it names what the source raised."""
    trace = getattr(error, "worker_trace", None)
    said = f"{type(error).__name__}: {error}"
    if hasattr(error, "sample_number"):
        said += f" (sample {error.sample_number})"
    return enforce_not_met(
        f"Error: Blocking queue is killed because the data reader raises an exception: {said}"
        + (f"\nIn the worker process:\n{trace}" if trace else ""),
        hint="Expected killed_ != true, but received killed_:1 == true:1.",
    )


def ahead(items, depth):
    """A thread that runs `items` ahead, in the mode and on the place of this one."""
    tracer, place = current_tracer.value, current_place.value

    def steps():
        current_tracer.set(tracer)
        current_place.set(place)
        yield from items

    return Prefetch(steps(), depth, "data-loader")


class _Work:
    """Makes a batch of numbers of samples. Holds no pass: one that nobody holds must end."""

    def __init__(self, loader):
        self._dataset, self._start = loader.dataset, loader.worker_init_fn
        self._collate = loader.collate_fn or default_collate_fn

    def batch(self, indices):
        """The fields of a batch."""
        found = []
        for i in indices:
            try:
                found.append(self._dataset[i])
            except Exception as error:
                error.sample_number = i
                raise
        return [checked(f) for f in self._collate(found)]

    def in_worker(self, lane):
        """The function of a worker process."""
        if self._start is not None:
            try:
                self._start(lane)
            except Exception as error:
                raise Exception(f"init_fn failed in worker {lane}: {error!r}") from error
        return self.batch


def _overdue(seconds, pids):
    logging.warning(
        "DataLoader has waited %.0f s for a batch; its workers %s live on", seconds, pids
    )


class _Pass:
    """One pass over the batches of a loader."""

    def __init__(self, loader):
        self._length = len(loader.batch_sampler)

    def __iter__(self):
        return self

    def __len__(self):
        return self._length

    def __next__(self):
        try:
            return variables(self._get())
        except Exception as error:
            self.close()
            if isinstance(error, StopIteration):
                raise
            raise killed(error) from error
        except BaseException:
            self.close()
            raise

    next = __next__

    def __del__(self):
        self.close()


class ThreadPass(_Pass):
    """A pass that a thread reads ahead."""

    _thread = None

    def __init__(self, loader):
        super().__init__(loader)
        depth = 4 if loader.use_buffer_reader else 2
        self._thread = ahead(map(_Work(loader).batch, loader.batch_sampler), depth)

    def _get(self):
        if self._thread is None:
            raise StopIteration
        return self._thread.get()

    def close(self):
        """End the thread."""
        if self._thread is not None:
            self._thread.close()
            self._thread = None


class ProcessPass(_Pass):
    """A pass that processes read ahead, two batches each."""

    _lanes = None

    def __init__(self, loader):
        super().__init__(loader)
        count, slot = loader.num_workers, SLOT if loader.use_shared_memory else 0
        # Workers are forked before the sampler draws, as Paddle forks them.
        self._lanes = ProcessLanes(
            _Work(loader).in_worker, count, slot, _overdue, loader.timeout or PATIENCE
        )
        self._indices = enumerate(iter(loader.batch_sampler))
        self._pending = deque()
        for _ in range(2 * count):
            self._submit()

    def _submit(self):
        for number, indices in self._indices:
            lane = number % self._lanes.lanes
            self._lanes.submit(lane, indices)
            self._pending.append(lane)
            return

    def _get(self):
        if not self._pending:
            raise StopIteration
        found = self._lanes.result(self._pending.popleft())
        self._submit()
        return found

    def close(self):
        """End the processes."""
        if self._lanes is not None:
            self._lanes.close()
            self._lanes = None
            self._pending.clear()
