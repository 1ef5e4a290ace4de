"""The datasets, their samplers, iterators and what is done with their rows."""

from compat._absent import absent_names

from ..callback import DSCallback, WaitedDSCallback
from ..core import config
from . import samplers
from .cache_client import DatasetCache
from .datasets import *
from .datasets import Schema, Shuffle, zip
from .datasets_audio import *
from .datasets_audio import __all__ as _sounds
from .datasets_standard_format import *
from .datasets_standard_format import __all__ as _files
from .datasets_text import *
from .datasets_text import __all__ as _texts
from .datasets_user_defined import GeneratorDataset, NumpySlicesDataset, PaddedDataset
from .datasets_vision import *
from .datasets_vision import __all__ as _pictures
from .graphdata import ArgoverseDataset, Graph, GraphData, InMemoryGraphDataset
from .iterators import DictIterator, TupleIterator
from .samplers import *
from .serializer_deserializer import compare, deserialize, serialize, show

__all__ = [
    "ArgoverseDataset",
    "DSCallback",
    "DatasetCache",
    "DistributedSampler",
    "GeneratorDataset",
    "Graph",
    "GraphData",
    "InMemoryGraphDataset",
    "NumpySlicesDataset",
    "PKSampler",
    "PaddedDataset",
    "RandomSampler",
    "Schema",
    "SequentialSampler",
    "SubsetRandomSampler",
    "SubsetSampler",
    "WaitedDSCallback",
    "WeightedRandomSampler",
    "compare",
    "deserialize",
    "serialize",
    "show",
    "zip",
    *_files,
    *_pictures,
    *_sounds,
    *_texts,
]

__getattr__ = absent_names("mindspore.dataset.engine", __name__)
