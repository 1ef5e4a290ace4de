"""Words to numbers and vectors."""

from __future__ import annotations

import numpy as np

from ...common import dtype as mstype
from ..core.datatypes import detype_name
from ..core.validated import validated
from ..transforms.failure import SYNTAX, fail
from . import validators as check
from .base import TextTensorOperation, texts
from .numbers import to_number


class Lookup(TextTensorOperation):
    """Words to their numbers.

    Args:
        vocab (Vocab): The vocabulary.
        unknown_token (str): Word whose number unknown words get. Default: None, they are refused.
        data_type (mindspore.dtype): Type of the numbers. Default: mindspore.int32.

    Examples:
        >>> import numpy as np
        >>> import mindspore.dataset.text as text
        >>> lookup = text.Lookup(text.Vocab.from_list(["deep", "learning"]))
        >>> lookup(np.array(["learning", "deep"])).tolist()
        [1, 0]
    """

    @validated(check.check_lookup)
    def __init__(self, vocab, unknown_token=None, data_type=mstype.int32):
        super().__init__()
        self.vocab, self.unknown_token, self.data_type = vocab, unknown_token, data_type

    def parse(self):
        """Refuse an unknown word for unknown words, and texts as numbers."""
        numbers = self.vocab.c_vocab.numbers
        if self.unknown_token is not None and self.unknown_token not in numbers:
            fail(f'Lookup: "{self.unknown_token}" doesn\'t exist in vocab.', SYNTAX)
        if detype_name(self.data_type) == "string":
            fail("Lookup : The parameter data_type must be numeric including bool.", SYNTAX)
        return self

    def compute(self, column):
        """The operation on an array."""
        words = texts(column, "Lookup: input is not string datatype.").ravel().tolist()
        made = self._numbers(words).reshape(column.shape)
        return made.astype(detype_name(self.data_type), copy=False)

    def compute_list(self, values):
        """The numbers of every array of words, or list of them."""
        if any(type(value) is not list for value in values):
            return super().compute_list(values)
        kind = detype_name(self.data_type)
        return [self._numbers(words).astype(kind, copy=False) for words in values]

    def _numbers(self, words):
        numbers = self.vocab.c_vocab.numbers
        unknown = numbers.get(self.unknown_token, -1)
        found = [numbers.get(word, unknown) for word in words]
        if -1 in found:
            fail(
                f'Lookup: invalid data, token: "{words[found.index(-1)]}" doesn\'t exist in vocab '
                "and no unknown token is specified."
            )
        return np.array(found, np.int32)


class ToNumber(TextTensorOperation):
    """Texts to numbers.

    Args:
        data_type (mindspore.dtype): Type of the numbers.

    Examples:
        >>> import numpy as np
        >>> import mindspore as ms
        >>> import mindspore.dataset.text as text
        >>> text.ToNumber(ms.int8)(np.array(["1", "-2"])).tolist()
        [1, -2]
    """

    @validated(check.check_to_number)
    def __init__(self, data_type):
        super().__init__()
        self.data_type = detype_name(data_type)

    def compute(self, column):
        """The operation on an array."""
        if column.dtype.kind != "U":
            fail("ToNumber: input should be string datatype.")
        words = column.ravel().tolist()
        return to_number(words, self.data_type).reshape(column.shape)


class ToVectors(TextTensorOperation):
    """Words to their vectors.

    Args:
        vectors (Vectors): The table.
        unk_init (sequence): Vector of unknown words. Default: None, zeros.
        lower_case_backup (bool): Look small letters up. Default: False.

    Examples:
        >>> import mindspore.dataset.text as text
        >>> to_vectors = text.ToVectors(text.Vectors.from_file("v.txt"))  # doctest: +SKIP
    """

    @validated(check.check_to_vectors)
    def __init__(self, vectors, unk_init=None, lower_case_backup=False):
        super().__init__()
        self.vectors, self.unk_init = vectors, [] if unk_init is None else unk_init
        self.lower_case_backup = lower_case_backup

    def compute(self, column):
        """The operation on an array."""
        if column.dtype.kind != "U":
            fail("ToVectors: input tensor type should be string.")
        dim = self.vectors.dim()
        if len(self.unk_init) not in (0, dim):
            fail(
                "ToVectors: unk_init must be the same length as vectors, but got unk_init: "
                f"{len(self.unk_init)} and vectors: {dim}"
            )
        words = column.ravel().tolist()
        found = [self.vectors.lookup(w, self.unk_init, self.lower_case_backup) for w in words]
        return np.stack(found) if len(found) > 1 else found[0].copy()
