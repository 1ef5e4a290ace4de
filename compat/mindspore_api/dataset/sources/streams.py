"""Rows that come out of files one after the other."""

from __future__ import annotations

import math
import os

import numpy as np

from compat.core.data.streams import MT32, shuffle

from ..core.settings import fresh_seed, settings
from ..engine.errors import pipeline_error
from ..engine.node import FileRow
from .rows import text_of

_BUFFER = 10000
_ROUNDS = 4


def buffer_size(files, rows):
    """Rows of the shuffle buffer behind `files` files with `rows` rows in all."""
    each = rows // files
    return min(each * _ROUNDS, _BUFFER) if each else _BUFFER


class Stream:
    """A source that streams: files dealt to workers, whose rows are taken in turn.

    Args:
        dataset (SourceDataset): gives shards, workers and what is shuffled.
        columns (list): names of the columns.
        files (list): paths.
        count (callable): path -> rows in the file.
        read (callable): path -> iterator over its rows, tuples of arrays.
        fewer_workers (bool): no more workers than files. Default: False.
    """

    num_classes = class_indexing = None

    def __init__(self, dataset, columns, files, count, read, fewer_workers=False):
        self.columns, self._files, self._read = list(columns), files, read
        self._shards, self._shard = dataset.num_shards, dataset.shard_id
        self._shuffled = dataset.shuffle_flag in (1, 2)
        self._counts = [count(path) for path in files]
        if not sum(self._counts):
            listed = " ".join(files)
            raise pipeline_error(
                f"Invalid data, {type(dataset).__name__} API can't read the data file (interface "
                f"mismatch or no data found). Check file path: {listed}"
            )
        workers = dataset.num_parallel_workers or settings.num_parallel_workers
        self._workers = min(workers, len(files)) if fewer_workers else workers
        self._orders = []
        everywhere = dataset.shuffle_flag == 2
        self.shuffle_size = buffer_size(len(files), self._each()) if everywhere else 0

    def _each(self):
        """Rows of a shard."""
        return math.ceil(sum(self._counts) / self._shards)

    def __len__(self):
        return self._each()

    def _order(self, epoch):
        """Numbers of the files in an epoch; shuffled anew from what the epoch before left."""
        while len(self._orders) <= epoch:
            order = list(self._orders[-1]) if self._orders else list(range(len(self._files)))
            if self._shuffled:
                # With shards every process has to draw the same order.
                seed = fresh_seed() if self._shards == 1 else len(self._orders) + 1
                shuffle(order, MT32(seed))
            self._orders.append(order)
        return self._orders[epoch]

    def _parts(self, epoch):
        """(number of the file, first row, row behind the last) of the shard; files may wrap."""
        begin = self._shard * self._each()
        end = begin + self._each()
        parts, before = [], 0
        while before < end:
            for number in self._order(epoch):
                count = self._counts[number]
                first, last = max(begin - before, 0), min(end - before, count)
                if first < last:
                    parts.append((number, first, last))
                before += count
        return parts

    def rows(self, epoch):
        """Yields the rows of an epoch."""
        lanes = [[] for _ in range(self._workers)]
        for i, part in enumerate(self._parts(epoch)):
            lanes[i % self._workers].append(part)
        return in_turn([self._lane(parts) for parts in lanes if parts])

    def _lane(self, parts):
        for number, first, last in parts:
            for i, row in enumerate(self._read(self._files[number])):
                if i >= last:
                    break
                if i >= first:
                    yield FileRow.of(row, (self._files[number],))


def in_turn(lanes):
    """One item of each iterator in turn, those that have ended left out."""
    while lanes:
        left = []
        for lane in lanes:
            try:
                yield next(lane)
            except StopIteration:
                continue
            left.append(lane)
        lanes = left


def text_lines(path, empty=False):
    """Yields the lines of a file as text, without those that are empty unless asked for."""
    try:
        file = open(path, "rb")  # noqa: SIM115
    except OSError as error:
        raise pipeline_error(f"Invalid file path, {path} does not exist.") from error
    with file:
        for line in file:
            line = line.removesuffix(b"\n")
            if line or empty:
                yield text_of(line)


def count_lines(path, empty=False):
    """Lines that `text_lines` gives."""
    if not os.path.isfile(path):
        return sum(1 for _ in text_lines(path, empty))
    with open(path, "rb") as file:
        return sum(1 for line in file if empty or line != b"\n")


def existing(paths):
    """The paths, sorted, of files that are all there."""
    for path in paths:
        if not os.path.isfile(path):
            raise pipeline_error(f"Invalid file path, {path} does not exist.")
    return sorted(paths)


def strings(*texts):
    """Texts as a row of scalars."""
    return tuple(map(np.array, texts))
