"""Orders of rows of MindRecord files: their samplers have rules of their own.

Every sampler becomes a step that takes the rows which the step before left: `size(rows)` tells how
many it leaves, `apply(rows, first)` leaves them. Steps with `again` work anew in each epoch, on
what the epoch before left.
"""

from __future__ import annotations

import random

from compat.core.data.streams import MinStd, shuffle

from ..core.settings import fresh_seed, settings
from ..engine import samplers
from ..engine.errors import pipeline_error
from ..engine.source import Shuffle


class _Shuffle:
    """Rows shuffled, all of them or files or within files; or drawn with replacement."""

    again = True

    def __init__(self, layout, seed, count=0, replacement=False, each_epoch=True):
        self._layout, self._seed, self._count = layout, seed, count
        self._replacement, self._each_epoch = replacement, each_epoch

    def size(self, rows):
        if self._replacement:
            return self._count or rows
        return min(rows, self._count or rows)

    def apply(self, rows, first):
        self._seed += self._each_epoch
        if self._replacement:
            return [random.SystemRandom().choice(rows) for _ in range(self.size(len(rows)))]
        places = list(range(len(rows)))
        if self._layout.mode == Shuffle.FILES:
            places = self._files(places)
        elif self._layout.mode == Shuffle.INFILE:
            begin = 0
            for end in self._layout.ends:
                part = places[begin:end]
                shuffle(part, MinStd(self._seed))
                places[begin:end] = part
                begin = end
        else:
            shuffle(places, MinStd(self._seed))
        return [rows[place] for place in places[: self.size(len(rows))]]

    def _files(self, places):
        ends = self._layout.ends
        numbers = list(range(len(ends)))
        shuffle(numbers, MinStd(self._seed))
        moved = []
        for number in numbers:
            moved += places[ends[number - 1] if number else 0 : ends[number]]
        return moved + places[len(moved) :]


class _Shard:
    """A block of the rows, which wrap."""

    again = True

    def __init__(self, sampler, layout):
        self._shards, self._shard = sampler.num_shards, sampler.shard_id
        self._count, self._offset = sampler.num_samples or 0, sampler.offset
        self._padded = layout.padded
        self._shuffle = _Shuffle(layout, sampler.seed) if sampler.shuffle else None
        self._rows = None

    def size(self, rows):
        if self._padded and rows % self._shards:
            raise pipeline_error(
                f"Invalid data, the size of dataset and padded samples: {rows} can not be "
                f"divisible by the value of 'num_shards': {self._shards}.\n Please adjust the "
                "value of 'num_padded'."
            )
        size = len(self._block(rows))
        return min(size, self._count) if self._count and not self._padded else size

    def _block(self, rows):
        if self._offset == -1:
            each = -(-rows // self._shards)
            return range(self._shard * each, (self._shard + 1) * each)
        ends = [0]
        for shard in range(self._shards):
            each, rest = divmod(rows + self._offset, self._shards)
            ends.append(ends[-1] + each + (shard < rest) - (shard < self._offset))
        return range(ends[self._shard], ends[self._shard + 1])

    def apply(self, rows, first):
        if first:
            self._rows = rows
        rows = self._rows if self._shuffle is None else self._shuffle.apply(self._rows, first)
        block = self._block(len(rows))
        return [rows[place % len(rows)] for place in block[: self._count or None]]


class _Consecutive:
    """Rows one after the other from a start on, which wrap."""

    again = False

    def __init__(self, sampler):
        self._start, self._count = sampler.start_index or 0, sampler.num_samples or 0

    def size(self, rows):
        return min(self._count or rows, rows)

    def apply(self, rows, first):
        places = range(self._start, self._start + self.size(len(rows)))
        return [rows[place % len(rows)] for place in places]


class _Chosen:
    """Rows by number, negative ones from the end; in the order given or shuffled once."""

    again = False

    def __init__(self, sampler, layout):
        self._indices = [int(i) for i in sampler.indices]
        random_order = isinstance(sampler, samplers.SubsetRandomSampler)
        self._shuffle = _Shuffle(layout, settings.seed) if random_order else None

    def size(self, rows):
        return len(self._indices)

    def apply(self, rows, first):
        if len(self._indices) > len(rows):
            raise pipeline_error(
                f"Invalid input, indices size: {len(self._indices)} should be less than or equal "
                f"to database size: {len(rows)}."
            )
        rows = [rows[i % len(rows)] for i in self._indices]
        return rows if self._shuffle is None else self._shuffle.apply(rows, first)


class _PerClass:
    """Random rows of each class, drawn with replacement."""

    again = False

    def __init__(self, sampler, layout):
        self._sampler, self._classes = sampler, layout.classes(sampler.class_column)
        self._shuffle = _Shuffle(layout, fresh_seed()) if sampler.shuffle else None

    def size(self, rows):
        size = len(self._classes) * self._sampler.num_val
        return min(size, self._sampler.num_samples or size)

    def apply(self, rows, first):
        draw = random.SystemRandom().choice
        each = range(self._sampler.num_val)
        rows = [draw(self._classes[name]) for name in sorted(self._classes) for _ in each]
        rows = rows[: self.size(0)]
        return rows if self._shuffle is None else self._shuffle.apply(rows, first)


class Layout:
    """What an order has to know of the files.

    Args:
        counts (list): rows of each file.
        padded (int): rows appended to them.
        mode (Shuffle): what shuffling means.
        classes (callable): column -> {class: rows}.
    """

    def __init__(self, counts, padded, mode, classes):
        self.padded, self.mode, self.classes = padded, mode, classes
        self.ends = [sum(counts[: i + 1]) for i in range(len(counts))]
        self.rows = self.ends[-1] + padded


class MindOrder:
    """The rows of one epoch after the other.

    Args:
        sampler (Sampler): the sampler with its children.
        layout (Layout): the files.
    """

    def __init__(self, sampler, layout):
        self._rows = None
        self._layout = layout
        chain = []
        while sampler is not None:
            chain.append(sampler)
            sampler = sampler.child_sampler
        # Classes come first, whatever their place; rows that pad are for the others only.
        drawn = [s for s in chain if isinstance(s, samplers.PKSampler)][-1:]
        others = [s for s in reversed(chain) if not isinstance(s, samplers.PKSampler)]
        self._steps = [_step(s, layout) for s in [*drawn, *others]]
        sharded = any(isinstance(step, _Shard) for step in self._steps)
        self._again = [
            step
            for step in self._steps
            if step.again and not (sharded and isinstance(step, _Shuffle))
        ]
        self.count = layout.rows
        for step in self._steps:
            self.count = step.size(self.count)

    def epoch(self):
        """Numbers of the rows of the next epoch."""
        first = self._rows is None
        rows = list(range(self._layout.rows)) if first else self._rows
        for step in self._steps if first else self._again:
            rows = step.apply(rows, first)
        self._rows = rows
        return rows


def _step(sampler, layout):
    sampler.validate()
    if isinstance(sampler, samplers.RandomSampler):
        return _Shuffle(
            layout, fresh_seed(), sampler.num_samples or 0, sampler.replacement,
            sampler.reshuffle_each_epoch,
        )  # fmt: skip
    if isinstance(sampler, samplers.DistributedSampler):
        return _Shard(sampler, layout)
    if isinstance(sampler, samplers.PKSampler):
        return _PerClass(sampler, layout)
    if isinstance(sampler, samplers.SequentialSampler):
        return _Consecutive(sampler)
    if isinstance(sampler, samplers.SubsetSampler):
        return _Chosen(sampler, layout)
    raise pipeline_error(
        "MindDataset: Unsupported sampler is supplied for MindDataset. Supported sampler list: "
        "SubsetRandomSampler, PkSampler, RandomSampler, SequentialSampler and DistributedSampler"
    )
