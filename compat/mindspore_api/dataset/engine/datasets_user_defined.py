"""Datasets of rows that the program provides."""

from __future__ import annotations

import numpy as np

from ._rows import as_row, converted, generator_of
from .datasets import Dataset


def _refuse(name, **given):
    used = sorted(k for k, v in given.items() if v is not None)
    if used:
        raise NotImplementedError(
            f"mindspore.dataset.{name} with {', '.join(used)} is not supported; leave it out, or "
            "choose the rows in the source"
        )


class GeneratorDataset(Dataset):
    """Rows of a Python source: a function that gives an iterator, an iterable, or an indexable."""

    def __init__(
        self, source, column_names=None, column_types=None, schema=None, num_samples=None,
        num_parallel_workers=1, shuffle=None, sampler=None, num_shards=None, shard_id=None,
        python_multiprocessing=True, max_rowsize=6,
    ):  # fmt: skip
        super().__init__(None, num_parallel_workers)
        _refuse(
            "GeneratorDataset", schema=schema, sampler=sampler, num_shards=num_shards,
            shard_id=shard_id,
        )  # fmt: skip
        if column_names is None:
            raise ValueError("Neither columns_names nor schema are provided in GeneratorDataset.")
        self._names = [column_names] if isinstance(column_names, str) else list(column_names)
        self._types, self._count = column_types, num_samples
        self._source = source
        self._indexable = hasattr(source, "__getitem__") and hasattr(source, "__len__")
        if shuffle and not self._indexable:
            raise RuntimeError("Generator dataset: shuffle needs a source with random access.")
        # Sources with random access are shuffled unless told otherwise, as in the original.
        self._shuffled = self._indexable if shuffle is None else bool(shuffle)

    def _rows(self):
        for i, values in enumerate(self._values()):
            if self._count is not None and i >= self._count:
                return
            yield converted(as_row(values, self._names), self._types)

    def _values(self):
        source = self._source
        if self._indexable:
            order = np.arange(len(source))
            if self._shuffled:
                generator_of(self).shuffle(order)
            return (source[int(i)] for i in order)
        return iter(source() if callable(source) else source)

    def get_dataset_size(self):
        """Rows of an epoch; a source without length is counted once."""
        if "_size" not in self.__dict__:
            known = hasattr(self._source, "__len__")
            self._size = len(self._source) if known else sum(1 for _ in self._values())
        return self._size if self._count is None else min(self._size, self._count)

    def get_col_names(self):
        """Names of the columns."""
        return list(self._names)

    def is_shuffled(self):
        """Whether the order is random."""
        return self._shuffled


class NumpySlicesDataset(GeneratorDataset):
    """Slices of arrays, lists or dicts of them, along the first axis."""

    def __init__(
        self, data, column_names=None, num_samples=None, num_parallel_workers=1, shuffle=None,
        sampler=None, num_shards=None, shard_id=None,
    ):  # fmt: skip
        if isinstance(data, dict):
            names, columns = list(data), list(data.values())
        elif isinstance(data, tuple):
            names, columns = None, list(data)
        else:
            names, columns = None, [data]
        columns = [np.asarray(c) for c in columns]
        if len({len(c) for c in columns}) > 1:
            raise ValueError("Input data is not of equal length.")
        default = [f"column_{i}" for i in range(len(columns))]
        super().__init__(
            _Slices(columns), column_names or names or default, None, None, num_samples,
            num_parallel_workers, shuffle, sampler, num_shards, shard_id,
        )  # fmt: skip


class _Slices:
    """Rows of several arrays."""

    def __init__(self, columns):
        self._columns = columns

    def __len__(self):
        return len(self._columns[0])

    def __getitem__(self, index):
        return tuple(column[index] for column in self._columns)
