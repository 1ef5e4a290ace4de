"""Vocabularies, vectors and enumerations for texts, under the names of MindSpore's module."""

from __future__ import annotations

import sys

from compat import _public
from compat._source import show_sources

from .enumerations import (
    JiebaMode,
    NormalizeForm,
    SentencePieceModel,
    SPieceTokenizerLoadType,
    SPieceTokenizerOutType,
)
from .sentences import SentencePieceVocab
from .strings import to_bytes, to_str
from .vectors import CharNGram, FastText, GloVe, Vectors
from .vocabulary import Vocab

__all__ = [
    "CharNGram",
    "FastText",
    "GloVe",
    "JiebaMode",
    "NormalizeForm",
    "SPieceTokenizerLoadType",
    "SPieceTokenizerOutType",
    "SentencePieceModel",
    "SentencePieceVocab",
    "Vectors",
    "Vocab",
    "to_bytes",
    "to_str",
]

_values = [globals()[name] for name in __all__]
show_sources(sys.modules[__name__], [value for value in _values if isinstance(value, type)])
for _value in _values:
    _public.rehome(_value, __name__)  # where programs know them to be
