"""What a source of rows is, and what a running pipeline is made of.

A dataset class describes; an iterator asks it to build stages, which run. A stage keeps what lives
through all epochs of one iterator (random streams, the turn of the workers) and yields the rows of
one epoch after the other.

A source that can be indexed (`MappableDataset._open` returns it) has

    columns             names of the columns, a list
    __len__()           how many rows there are
    row(i)              the values of row i as a tuple of NumPy arrays, one per column
    row_classes()       {class: [row numbers]}, for PKSampler (optional)
    num_classes         an int or None (optional attribute)
    class_indexing      {name: number} or None (optional attribute)
    block(numbers)      the values of many rows as a tuple of arrays with their own memory, or None
                        where their shapes or types differ (optional; then also `files(i)`, the
                        files of row i)
    parallel            True (the default) where `row` reads or decodes, so that workers pay;
                        False where it only looks something up in memory

and one that only streams (`SourceDataset._open` returns it) has

    columns
    __len__()           rows that `rows` gives in one epoch, for this shard, before `num_samples`
    rows(epoch)         yields tuples of arrays; files, shards and `Shuffle.FILES` are its own task
    shuffle_size        rows of the shuffle buffer behind it, 0 for none
    num_classes, class_indexing as above

Rows may be `FileRow`s, which errors of a `map` name by their files. Neither decides the order of
rows with random access, counts epochs or applies `num_samples`: the engine does. Wrong files raise
`errors.pipeline_error(text)`, naming file and row.
"""

from __future__ import annotations

import multiprocessing
import random

import numpy as np

from compat.core.data.processes import ProcessLanes
from compat.core.data.workers import AdaptiveLanes, InlineLanes

from ... import log as logger
from ..core.settings import settings
from .errors import pipeline_error

_MEGABYTE = 2**20


class FileRow(tuple):
    """A row that knows from which files it came, for the messages of errors."""

    files = ()

    @classmethod
    def of(cls, values, files):
        """`values` as a row from `files`."""
        row = cls(values)
        row.files = files
        return row


class Run:
    """One execution of a pipeline: its workers, and whether it has any.

    Args:
        parallel (bool): False for looking at a row or two, and for debugging: everything happens in
            the caller.
        names_only (bool): only the names of columns are asked for; sources that know them need not
            look at their files. Default: False.
    """

    def __init__(self, parallel=True, names_only=False):
        self.parallel, self.names_only = parallel and not settings.debug_mode, names_only
        self.repeats = 1  # of the stage that is built, within an epoch
        self._pools = []

    def workers(self, asked):
        """How many workers a stage gets that asked for so many."""
        return asked or settings.num_parallel_workers

    def lanes(
        self, make, workers, processes=False, max_rowsize=16, threads=True, reseeded=True,
        window=None,
    ):  # fmt: skip
        """A pool with `workers` lanes: processes, threads, or none where they would not pay.

        Processes start with generators of Python and NumPy of their own, unless `reseeded` is
        False. `window` says how many items may be under way, by default as many as MindSpore's
        queues hold, one for each worker.
        """
        nested = multiprocessing.current_process().daemon  # it may not have processes of its own
        if self.parallel and processes and not nested:
            max_rowsize *= settings.enable_shared_mem
            make = _reseeding(make, settings.seed) if reseeded else make
            pool = ProcessLanes(
                make, workers, max_rowsize * _MEGABYTE, _overdue,
                settings.multiprocessing_timeout_interval, groups=True,
            )  # fmt: skip
        else:
            functions = [make(lane) for lane in range(workers)]
            several = self.parallel and threads and workers > 1
            window = workers * settings.prefetch_size if window is None else window
            pool = AdaptiveLanes(functions, window) if several else InlineLanes(functions)
        self._pools.append(pool)
        return pool

    def close(self):
        """End all workers."""
        for pool in self._pools:
            pool.close()
        self._pools.clear()


def _reseeding(make, seed):
    """`make` for a process, whose generators start at the seed of pipelines plus its number."""

    def made(lane):
        random.seed(seed + lane)
        np.random.seed((seed + lane) % 2**32)
        return make(lane)

    return made


def _overdue(seconds, pids):
    logger.warning(
        f"It has been waiting for {seconds:.0f}s because the multi workers of a pipeline cost long "
        f"time to process next data. Worker process list are: {pids}. You can also set the timeout "
        "interval by ds.config.set_multiprocessing_interval to adjust the output frequency of this "
        "log."
    )


class Stage:
    """A running part of a pipeline.

    Args:
        columns (list of str): names of the columns it yields.
        children (stages): those it reads from.
    """

    writes_batches = (
        False  # whether rows can be written into the array of a batch, see engine.seats
    )
    from_files = False  # whether rows come as fast as files can be read, and nobody is asked
    in_blocks = False  # whether `blocks(size)` and `done` may be asked, see engine.blocks

    def __init__(self, columns, *children):
        self.columns = list(columns)
        self.children = children

    def start(self):
        """Start the workers, children first."""
        for child in self.children:
            child.start()

    def rows(self):
        """Yields the rows of the next epoch, tuples of arrays in the order of `columns`."""
        raise NotImplementedError


def place_of(columns, name, message):
    """Where a column is; raises the pipeline's error with `message` where it is missing."""
    try:
        return columns.index(name)
    except ValueError:
        raise pipeline_error(message) from None
