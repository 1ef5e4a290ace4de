"""Bases of the datasets that read something, and the stages that they become."""

from __future__ import annotations

import glob
import os
from enum import Enum

from compat.core.data.streams import MT64

from ..core.settings import fresh_seed
from . import samplers
from .datasets import Dataset
from .node import Stage


class Shuffle(str, Enum):
    """What a dataset of files shuffles."""

    GLOBAL = "global"
    FILES = "files"
    INFILE = "infile"


_SHUFFLE_FLAGS = {Shuffle.GLOBAL: 2, Shuffle.FILES: 1, Shuffle.INFILE: 3}


class SourceDataset(Dataset):
    """A dataset that reads something; what it reads is opened when a pipeline starts.

    A subclass implements `_open(self)`, which returns a stream source as `engine.node` describes;
    `self.shuffle_flag` is 0 (none), 1 (files), 2 (files and rows) or 3 (rows within files).

    Args:
        num_parallel_workers (int, optional): workers. Default: None, as configured.
        num_samples (int, optional): rows to take. Default: None, all.
        shuffle (bool or Shuffle, optional): what to shuffle. Default: True.
        num_shards (int, optional): number of shards. Default: None, 1.
        shard_id (int, optional): which one. Default: None, 0.
        cache (DatasetCache, optional): keep the rows. Default: None.

    Raises:
        TypeError: `shuffle` of another type.
    """

    def __init__(
        self, num_parallel_workers=None, num_samples=None, shuffle=True, num_shards=None,
        shard_id=None, cache=None,
    ):  # fmt: skip
        super().__init__(num_parallel_workers=num_parallel_workers, cache=cache)
        self.num_samples = num_samples or 0
        self.num_shards = 1 if num_shards is None else num_shards
        self.shard_id = 0 if shard_id is None else shard_id
        if shuffle is not None and not isinstance(shuffle, (bool, Shuffle)):
            raise TypeError(
                "shuffle must be of boolean or enum of 'Shuffle' values like 'Shuffle.GLOBAL' or "
                "'Shuffle.FILES' or 'Shuffle.INFILE'."
            )
        named = isinstance(shuffle, Shuffle)
        self.shuffle_flag = _SHUFFLE_FLAGS[shuffle] if named else 0 if shuffle is False else 2

    def _open(self):
        """The source, with its files checked."""
        raise NotImplementedError(f"{type(self).__name__}._open")

    @staticmethod
    def _find_files(patterns):
        """The files that match one or several glob patterns.

        Raises:
            ValueError: a pattern matches none.
        """
        patterns = patterns if isinstance(patterns, list) else [patterns]
        found = {
            p: [f for f in glob.glob(p, recursive=True) if os.path.isfile(f)] for p in patterns
        }
        unmatched = [p for p in patterns if not found[p]]
        if unmatched:
            raise ValueError(f"The following patterns did not match any files: {unmatched}.")
        if not patterns:
            raise ValueError("The list of path names matching the patterns is empty.")
        return [f for p in patterns for f in found[p]]

    def is_shuffled(self):
        """Whether the order is random."""
        return self.shuffle_flag > 0

    def is_sharded(self):
        """Whether there are several shards."""
        return self.num_shards > 1


class MappableDataset(SourceDataset):
    """A dataset whose rows have numbers; a sampler chooses them.

    A subclass implements `_open(self)`, which returns an indexed source as `engine.node` describes.

    Args:
        num_parallel_workers (int, optional): workers. Default: None, as configured.
        sampler (Sampler or iterable, optional): chooses rows. Default: None, by the next four.
        num_samples (int, optional): rows to take. Default: None, all.
        shuffle (bool, optional): random order. Default: None, True.
        num_shards (int, optional): number of shards. Default: None.
        shard_id (int, optional): which one. Default: None.
        cache (DatasetCache, optional): keep the rows. Default: None.

    Raises:
        ValueError: a sampler together with any of the four.
    """

    def __init__(
        self, num_parallel_workers=None, sampler=None, num_samples=None, shuffle=None,
        num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.shuffle_flag = True if shuffle is None else shuffle
        self.sampler = samplers.select_sampler(num_samples, sampler, shuffle, num_shards, shard_id)

    def add_sampler(self, new_sampler):
        """Let `new_sampler` choose among the rows that the present sampler gives."""
        self.dataset_size = None
        new_sampler.add_child(self.sampler)
        self.sampler = new_sampler

    def use_sampler(self, new_sampler):
        """Exchange the sampler; children of the present one stay below the new one.

        Raises:
            TypeError: not a sampler.
        """
        if new_sampler is None:
            raise TypeError("Input sampler can not be None.")
        if not isinstance(new_sampler, samplers.BuiltinSampler):
            raise TypeError("Input sampler is not an instance of a sampler.")
        self.dataset_size = None
        self.sampler = self.sampler.child_sampler
        self.add_sampler(new_sampler)

    def is_shuffled(self):
        """Whether the sampler's order is random."""
        return self.sampler.is_shuffled()

    def is_sharded(self):
        """Whether the sampler takes a shard."""
        return self.sampler.is_sharded()

    # Bridge to the engine as it stands; goes with it.
    def _rows(self):
        source = self.__dict__.setdefault("_opened", None) or self._open()
        self._opened = source
        stage = self.__dict__.get("_running") or IndexedStage(source, self.sampler)
        self._running = stage
        for row in stage.rows():
            yield dict(zip(stage.columns, row, strict=True))

    def get_dataset_size(self):
        """Rows of an epoch."""
        return self.sampler.order(len(self._open())).count

    def get_col_names(self):
        """Names of the columns."""
        return list(self._open().columns)


class IndexedStage(Stage):
    """Rows of an indexed source in the order of a sampler."""

    def __init__(self, source, sampler):
        super().__init__(source.columns)
        self.source = source
        self.order = sampler.order(len(source), getattr(source, "row_classes", None))

    def rows(self):
        """Yields the rows of the next epoch."""
        row = self.source.row
        for i in self.order.epoch():
            yield row(i)


class StreamStage(Stage):
    """Rows of a stream source, the first `count` of an epoch (0: all)."""

    def __init__(self, source, count):
        super().__init__(source.columns)
        self.source, self.count, self._epoch = source, count, 0

    def rows(self):
        """Yields the rows of the next epoch."""
        epoch, self._epoch = self._epoch, self._epoch + 1
        for i, row in enumerate(self.source.rows(epoch)):
            if self.count and i >= self.count:
                return
            yield row


class ShuffleStage(Stage):
    """Rows in random order within a buffer; its generator lives through all epochs."""

    def __init__(self, child, size):
        super().__init__(child.columns, child)
        self._size, self._engine = size, MT64(fresh_seed())

    def rows(self):
        """Yields the rows of the next epoch."""
        buffer, draw = [], self._engine.draw
        for row in self.children[0].rows():
            buffer.append(row)
            if len(buffer) == self._size:
                yield self._taken(buffer, draw())
        while buffer:
            yield self._taken(buffer, draw())

    @staticmethod
    def _taken(buffer, drawn):
        slot, last = drawn % len(buffer), buffer.pop()
        if slot == len(buffer):
            return last
        row, buffer[slot] = buffer[slot], last
        return row
