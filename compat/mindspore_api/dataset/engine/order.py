"""Which rows of a source an epoch takes, in which order: pure functions of seed, epoch and size.

An order is asked for one epoch after the other. With a child it picks among what the child gave.
The rules are those of MindSpore's samplers.
"""

from __future__ import annotations

import numpy as np

from compat.core.data.streams import MT32, Discrete, exponential, shuffle, uniform_int

from .errors import pipeline_error


class Order:
    """Rows one after the other; base of the others."""

    def __init__(self, rows, count=0, child=None):
        self.child = child
        self.rows = child.count if child is not None else rows
        self.count = self.rows if count == 0 or count > self.rows else count

    def epoch(self):
        """Row numbers of the next epoch."""
        own = self._next()
        if self.child is None:
            return own
        below = self.child.epoch()
        return [below[i] for i in own]

    def _next(self):
        return range(self.count)


class Sequential(Order):
    """From a first row on."""

    def __init__(self, rows, count=0, child=None, start=0):
        super().__init__(rows, count, child)
        if start > self.rows or (start == self.rows and start):
            raise pipeline_error(
                "Invalid parameter, start_index must be less than num_rows, but got start_index: "
                f"{start}, num_rows: {self.rows}."
            )
        self.start = start
        self.count = min(self.count, self.rows - start)

    def _next(self):
        return range(self.start, self.start + self.count)


class Random(Order):
    """Shuffled anew in each epoch, from what the epoch before left; or drawn with replacement."""

    def __init__(self, rows, count=0, child=None, seed=0, replacement=False, reshuffle=True):
        super().__init__(rows, count, child)
        self._seed, self._replacement, self._reshuffle = seed, replacement, reshuffle
        self._ids = None

    def _next(self):
        engine = MT32(self._seed)
        self._seed += self._reshuffle
        if self._replacement:
            return [uniform_int(engine, 0, self.rows - 1) for _ in range(self.count)]
        if self._ids is None:
            self._ids = list(range(self.rows))
            shuffle(self._ids, engine)
        elif self._reshuffle:
            shuffle(self._ids, engine)
        return self._ids[: self.count]


class Distributed(Order):
    """Every `shards`-th row from `shard` on, wrapping round to the front.

    With `offset` the first row goes to another shard and shards may differ in size, as parts of a
    concatenation need.
    """

    def __init__(self, rows, count, child, shards, shard, shuffled, seed, offset=-1):
        super().__init__(rows, count, child)
        self._shards, self._shard, self._shuffled, self._seed = shards, shard, shuffled, seed
        self._offset, self._even = max(offset, 0), offset == -1
        wanted = self.count
        self.count = min(wanted, self._size())
        self._ids = None

    def _size(self):
        if self._even:
            return -(-self.rows // self._shards)
        whole, rest = divmod(self.rows + self._offset, self._shards)
        return whole + (self._shard < rest) - (self._shard < self._offset)

    def _next(self):
        if self._shuffled:
            if self._ids is None:
                self._ids = list(range(self.rows))
            shuffle(self._ids, MT32(self._seed))
            self._seed += 1
        first = self._shard - self._offset
        first += self._shards if first < 0 else 0
        places = (np.arange(max(self.count, 0)) * self._shards + first) % self.rows
        return [self._ids[i] for i in places.tolist()] if self._shuffled else places.tolist()


class Subset(Order):
    """Given rows, in the order given or shuffled in each epoch."""

    def __init__(self, rows, count, child, indices, seed=None):
        super().__init__(rows, count, child)
        self._indices, self._seed = list(indices), seed
        n = len(self._indices)
        self.count = n if count == 0 or count > n else count

    def _next(self):
        if self._seed is not None:
            shuffle(self._indices, MT32(self._seed()))
        for i in self._indices[: self.count]:
            if not 0 <= i < self.rows:
                raise pipeline_error(
                    f"Sample ID ({i}) is out of bound, expected range [0, {self.rows - 1}]"
                )
        return self._indices[: self.count]


class Weighted(Order):
    """Drawn by weight."""

    def __init__(self, rows, count, child, weights, replacement, seed):
        super().__init__(rows, count, child)
        self._weights, self._replacement, self._seed = weights, replacement, seed
        if len(weights) > self.rows:
            raise pipeline_error(
                "Invalid parameter, size of sample weights must be less than or equal to num of "
                "data, otherwise might cause generated id out of bound or other errors, but got "
                f"weight size: {len(weights)}, num of data: {self.rows}"
            )
        if not replacement and len(weights) < self.count:
            raise pipeline_error(
                "Invalid parameter, without replacement, weight size must be greater than or equal "
                f"to num_samples, but got weight size: {len(weights)}, num_samples: {self.count}"
            )

    def _next(self):
        engine = MT32(self._seed())
        if self._replacement:
            draw = Discrete(self._weights)
            return [draw(engine) for _ in range(self.count)]
        # One pass: the smallest of exponential draws over the weights.
        waits = [exponential(engine) / w if w else np.inf for w in self._weights]
        return np.argsort(waits, kind="stable")[: self.count].tolist()


class PerClass(Order):
    """`per_class` random rows of each class, class after class."""

    def __init__(self, classes, count, child, per_class, shuffled, seed):
        labels = sorted(label for label, ids in classes.items() if ids)
        super().__init__(per_class * len(labels), count, None)
        self.child = child
        self._classes, self._per_class = classes, per_class
        self._seed, self._engine = seed + 1, MT32(seed)
        if shuffled:
            shuffle(labels, self._engine)
        self._labels = labels

    def _next(self):
        engine, self._engine = self._engine or MT32(self._seed_and_step()), None
        drawn = []
        for k in range(self.count):
            ids = self._classes[self._labels[k // self._per_class]]
            drawn.append(ids[uniform_int(engine, 0, len(ids) - 1)])
        return drawn

    def _seed_and_step(self):
        self._seed += 1
        return self._seed - 1


class FromSampler(Order):
    """What a sampler of the program gives, asked anew in each epoch."""

    def __init__(self, rows, count, child, sampler):
        super().__init__(rows, count, child)
        self._sampler, self._started = sampler, False
        sampler._handshake(self.rows, self.count)

    def _next(self):
        if self._started:
            self._sampler.reset()
        self._started = True
        indices = self._sampler._get_indices()
        # A sampler of batches: the object is asked with a whole array of numbers.
        return list(indices) if indices.ndim > 1 else [int(i) for i in indices]
