"""Operations on texts, vocabularies, vectors of words."""

from compat import _public
from compat._absent import absent_names

from . import transforms, utils
from .transforms import (
    AddToken,
    BasicTokenizer,
    BertTokenizer,
    CaseFold,
    FilterWikipediaXML,
    JiebaTokenizer,
    Lookup,
    Ngram,
    NormalizeUTF8,
    PythonTokenizer,
    RegexReplace,
    RegexTokenizer,
    SentencePieceTokenizer,
    SlidingWindow,
    ToNumber,
    ToVectors,
    Truncate,
    TruncateSequencePair,
    UnicodeCharTokenizer,
    UnicodeScriptTokenizer,
    WhitespaceTokenizer,
    WordpieceTokenizer,
)
from .utils import (
    CharNGram,
    FastText,
    GloVe,
    JiebaMode,
    NormalizeForm,
    SentencePieceModel,
    SentencePieceVocab,
    SPieceTokenizerLoadType,
    SPieceTokenizerOutType,
    Vectors,
    Vocab,
    to_bytes,
    to_str,
)

_public.adopt(__name__, "mindspore.dataset.text")
__getattr__ = absent_names("mindspore.dataset.text", __name__)
