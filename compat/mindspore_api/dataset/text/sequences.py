"""Sequences of words: longer, shorter, in windows."""

from __future__ import annotations

import numpy as np

from ..core.validated import validated
from ..transforms.failure import SYNTAX, fail
from . import validators as check
from .base import TextTensorOperation
from .kernels import tokens


class AddToken(TextTensorOperation):
    """A token more in front of a sequence or behind it.

    Args:
        token (str): The token.
        begin (bool): In front, else behind. Default: True.

    Examples:
        >>> import numpy as np
        >>> import mindspore.dataset.text as text
        >>> [str(word) for word in text.AddToken("<s>")(np.array(["a", "b"]))]
        ['<s>', 'a', 'b']
    """

    @validated(check.check_add_token)
    def __init__(self, token, begin=True):
        super().__init__()
        self.token, self.begin = token, begin

    def parse(self):
        """Refuse an empty token."""
        if not self.token:
            fail("AddToken: Parameter token is not provided.", SYNTAX)
        return self

    def compute(self, column):
        """The operation on an array."""
        if column.ndim not in (1, 2):
            fail("AddToken: input tensor rank should be 1 or 2.")
        if column.dtype.kind != "U":
            fail("AddToken: input tensor type should be string.")
        token = np.full((*column.shape[:-1], 1), self.token)
        return np.concatenate([token, column] if self.begin else [column, token], axis=-1)


class Ngram(TextTensorOperation):
    """All n-grams of a sequence of words.

    Args:
        n (list): Sizes.
        left_pad (tuple): Word to put in front, and how often at most. Default: ("", 0).
        right_pad (tuple): Word to put behind, and how often at most. Default: ("", 0).
        separator (str): Between the words of an n-gram. Default: " ".

    Examples:
        >>> import numpy as np
        >>> import mindspore.dataset.text as text
        >>> [str(gram) for gram in text.Ngram(2)(np.array(["a", "b", "c"]))]
        ['a b', 'b c']
    """

    @validated(check.check_ngram)
    def __init__(self, n, left_pad=("", 0), right_pad=("", 0), separator=" "):
        super().__init__()
        self.ngrams = [n] if isinstance(n, int) else n
        self.left_pad, self.right_pad, self.separator = left_pad, right_pad, separator

    def compute(self, column):
        """The operation on an array."""
        if column.ndim != 1 or column.dtype.kind != "U":
            fail("Ngram: input is not a 1D data with string datatype.")
        words = column.tolist()
        return np.array(
            tokens.ngrams(words, self.ngrams, self.left_pad, self.right_pad, self.separator)
        )


class SlidingWindow(TextTensorOperation):
    """All windows of a width.

    Args:
        width (int): The width.
        axis (int): 0 or -1. Default: 0.

    Examples:
        >>> import numpy as np
        >>> import mindspore.dataset.text as text
        >>> text.SlidingWindow(2)(np.array([1, 2, 3])).tolist()
        [[1, 2], [2, 3]]
    """

    @validated(check.check_sliding_window)
    def __init__(self, width, axis=0):
        super().__init__()
        self.width, self.axis = width, axis

    def compute(self, column):
        """The operation on an array."""
        if column.ndim != 1:
            fail(
                "SlidingWindow: SlidingWindow supports 1D input only for now, but got "
                f"{column.ndim}D."
            )
        if self.axis not in (0, -1):
            fail(
                "SlidingWindow: The parameter axis supports 0 or -1 only for now, but got "
                f"{self.axis}."
            )
        if len(column) < self.width:
            return column[:0]
        return np.lib.stride_tricks.sliding_window_view(column, self.width).copy()


class Truncate(TextTensorOperation):
    """The first elements of the last axis.

    Args:
        max_seq_len (int): How many.

    Examples:
        >>> import numpy as np
        >>> import mindspore.dataset.text as text
        >>> text.Truncate(2)(np.array([1, 2, 3])).tolist()
        [1, 2]
    """

    @validated(check.check_truncate)
    def __init__(self, max_seq_len):
        super().__init__()
        self.max_seq_len = max_seq_len

    def compute(self, column):
        """The operation on an array."""
        if column.ndim not in (1, 2):
            fail("Truncate: the input tensor should be of dimension 1 or 2.")
        return column[..., : self.max_seq_len].copy()


class TruncateSequencePair(TextTensorOperation):
    """Two sequences cut from behind, the longer one first, to a length together.

    Args:
        max_length (int): The length.

    Examples:
        >>> import numpy as np
        >>> import mindspore.dataset.text as text
        >>> a, b = text.TruncateSequencePair(3)(np.array([1, 2, 3]), np.array([4]))
        >>> a.tolist(), b.tolist()
        ([1, 2], [4])
    """

    one_to_one = False

    @validated(lambda max_length: None)
    def __init__(self, max_length):
        super().__init__()
        self.max_length = max_length

    def parse(self):
        """Refuse a negative length."""
        if self.max_length < 0:
            fail(
                "TruncateSequencePair : The parameter max_length must be greater than or equal to "
                f"0: {self.max_length}",
                SYNTAX,
            )
        return self

    def compute(self, *columns):
        """The operation on arrays."""
        if len(columns) != 2:
            fail(f"TruncateSequencePair: Expected two inputs, but got {len(columns)} inputs.")
        first, second = columns
        if first.ndim != 1 or second.ndim != 1:
            fail("TruncateSequencePair: both data column should be of rank 1.")
        a, b = len(first), len(second)
        surplus = a + b - self.max_length
        for _ in range(max(surplus, 0)):
            if a > b:
                a -= 1
            else:
                b -= 1
        return first[:a].copy(), second[:b].copy()
