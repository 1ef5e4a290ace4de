"""Data sets by number, batches of numbers, and loaders of both."""

from __future__ import annotations

from . import batch_sampler, dataset
from .batch_sampler import BatchSampler
from .dataset import Dataset

__all__ = [*dataset.__all__, *batch_sampler.__all__]
