"""Datasets of rows that the program provides."""

from __future__ import annotations

import numpy as np

from ... import log as logger
from ...common import dtype as mstype
from ..core.settings import settings
from . import validators as check
from .python_rows import (
    NumberedRows,
    NumberedStage,
    PaddedRows,
    RowReader,
    Slices,
    StreamedStage,
    listed,
)
from .schema import Schema
from .source import MappableDataset, UnionBaseDataset, own_copy


class GeneratorDataset(MappableDataset, UnionBaseDataset):
    """Rows of a Python source: an object with random access, an iterable, or a function.

    Args:
        source (object): with `__getitem__` and `__len__` rows are chosen by a sampler, shuffled
            unless told otherwise; any other iterable, or what a callable returns, comes in order.
        column_names (str or list of str, optional): names of the columns. Default: None.
        column_types (list, optional): types that the columns must have. Default: None, any.
        schema (Schema or str, optional): instead of names and types. Default: None.
        num_samples (int, optional): rows to take. Default: None, all.
        num_parallel_workers (int): workers for random access. Default: 1.
        shuffle (bool, optional): random order, for random access. Default: None.
        sampler (Sampler or iterable, optional): chooses rows. Default: None.
        num_shards (int, optional): number of shards. Default: None.
        shard_id (int, optional): which one. Default: None.
        python_multiprocessing (bool): several workers are processes. Default: True.
        max_rowsize (int): megabytes of shared memory for a row. Default: 6.

    Raises:
        TypeError: a source that is neither callable nor iterable.
        ValueError: no names, or a sampler or shards without random access.

    Examples:
        >>> import numpy as np
        >>> import mindspore.dataset as ds
        >>> rows = ds.GeneratorDataset([(np.array(i),) for i in range(3)], ["x"], shuffle=False)
        >>> [int(row["x"]) for row in rows.create_dict_iterator(num_epochs=1, output_numpy=True)]
        [0, 1, 2]
    """

    _shared = ("parent", "_opened", "source")

    def __init__(
        self, source, column_names=None, column_types=None, schema=None, num_samples=None,
        num_parallel_workers=1, shuffle=None, sampler=None, num_shards=None, shard_id=None,
        python_multiprocessing=True, max_rowsize=6,
    ):  # fmt: skip
        check.generator(
            source, column_names, schema, sampler, num_shards, shard_id, num_samples=num_samples,
            num_parallel_workers=num_parallel_workers, column_types=column_types, shuffle=shuffle,
            python_multiprocessing=python_multiprocessing, max_rowsize=max_rowsize,
        )  # fmt: skip
        super().__init__(num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id)
        self.source = listed(source)
        if python_multiprocessing and settings.debug_mode:
            logger.warning(
                "Python multiprocessing is not supported in debug mode. Ignoring Python "
                "multiprocessing for GeneratorDataset."
            )
            python_multiprocessing = False
        self.python_multiprocessing, self.max_rowsize = python_multiprocessing, max_rowsize
        self.column_names = [column_names] if isinstance(column_names, str) else column_names
        self.column_types = column_types
        self.schema = schema if schema is None or isinstance(schema, Schema) else Schema(schema)
        # What a sampler of the program gives may be more than there are rows.
        self._sampled = len(list(sampler)) if hasattr(self.sampler, "__iter__") else 0
        self.source_len = len(self.source) if hasattr(self.source, "__len__") else -1

    def _numbered(self):
        return self.sampler is not None and hasattr(self.source, "__getitem__")

    def _order(self, source, sampler):
        return sampler.order(self._sampled or len(source))

    def _reader(self):
        if self.schema is not None:
            names = [column["name"] for column in self.schema.columns]
            return RowReader(names, [_numpy_type(c["type"]) for c in self.schema.columns])
        types = self.column_types
        return RowReader(self.column_names, types and [_numpy_type(t) for t in types])

    def _open(self):
        if self.source_len == -1:
            raise RuntimeError(
                "Attempt to construct a random access dataset, '__len__' method is required!"
            )
        return NumberedRows(self.source, self._reader())

    def _stage(self, run):
        if not self._numbered():
            taken = self.num_samples
            expected = min(self.source_len, taken) if taken else self.source_len
            return StreamedStage(self.source, self._reader(), taken, expected)
        source = self._source()
        return NumberedStage(
            source, self._order(source, own_copy(self.sampler)), run,
            self.num_parallel_workers or 1, self.python_multiprocessing, self.max_rowsize,
        )  # fmt: skip

    def _count(self):
        if self._numbered():
            return super()._count()
        if self.source_len < 0:
            return None
        return min(self.source_len, self.num_samples) if self.num_samples else self.source_len

    def num_classes(self):
        """None: nothing is known of classes."""
        return

    def get_class_indexing(self):
        """{}: nothing is known of classes."""
        return {}

    def is_shuffled(self):
        """Whether the sampler's order is random."""
        return self.sampler.is_shuffled()

    def is_sharded(self):
        """Whether the sampler takes a shard."""
        return self.sampler.is_sharded()

    def split(self, sizes, randomize=True):
        """Parts that do not overlap.

        Args:
            sizes (list of int or of float): rows, which add up to all, or shares, to 1.
            randomize (bool): shuffle before. Default: True.

        Returns:
            tuple of Dataset.
        """
        base = super() if hasattr(self.source, "__getitem__") else super(MappableDataset, self)
        return base.split(sizes, randomize)


def _numpy_type(given):
    """The NumPy type of a type of MindSpore or of its name; None for text."""
    if isinstance(given, str):
        return None if given == "string" else np.dtype(given)
    if given is mstype.string:
        return None
    return np.dtype(mstype.dtype_to_nptype(given))


class NumpySlicesDataset(GeneratorDataset):
    """Slices of arrays, lists or dicts of them, along the first axis.

    Args:
        data (list, tuple, dict or numpy.ndarray): a tuple or dict holds one entry per column.
        column_names (str or list of str, optional): Default: None, the keys, or column_0, ...
        num_samples (int, optional): rows to take. Default: None, all.
        num_parallel_workers (int): workers. Default: 1.
        shuffle (bool, optional): random order. Default: None, True.
        sampler (Sampler or iterable, optional): chooses rows. Default: None.
        num_shards (int, optional): number of shards. Default: None.
        shard_id (int, optional): which one. Default: None.

    Raises:
        ValueError: columns of unequal length, or a wrong number of names.

    Example:
        >>> rows = ds.NumpySlicesDataset({"x": [1, 2], "y": [3, 4]}, shuffle=False)
        >>> for row in rows.create_dict_iterator(num_epochs=1, output_numpy=True):
        ...     print(int(row["x"]), int(row["y"]))
        1 3
        2 4
    """

    def __init__(
        self, data, column_names=None, num_samples=None, num_parallel_workers=1, shuffle=None,
        sampler=None, num_shards=None, shard_id=None,
    ):  # fmt: skip
        check.numpy_slices(data, column_names)
        slices = Slices(data, column_names)
        super().__init__(
            slices, slices.column_list, num_samples=num_samples,
            num_parallel_workers=num_parallel_workers, shuffle=shuffle, sampler=sampler,
            num_shards=num_shards, shard_id=shard_id,
        )  # fmt: skip


class PaddedDataset(GeneratorDataset):
    """Rows to fill up another dataset with, so that shards come out even.

    Args:
        padded_samples (list of dict): {column: array} per row.

    Raises:
        TypeError: no list of dicts.
        ValueError: an empty list.
    """

    def __init__(self, padded_samples):
        check.padded(padded_samples)
        rows = PaddedRows(padded_samples)
        super().__init__(rows, rows.column_names, shuffle=False)
        self._dataset_size = len(padded_samples)
        self.padded_samples = padded_samples
