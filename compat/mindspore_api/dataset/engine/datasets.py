"""Bases of datasets and what a pipeline does with rows, under the names of MindSpore's module."""

from __future__ import annotations

from compat import _public

from .dataset import Dataset
from .operations import caching  # noqa: F401
from .operations.batching import BatchDataset, BatchInfo, PaddedBatchDataset
from .operations.columns import ProjectDataset, RenameDataset
from .operations.combining import ConcatDataset, ZipDataset, zip_datasets
from .operations.mapping import MapDataset
from .operations.padding import BucketBatchByLengthDataset
from .operations.rows import (
    FilterDataset,
    RepeatDataset,
    ShuffleDataset,
    SkipDataset,
    TakeDataset,
)
from .operations.synchronising import BlockReleasePair, SyncWaitDataset, TransferDataset
from .schema import Schema
from .source import (
    AudioBaseDataset,
    MappableDataset,
    Shuffle,
    SourceDataset,
    TextBaseDataset,
    UnionBaseDataset,
    VisionBaseDataset,
)


def zip(datasets):
    """The columns of several datasets side by side.

    Args:
        datasets (tuple of Dataset): at least two.

    Returns:
        Dataset.

    Raises:
        TypeError: no tuple of datasets.
        ValueError: fewer than two.
    """
    return zip_datasets(datasets)


_training = None


def _set_training_dataset(dataset):
    """Note the iterator of a training, for `_reset_training_dataset`."""
    global _training
    _training = dataset


def _get_training_dataset():
    """The iterator of the training, or None."""
    return _training


def _reset_training_dataset(global_step, dataset_size):
    """Let the training's iterator go on behind a step.

    Raises:
        RuntimeError: no iterator was noted, or there is no such step.
    """
    if _training is None:
        raise RuntimeError("Training dataset is not set.")
    _training._reset(global_step, global_step // dataset_size)


for _class in (
    AudioBaseDataset, BatchDataset, BatchInfo, BlockReleasePair, BucketBatchByLengthDataset,
    ConcatDataset, Dataset, FilterDataset, MapDataset, MappableDataset, PaddedBatchDataset,
    ProjectDataset, RenameDataset, RepeatDataset, Schema, Shuffle, ShuffleDataset, SkipDataset,
    SourceDataset, SyncWaitDataset, TakeDataset, TextBaseDataset, TransferDataset,
    UnionBaseDataset, VisionBaseDataset, ZipDataset,
):  # fmt: skip
    _public.rehome(_class, __name__)  # where programs know them to be
