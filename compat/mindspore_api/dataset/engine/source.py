"""Bases of the datasets that read something, and the stages that they become."""

from __future__ import annotations

import copy
import glob
import os
from enum import Enum

from compat.core.data.forking import guarded
from compat.core.data.workers import InlineLanes, in_order

from ... import log as logger
from . import operations, samplers
from .blocks import Block, BlockStage, cut
from .dataset import Dataset
from .errors import pipeline_error, user_error
from .node import Stage
from .order import Sequential


class VisionBaseDataset(Dataset):
    """Base of the datasets of pictures."""


class TextBaseDataset(Dataset):
    """Base of the datasets of texts."""


class AudioBaseDataset(Dataset):
    """Base of the datasets of sounds."""


class UnionBaseDataset(VisionBaseDataset, TextBaseDataset, AudioBaseDataset):
    """Base of what takes rows of any kind."""


class Shuffle(str, Enum):
    """What a dataset of files shuffles."""

    GLOBAL = "global"
    FILES = "files"
    INFILE = "infile"


_SHUFFLE_FLAGS = {Shuffle.GLOBAL: 2, Shuffle.FILES: 1, Shuffle.INFILE: 3}


def shuffle_to_bool(shuffle):
    """None, or whether anything is shuffled.

    Raises:
        TypeError: neither bool nor Shuffle.
    """
    if shuffle is not None and not isinstance(shuffle, (bool, Shuffle)):
        raise TypeError(
            "shuffle must be of boolean or enum of 'Shuffle' values like 'Shuffle.GLOBAL' or "
            "'Shuffle.FILES' or 'Shuffle.INFILE'."
        )
    return True if isinstance(shuffle, Shuffle) else shuffle


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

    is_source = True

    _shared = ("parent", "_opened")
    _known_columns = None  # names of the columns, where they do not depend on the files

    def __init__(
        self, num_parallel_workers=None, num_samples=None, shuffle=True, num_shards=None,
        shard_id=None, cache=None,
    ):  # fmt: skip
        super().__init__(num_parallel_workers=num_parallel_workers, cache=cache)
        self.num_samples = num_samples or 0
        self.num_shards = 1 if num_shards is None else num_shards
        self.shard_id = 0 if shard_id is None else shard_id
        flag = shuffle_to_bool(shuffle)
        named = isinstance(shuffle, Shuffle)
        self.shuffle_flag = _SHUFFLE_FLAGS[shuffle] if named else 0 if flag is False else 2
        self._opened = None

    def _open(self):
        """The source, with its files checked."""
        raise NotImplementedError(f"{type(self).__name__}._open")

    def _source(self):
        """The source, opened once."""
        if self._opened is None:
            self._opened = self._open()
        return self._opened

    def _stage(self, run):
        if run.names_only and self._known_columns is not None:
            return Stage(self._known_columns)
        return self._rows_stage(run)

    def _rows_stage(self, run):
        source = self._source()
        stage = StreamStage(source, self.num_samples)
        size = getattr(source, "shuffle_size", 0)
        if size:
            # `num_samples` counts what goes into the shuffle buffer.
            stage = operations.rows.ShuffleStage(stage, size)
        return stage

    def _count(self):
        rows = len(self._source())
        return min(rows, self.num_samples) if self.num_samples else rows

    def num_classes(self):
        """Number of classes, or None."""
        return getattr(self._source(), "num_classes", None)

    def get_class_indexing(self):
        """{class: number}; empty where there are no classes."""
        return getattr(self._source(), "class_indexing", None) or {}

    @staticmethod
    def _find_files(patterns):
        """The files that match one or several glob patterns.

        Raises:
            ValueError: a pattern matches none.
        """
        patterns = patterns if isinstance(patterns, list) else [patterns]
        found = {p: list(filter(os.path.isfile, glob.glob(p, recursive=True))) for p in patterns}
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

    _may_be_empty = False

    def __init__(
        self, num_parallel_workers=None, sampler=None, num_samples=None, shuffle=None,
        num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.shuffle_flag = True if shuffle is None else shuffle
        self.sampler = samplers.select_sampler(num_samples, sampler, shuffle, num_shards, shard_id)

    def _order(self, source, sampler):
        return sampler.order(len(source), getattr(source, "row_classes", None))

    def _rows_stage(self, run):
        source = self._source()
        if len(source) == 0 and not self._may_be_empty:
            raise pipeline_error(
                f"Invalid data, {type(self).__name__} found no rows; please check its files and "
                "arguments."
            )
        # Every iterator starts the sampler anew, as MindSpore's copy of the pipeline does.
        order = self._order(source, own_copy(self.sampler)) if len(source) else Sequential(0)
        return IndexedStage(source, order, run, run.workers(self.num_parallel_workers))

    def _count(self):
        source = self._source()
        return self._order(source, own_copy(self.sampler)).count

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

    def split(self, sizes, randomize=True):
        """Parts that do not overlap, each with samplers of its own.

        Args:
            sizes (list of int or of float): rows, which add up to all, or shares, to 1.
            randomize (bool): shuffle before. Default: True.

        Returns:
            tuple of Dataset.
        """
        parts, start = [], 0
        for size in self._split_sizes(sizes, randomize):
            part = copy.deepcopy(self)
            part.dataset_size = None
            if randomize:
                shuffled = samplers.RandomSampler()
                shuffled.reshuffle_each_epoch = False
                part.add_sampler(shuffled)
            part.add_sampler(samplers.SequentialSampler(start, size))
            part.add_sampler(samplers.SequentialSampler())
            parts.append(part)
            start += size
        return tuple(parts)


def own_copy(sampler):
    try:
        return copy.deepcopy(sampler)
    except Exception as error:
        # A sampler may hold what cannot be copied (locks, open files); then iterators share it.
        logger.info(f"The sampler {type(sampler).__name__} is shared by iterators: {error}")
        return sampler


class IndexedStage(BlockStage):
    """Rows of an indexed source in the order of a sampler."""

    def __init__(self, source, order, run, workers):
        super().__init__(source.columns, run, workers)
        self.source, self.order, self._pool = source, order, None
        self.parallel = getattr(source, "parallel", True)

    def over(self, source):
        """This stage over another source of the same rows."""
        return IndexedStage(source, self.order, self._run, self.workers)

    def start(self):
        """Start the workers, if they pay."""
        self._pool = self._run.lanes(self.loader, self.workers, threads=self.parallel)

    def loader(self, lane):
        """The function of a lane: row number -> row."""
        return checked(self.source.row)

    def numbers(self):
        """Row numbers of the next epoch."""
        return self.order.epoch()

    @property
    def in_blocks(self):
        """Whether the source gives many rows at once."""
        return self._run.parallel and getattr(self.source, "block", None) is not None

    def blocks(self, size):
        """Yields the rows of the next epoch in blocks of `size`."""
        load = self.loader(0)
        for numbers in cut(self.numbers(), size):
            yield Block(self.source, numbers, load)

    def rows(self):
        """Yields the rows of the next epoch."""
        if self._pool is None or isinstance(self._pool, InlineLanes):
            yield from map(guarded(self.loader(0)), self.numbers())
            return
        lanes = self._pool.lanes
        yield from in_order(self._pool, ((k % lanes, i) for k, i in enumerate(self.numbers())))


def checked(load):
    """`load`, with other errors than those of a pipeline dressed as such."""

    def loaded(i):
        try:
            return load(i)
        except RuntimeError:
            raise
        except Exception as error:
            raise user_error(error) from error

    return loaded


class StreamStage(Stage):
    """Rows of a stream source, the first `count` of an epoch (0: all)."""

    from_files = True

    def __init__(self, source, count):
        super().__init__(source.columns)
        self.source, self.count, self._epoch = source, count, 0

    def rows(self):
        """Yields the rows of the next epoch."""
        epoch, self._epoch = self._epoch, self._epoch + 1
        rows = self.source.rows(epoch)
        try:
            for i, row in enumerate(rows):
                if self.count and i >= self.count:
                    return
                yield row
        except RuntimeError:
            raise
        except Exception as error:
            raise user_error(error) from error
        finally:
            if hasattr(rows, "close"):
                rows.close()
