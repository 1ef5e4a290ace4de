"""Several datasets as one: columns side by side, rows behind each other."""

from __future__ import annotations

import copy

from ..dataset import Dataset
from ..errors import pipeline_error
from ..node import Stage
from ..samplers import DistributedSampler, SequentialSampler
from ..source import MappableDataset, UnionBaseDataset
from .batching import BatchDataset, PaddedBatchDataset
from .rows import Drained


class ZipDataset(UnionBaseDataset):
    """Columns side by side; as many rows as the shortest has."""

    def __init__(self, datasets):
        super().__init__(children=datasets)

    def _count(self):
        counts = [child._count() for child in self.children]
        return None if None in counts else min(counts)

    def num_classes(self):
        """The largest number of classes among the datasets."""
        found = [n for n in (child.num_classes() for child in self.children) if n is not None]
        return max(found) if found else None

    def _stage(self, run, *children):
        columns = [name for child in children for name in child.columns]
        for i, name in enumerate(columns):
            if name in columns[:i]:
                raise pipeline_error(
                    f"Invalid data, duplicate column {name} already exists when zipping datasets."
                )
        return ZipStage(columns, *children)


class ZipStage(Drained):
    """Columns side by side."""

    def rows(self):
        """Yields the rows of the next epoch."""
        for rows in zip(*self.opened(), strict=False):
            yield tuple(value for row in rows for value in row)


def zip_datasets(datasets):
    """The dataset that `mindspore.dataset.zip` makes."""
    if not isinstance(datasets, tuple):
        raise TypeError(
            f"Argument datasets with value {datasets} is not of type [<class 'tuple'>], but got "
            f"{type(datasets)}."
        )
    if len(datasets) <= 1:
        raise ValueError("Can't zip empty or just one dataset!")
    for dataset in datasets:
        if not isinstance(dataset, Dataset):
            raise TypeError(f"Invalid dataset, expected Dataset object, but got {type(dataset)}!")
    return ZipDataset(datasets)


class ConcatDataset(UnionBaseDataset):
    """Rows behind each other.

    Args:
        datasets (list of Dataset): at least two, with equal columns.

    Raises:
        TypeError: something else than a dataset.
        ValueError: a dataset without rows.
    """

    def __init__(self, datasets):
        for dataset in datasets:
            if not isinstance(dataset, Dataset):
                raise TypeError(
                    f"Invalid dataset, expected Dataset object, but got {type(dataset)}!"
                )
        super().__init__(children=datasets)
        self.datasets = datasets
        self._sampler = SequentialSampler(num_samples=None)
        self.children_sizes_ = [child.get_dataset_size() for child in self.children]
        for i, size in enumerate(self.children_sizes_):
            if size == 0:
                raise ValueError(
                    f"There are no samples in the dataset number {i}. Please make sure there are "
                    "valid samples in the dataset."
                )
        self._rows = list(self.children_sizes_)
        # A shard takes places of the datasets with random access, and rows of the others in turn.
        self._by_number = []
        for i, child in enumerate(self.children):
            numbered = isinstance(child, MappableDataset) and _has_random_access(child)
            self._by_number.append(numbered)
            if not numbered and isinstance(child, MappableDataset):
                self.children_sizes_[i] = 0
        self._shards = [(-1, -1)] * len(self.children)

    def use_sampler(self, sampler):
        """Take one shard of the joined rows.

        Args:
            sampler (DistributedSampler): not shuffled, without `num_samples`.

        Raises:
            TypeError: another sampler, or batches among the datasets.
            ValueError: shuffled, or a number of samples somewhere.
        """
        if not isinstance(sampler, DistributedSampler):
            raise TypeError(f"The parameter {sampler} of concat must be DistributedSampler!")
        if sampler.is_shuffled():
            raise ValueError("The parameter shuffle of DistributedSampler must be False!")
        if sampler.num_shards <= 0:
            raise ValueError("The parameter num_shards of DistributedSampler must be positive int!")
        if sampler.get_num_samples() is not None:
            raise ValueError(
                "The parameter num_samples of DistributedSampler is not support to be set!"
            )
        self.dataset_size, self._sampler, passed = None, sampler, 0
        for i, child in enumerate(self.children):
            own = getattr(child, "sampler", None)
            if own is not None and own.get_num_samples() is not None:
                raise ValueError(f"The parameter NumSamples of {child} is not support to be set!")
            if isinstance(child, (BatchDataset, PaddedBatchDataset)):
                raise TypeError(
                    f"The parameter {child} of concat must not be BatchDataset or "
                    "PaddedBatchDataset!"
                )
            if self._by_number[i]:
                self._give_shard(i, child, passed)
            passed = (passed + self.children_sizes_[i]) % sampler.num_shards

    def _give_shard(self, i, child, passed):
        shards, rows = self._sampler.num_shards, self._rows[i]
        if rows < shards:
            after = passed + rows
            self._shards[i] = (passed, after if after < shards else after % shards)
        part = copy.deepcopy(self._sampler)
        part.set_offset(passed)
        child.use_sampler(part)

    def _count(self):
        counts = [rows or child._count() for rows, child in zip(self._rows, self.children)]  # noqa: B905
        if None in counts:
            return None
        total, sampler = sum(counts), self._sampler
        if not isinstance(sampler, DistributedSampler):
            return total
        whole, rest = divmod(total, sampler.num_shards)
        return whole + (sampler.shard_id < rest)

    def num_classes(self):
        """The largest number of classes among the datasets."""
        found = [n for n in (child.num_classes() for child in self.children) if n is not None]
        return max(found) if found else None

    def _stage(self, run, *children):
        for child in children:
            if child.columns != children[0].columns:
                raise pipeline_error(
                    "Invalid columns, 'column name' or 'column order' of concat datasets should be "
                    "the same."
                )
        shards, shard = (
            getattr(self._sampler, "num_shards", 1),
            getattr(self._sampler, "shard_id", 0),
        )
        parts = list(zip(self._by_number, self._rows, self._shards, strict=True))
        return ConcatStage(children, parts, shards, shard)


def _has_random_access(dataset):
    return hasattr(dataset.source, "__getitem__") if hasattr(dataset, "source") else True


class ConcatStage(Stage):
    """Rows behind each other, one shard of them.

    Args:
        parts: for each child whether its sampler picks the shard, its rows, and the shards (from,
            to) that get one where it has fewer rows than there are shards.
    """

    def __init__(self, children, parts, shards, shard):
        super().__init__(children[0].columns, *children)
        self._parts, self._shards, self._shard = parts, shards, shard
        self._passed = 0

    def rows(self):
        """Yields the rows of the next epoch."""
        kinds = None
        for child, (by_number, rows, shards) in zip(self.children, self._parts, strict=True):
            first = True
            for row in child.rows():
                if first:
                    kinds, first = self._same(kinds, row), False
                if by_number:
                    wanted = _gets_one(shards, self._shard)
                else:
                    wanted = self._passed % self._shards == self._shard
                    self._passed += 1
                if wanted:
                    yield row
            if by_number and child is not self.children[-1]:
                self._passed += rows

    @staticmethod
    def _same(kinds, row):
        """Refuse rows of another type or rank than those of the first dataset."""
        if kinds is None:
            return [(a.dtype, a.ndim) if hasattr(a, "dtype") else (object, 0) for a in row]
        for (dtype, rank), value in zip(kinds, row, strict=True):
            if not hasattr(value, "dtype"):
                continue
            if value.dtype != dtype and not value.dtype.kind == dtype.kind == "U":
                raise pipeline_error(
                    "Concat: the data types of the two datasets to be concatenated should be the "
                    f"same, but got: {dtype} and {value.dtype}."
                )
            if value.ndim != rank:
                raise pipeline_error(
                    "Concat: the data tensor rank of the two datasets to be concatenated should be "
                    f"the same, but got: {rank} and {value.ndim}."
                )
        return kinds


def _gets_one(shards, shard):
    first, last = shards
    if first == last == -1:
        return True
    if first < last:
        return first <= shard < last
    return first > last and (shard >= first or shard < last)
