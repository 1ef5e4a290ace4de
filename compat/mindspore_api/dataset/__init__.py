"""Datasets of the program's own data: rows from Python, shuffled, batched, repeated, mapped."""

from compat._absent import absent_names

from . import engine
from .engine import Dataset, GeneratorDataset, NumpySlicesDataset, zip

__all__ = ["GeneratorDataset", "NumpySlicesDataset", "zip"]

__getattr__ = absent_names("mindspore.dataset", __name__)
