"""Datasets of the program's own data: rows from Python, shuffled, batched, repeated, mapped."""

from compat import _public
from compat._absent import absent_names

from .engine import Dataset, GeneratorDataset, NumpySlicesDataset, zip

__all__ = ["Dataset", "GeneratorDataset", "NumpySlicesDataset", "zip"]

# Programs import this package on its own, after the frontend took over its public names.
_public.adopt(__name__, "mindspore.dataset")
__getattr__ = absent_names("mindspore.dataset", __name__)
