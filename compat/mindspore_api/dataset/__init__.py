"""Pipelines of data: sources, operations on rows, batches, iterators."""

from compat import _public
from compat._absent import absent_names

from . import callback, core, debug, engine, text, utils
from .core import config
from .engine import *
from .engine import __all__ as _names
from .engine.datasets import Dataset, MappableDataset, Shuffle, SourceDataset
from .engine.graphdata import OutputFormat, SamplingStrategy
from .engine.samplers import BuiltinSampler, IterSampler, Sampler
from .utils.line_reader import LineReader

__all__ = list(_names)

# Programs import this package on its own, after the frontend took over its public names.
_public.adopt(__name__, "mindspore.dataset")
__getattr__ = absent_names("mindspore.dataset", __name__)
