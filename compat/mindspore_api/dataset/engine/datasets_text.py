"""Datasets of texts, under the names of MindSpore's module."""

from __future__ import annotations

import sys

from compat import _public
from compat._source import show_sources

from ..sources.lines import (
    EnWik9Dataset,
    IMDBDataset,
    PennTreebankDataset,
    TextFileDataset,
    WikiTextDataset,
)
from ..sources.questions import CLUEDataset, SQuADDataset
from ..sources.table import (
    AGNewsDataset,
    AmazonReviewDataset,
    DBpediaDataset,
    SogouNewsDataset,
    SST2Dataset,
    YahooAnswersDataset,
    YelpReviewDataset,
)
from ..sources.tagged import CoNLL2000Dataset, UDPOSDataset
from ..sources.translations import IWSLT2016Dataset, IWSLT2017Dataset, Multi30kDataset

__all__ = [
    "AGNewsDataset",
    "AmazonReviewDataset",
    "CLUEDataset",
    "CoNLL2000Dataset",
    "DBpediaDataset",
    "EnWik9Dataset",
    "IMDBDataset",
    "IWSLT2016Dataset",
    "IWSLT2017Dataset",
    "Multi30kDataset",
    "PennTreebankDataset",
    "SQuADDataset",
    "SST2Dataset",
    "SogouNewsDataset",
    "TextFileDataset",
    "UDPOSDataset",
    "WikiTextDataset",
    "YahooAnswersDataset",
    "YelpReviewDataset",
]

show_sources(sys.modules[__name__], [globals()[name] for name in __all__])
for _name in __all__:
    _public.rehome(globals()[_name], __name__)  # where programs know them to be
