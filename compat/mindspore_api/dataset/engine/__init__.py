"""The datasets."""

from .datasets import Dataset, zip
from .datasets_user_defined import GeneratorDataset, NumpySlicesDataset

__all__ = ["Dataset", "GeneratorDataset", "NumpySlicesDataset", "zip"]
