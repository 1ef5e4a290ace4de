"""Operations on texts, under the names of MindSpore's module."""

from __future__ import annotations

import sys

from compat import _public
from compat._source import show_sources

from .base import TextTensorOperation
from .chinese import JiebaTokenizer
from .external import PythonTokenizer, SentencePieceTokenizer
from .forms import CaseFold, FilterWikipediaXML, NormalizeUTF8, RegexReplace
from .sequences import AddToken, Ngram, SlidingWindow, Truncate, TruncateSequencePair
from .tokenizers import (
    BasicTokenizer,
    BertTokenizer,
    RegexTokenizer,
    UnicodeCharTokenizer,
    UnicodeScriptTokenizer,
    WhitespaceTokenizer,
    WordpieceTokenizer,
)
from .values import Lookup, ToNumber, ToVectors

__all__ = [
    "AddToken",
    "BasicTokenizer",
    "BertTokenizer",
    "CaseFold",
    "FilterWikipediaXML",
    "JiebaTokenizer",
    "Lookup",
    "Ngram",
    "NormalizeUTF8",
    "PythonTokenizer",
    "RegexReplace",
    "RegexTokenizer",
    "SentencePieceTokenizer",
    "SlidingWindow",
    "TextTensorOperation",
    "ToNumber",
    "ToVectors",
    "Truncate",
    "TruncateSequencePair",
    "UnicodeCharTokenizer",
    "UnicodeScriptTokenizer",
    "WhitespaceTokenizer",
    "WordpieceTokenizer",
]

show_sources(sys.modules[__name__], [globals()[name] for name in __all__])
for _name in __all__:
    _public.rehome(globals()[_name], __name__)  # where programs know them to be
