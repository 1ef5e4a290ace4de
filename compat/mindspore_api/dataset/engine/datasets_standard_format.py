"""Datasets in files of common formats, under the names of MindSpore's module."""

from __future__ import annotations

import sys

from compat import _public
from compat._source import show_sources

from ..sources.mind import MindDataset, OBSMindDataset
from ..sources.table import CSVDataset
from ..sources.tfrecord import TFRecordDataset

__all__ = [
    "CSVDataset",
    "MindDataset",
    "OBSMindDataset",
    "TFRecordDataset",
]

show_sources(sys.modules[__name__], [globals()[name] for name in __all__])
for _name in __all__:
    _public.rehome(globals()[_name], __name__)  # where programs know them to be
