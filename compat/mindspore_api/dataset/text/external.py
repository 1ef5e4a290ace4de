"""Tokenizers of the program and of SentencePiece."""

from __future__ import annotations

import json
import os

import numpy as np

from ..core.validated import validated
from ..transforms.failure import SYNTAX, fail
from ..transforms.operation import Implementation
from . import validators as check
from .base import TextTensorOperation
from .enumerations import SPieceTokenizerOutType
from .sentencepieces import SentencePieces
from .sentences import SentencePieceVocab
from .strings import to_str


class PythonTokenizer:
    """A function of the program as tokenizer.

    Args:
        tokenizer (callable): text -> list of words.

    Examples:
        >>> import numpy as np
        >>> import mindspore.dataset.text as text
        >>> [str(word) for word in text.PythonTokenizer(str.split)(np.array("a b"))]
        ['a', 'b']
    """

    @validated(check.check_python_tokenizer)
    def __init__(self, tokenizer):
        self.pyfunc, self.random = tokenizer, False
        self.implementation = Implementation.PY

    def __call__(self, in_array):
        if not isinstance(in_array, np.ndarray):
            raise TypeError(f"input should be a NumPy array. Got {type(in_array)}.")
        if in_array.dtype.type is np.bytes_:
            in_array = to_str(in_array)
        function = np.vectorize(
            lambda text: np.array(self.pyfunc(text), dtype="U"), signature="()->(n)"
        )
        try:
            return function(in_array)
        except Exception as error:
            name = getattr(self.pyfunc, "__name__", type(self.pyfunc).__name__)
            raise RuntimeError(
                f"Error occurred in Pyfunc [{name}], error message: {error}"
            ) from error

    def to_json(self):
        """The operation as text."""
        return json.dumps(
            {"tensor_op_name": self.pyfunc.__name__, "python_module": type(self).__module__}
        )


class SentencePieceTokenizer(TextTensorOperation):
    """A text as pieces of sentences; it needs the package `sentencepiece`.

    Args:
        mode (Union[str, SentencePieceVocab]): The model, or the path of its file.
        out_type (SPieceTokenizerOutType): Pieces or their numbers.

    Examples:
        >>> import mindspore.dataset.text as text
        >>> tokenizer = text.SentencePieceTokenizer(
        ...     "m.model", text.SPieceTokenizerOutType.STRING
        ... )  # doctest: +SKIP
    """

    _model = None

    parallel = True  # the work is its library's

    @validated(check.check_sentence_piece_tokenizer)
    def __init__(self, mode, out_type):
        super().__init__()
        self.mode, self.out_type = mode, out_type

    def parse(self):
        """Load the model; refuse a file that is missing."""
        if self._model is None:
            self._model = self._loaded()
        return self

    def _loaded(self):
        if isinstance(self.mode, SentencePieceVocab):
            return self.mode.c_sentence_piece_vocab
        if not os.path.isfile(self.mode):
            fail(
                f"SentencePieceTokenizer : vocab file: [{self.mode}] is invalid or does not exist.",
                SYNTAX,
            )
        return SentencePieces.loaded(self.mode)

    def compute(self, column):
        """The operation on an array."""
        if column.ndim or column.dtype.kind != "U":
            fail(
                "SentencePieceTokenizer: the input shape should be scalar and the input datatype "
                "should be string."
            )
        self.parse()
        numbers = self.out_type == SPieceTokenizerOutType.INT
        text = str(column)
        try:
            found = self._model.encoded(text, numbers)
        except (OSError, RuntimeError) as error:
            fail(f"SentencePieceTokenizer: load vocab model failed. {error}")
        return np.array(found, np.int32) if numbers else np.array(found, np.str_)
