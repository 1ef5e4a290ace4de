"""Tokenizers: one text becomes words, with the places of the words if asked for."""

from __future__ import annotations

from ..core.validated import validated
from ..transforms.failure import fail
from . import validators as check
from .base import TextTensorOperation, Tokenizer, form_name, token_columns
from .enumerations import NormalizeForm
from .kernels import patterns, tokens, unicode


class UnicodeCharTokenizer(Tokenizer):
    """The characters of a text.

    Args:
        with_offsets (bool): Give places, too. Default: False.

    Examples:
        >>> import numpy as np
        >>> import mindspore.dataset.text as text
        >>> [str(word) for word in text.UnicodeCharTokenizer()(np.array("ab"))]
        ['a', 'b']
    """

    @validated(check.check_with_offsets)
    def __init__(self, with_offsets=False):
        super().__init__()
        self.with_offsets = with_offsets

    def spans(self, text):
        """Where the characters are."""
        return text, [(i, i + 1) for i in range(len(text))]


class WhitespaceTokenizer(Tokenizer):
    """The words between white space.

    Args:
        with_offsets (bool): Give places, too. Default: False.

    Examples:
        >>> import numpy as np
        >>> import mindspore.dataset.text as text
        >>> [str(word) for word in text.WhitespaceTokenizer()(np.array("a  bc"))]
        ['a', 'bc']
    """

    @validated(check.check_with_offsets)
    def __init__(self, with_offsets=False):
        super().__init__()
        self.with_offsets = with_offsets

    def spans(self, text):
        """Where the words are."""
        return text, unicode.words(text)

    def plain(self, text):
        """The words alone."""
        return unicode.split(text)


class UnicodeScriptTokenizer(Tokenizer):
    """The parts of a text in one script each.

    Args:
        keep_whitespace (bool): Give white space, too. Default: False.
        with_offsets (bool): Give places, too. Default: False.

    Examples:
        >>> import numpy as np
        >>> import mindspore.dataset.text as text
        >>> [str(word) for word in text.UnicodeScriptTokenizer()(np.array("ab中"))]
        ['ab', '中']
    """

    @validated(check.check_unicode_script_tokenizer)
    def __init__(self, keep_whitespace=False, with_offsets=False):
        super().__init__()
        self.keep_whitespace, self.with_offsets = keep_whitespace, with_offsets

    def spans(self, text):
        """Where the parts are."""
        return text, unicode.script_runs(text, self.keep_whitespace)


class RegexTokenizer(Tokenizer):
    """The words between matches of a pattern of ICU.

    Args:
        delim_pattern (str): What divides.
        keep_delim_pattern (str): What of it is a word as well. Default: "", nothing.
        with_offsets (bool): Give places, too. Default: False.

    Examples:
        >>> import numpy as np
        >>> import mindspore.dataset.text as text
        >>> [str(word) for word in text.RegexTokenizer(",|;", ";")(np.array("a,b;c"))]
        ['a', 'b', ';', 'c']
    """

    @validated(check.check_regex_tokenizer)
    def __init__(self, delim_pattern, keep_delim_pattern="", with_offsets=False):
        super().__init__()
        self.delim_pattern, self.keep_delim_pattern = delim_pattern, keep_delim_pattern
        self.with_offsets = with_offsets

    def spans(self, text):
        """Where the words are."""
        try:
            return text, patterns.pieces(text, self.delim_pattern, self.keep_delim_pattern)
        except patterns.PatternFault as error:
            fail(
                "RegexTokenizer: create ICU RegexMatcher failed, you may input one error pattern. "
                f"{error}"
            )


class BasicTokenizer(Tokenizer):
    """Words, signs and ideographs, as BERT takes them.

    Args:
        lower_case (bool): Without case and accents. Default: False.
        keep_whitespace (bool): Give white space, too. Default: False.
        normalization_form (NormalizeForm): Normal form, unless `lower_case`. Default: NONE.
        preserve_unused_token (bool): Leave [CLS], [SEP], [UNK], [PAD] and [MASK] whole.
            Default: True.
        with_offsets (bool): Give places, too. Default: False.

    Examples:
        >>> import numpy as np
        >>> import mindspore.dataset.text as text
        >>> [str(word) for word in text.BasicTokenizer()(np.array("It's 中文"))]
        ['It', "'", 's', '中', '文']
    """

    @validated(check.check_basic_tokenizer)
    def __init__(
        self, lower_case=False, keep_whitespace=False, normalization_form=NormalizeForm.NONE,
        preserve_unused_token=True, with_offsets=False,
    ):  # fmt: skip
        super().__init__()
        self.lower_case, self.keep_whitespace = lower_case, keep_whitespace
        self.normalization_form, self.with_offsets = normalization_form, with_offsets
        self.preserve_unused_token = preserve_unused_token

    def spans(self, text):
        """The text made plain, and where the words are."""
        return tokens.basic(
            text, self.lower_case, self.keep_whitespace, form_name(self.normalization_form),
            self.preserve_unused_token,
        )  # fmt: skip

    def _refuse(self, name, column):
        if column.ndim:
            fail(
                "BasicTokenizer: the input should be a scalar, but got a tensor with rank: "
                f"{column.ndim}"
            )
        fail("BasicTokenizer: the input should be of type string.")


class WordpieceTokenizer(TextTensorOperation):
    """Words as known pieces, the longest first.

    Args:
        vocab (Vocab): The pieces.
        suffix_indicator (str): In front of pieces within a word. Default: "##".
        max_bytes_per_token (int): Longer words are unknown. Default: 100.
        unknown_token (str): What unknown words become; "" leaves them. Default: "[UNK]".
        with_offsets (bool): Give places, too. Default: False.

    Examples:
        >>> import numpy as np
        >>> import mindspore.dataset.text as text
        >>> vocab = text.Vocab.from_list(["book", "##s"])
        >>> [str(word) for word in text.WordpieceTokenizer(vocab)(np.array(["books"]))]
        ['book', '##s']
    """

    one_to_one = False

    @validated(check.check_wordpiece_tokenizer)
    def __init__(
        self, vocab, suffix_indicator="##", max_bytes_per_token=100, unknown_token="[UNK]",
        with_offsets=False,
    ):  # fmt: skip
        super().__init__()
        self.vocab, self.suffix_indicator = vocab, suffix_indicator
        self.max_bytes_per_token, self.unknown_token = max_bytes_per_token, unknown_token
        self.with_offsets = with_offsets

    def compute(self, *columns):
        """The operation on words, and their first and last places where there are such columns."""
        words = columns[0]
        if words.ndim > 1 or words.dtype.kind != "U":
            fail(
                "WordpieceTokenizer: The input shape should be 1D scalar the input datatype should "
                "be string."
            )
        places = columns[1] if self.with_offsets and len(columns) == 3 else None
        found = []
        for i, word in enumerate(words.ravel().tolist()):
            begin = 0 if places is None else int(places[i])
            found += [(piece, begin + a, begin + b) for piece, a, b in self.pieces(word)]
        return token_columns(found, self.with_offsets)

    def pieces(self, word):
        """[(piece, begin, end)] of a word."""
        return tokens.pieces_of_word(
            word, self.vocab.c_vocab.numbers, self.suffix_indicator, self.max_bytes_per_token,
            self.unknown_token,
        )  # fmt: skip


class BertTokenizer(Tokenizer):
    """BasicTokenizer, then WordpieceTokenizer.

    Args:
        vocab (Vocab): The pieces.
        suffix_indicator (str): In front of pieces within a word. Default: "##".
        max_bytes_per_token (int): Longer words are unknown. Default: 100.
        unknown_token (str): What unknown words become; "" leaves them. Default: "[UNK]".
        lower_case (bool): Without case and accents. Default: False.
        keep_whitespace (bool): Give white space, too. Default: False.
        normalization_form (NormalizeForm): Normal form, unless `lower_case`. Default: NONE.
        preserve_unused_token (bool): Leave [CLS], [SEP], [UNK], [PAD] and [MASK] whole.
            Default: True.
        with_offsets (bool): Give places, too. Default: False.

    Examples:
        >>> import numpy as np
        >>> import mindspore.dataset.text as text
        >>> vocab = text.Vocab.from_list(["book", "##s", "!"])
        >>> [str(word) for word in text.BertTokenizer(vocab)(np.array("books!"))]
        ['book', '##s', '!']
    """

    @validated(check.check_bert_tokenizer)
    def __init__(
        self, vocab, suffix_indicator="##", max_bytes_per_token=100, unknown_token="[UNK]",
        lower_case=False, keep_whitespace=False, normalization_form=NormalizeForm.NONE,
        preserve_unused_token=True, with_offsets=False,
    ):  # fmt: skip
        super().__init__()
        self.vocab, self.suffix_indicator = vocab, suffix_indicator
        self.max_bytes_per_token, self.unknown_token = max_bytes_per_token, unknown_token
        self.lower_case, self.keep_whitespace = lower_case, keep_whitespace
        self.normalization_form, self.with_offsets = normalization_form, with_offsets
        self.preserve_unused_token = preserve_unused_token

    spans = BasicTokenizer.spans
    _refuse = BasicTokenizer._refuse
    pieces = WordpieceTokenizer.pieces

    def words(self, text):
        """[(piece, begin, end)], places in bytes."""
        basic = super().words(text) or [("", 0, 0)]
        return [
            (piece, begin + a, begin + b)
            for word, begin, _ in basic
            for piece, a, b in self.pieces(word)
        ]
