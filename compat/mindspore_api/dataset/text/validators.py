"""Checks of the arguments of `mindspore.dataset.text`, in MindSpore's order."""

from __future__ import annotations

from ...common import dtype as mstype
from ..core.validator_helpers import (
    check_pos_int32,
    check_positive,
    check_uint32,
    type_check,
)
from .enumerations import NormalizeForm, SPieceTokenizerOutType
from .sentences import SentencePieceVocab
from .vectors import check_from_file_vectors, check_to_vectors  # noqa: F401
from .vocabulary import Vocab, Words


def _flag(name, value):
    if not isinstance(value, bool):
        raise TypeError(f"Wrong input type for {name}, should be boolean.")


def _word(name, value):
    if not isinstance(value, str):
        raise TypeError(f"Wrong input type for {name}, should be string.")


def check_vocab_argument(vocab, missing="vocab is not provided."):
    """A vocabulary of an operation."""
    if vocab is None:
        raise ValueError(missing)
    if not isinstance(vocab, Vocab):
        raise TypeError("Wrong input type for vocab, should be text.Vocab object.")


def check_add_token(token, begin):
    """Of AddToken."""
    type_check(token, (str,), "token")
    type_check(begin, (bool,), "begin")


def check_lookup(vocab, unknown_token, data_type):
    """Of Lookup."""
    if unknown_token is not None:
        type_check(unknown_token, (str,), "unknown_token")
    type_check(vocab, (Vocab,), "vocab is not an instance of text.Vocab.")
    type_check(vocab.c_vocab, (Words,), "vocab.c_vocab is not an instance of cde.Vocab.")
    type_check(data_type, (mstype.Type,), "data_type")


def check_jieba_init(hmm_path, mp_path, mode, with_offsets):
    """Of JiebaTokenizer."""
    if hmm_path is None:
        raise ValueError("The dict of HMMSegment in cppjieba is not provided.")
    _word("hmm_path", hmm_path)
    if mp_path is None:
        raise ValueError("The dict of MPSegment in cppjieba is not provided.")
    _word("mp_path", mp_path)
    _flag("with_offsets", with_offsets)


def check_jieba_add_word(word, freq):
    """Of JiebaTokenizer.add_word."""
    if word is None:
        raise ValueError("word is not provided.")
    if freq is not None:
        check_uint32(freq)


def check_with_offsets(with_offsets):
    """Of UnicodeCharTokenizer and WhitespaceTokenizer."""
    _flag("with_offsets", with_offsets)


def check_unicode_script_tokenizer(keep_whitespace, with_offsets):
    """Of UnicodeScriptTokenizer."""
    _flag("keep_whitespace", keep_whitespace)
    _flag("with_offsets", with_offsets)


def check_wordpiece_tokenizer(vocab, suffix_indicator, max_bytes, unknown_token, with_offsets):
    """Of WordpieceTokenizer."""
    check_vocab_argument(vocab)
    _word("suffix_indicator", suffix_indicator)
    _word("unknown_token", unknown_token)
    _flag("with_offsets", with_offsets)
    check_uint32(max_bytes)


def check_regex_replace(pattern, replace, replace_all):
    """Of RegexReplace."""
    type_check(pattern, (str,), "pattern")
    type_check(replace, (str,), "replace")
    type_check(replace_all, (bool,), "replace_all")


def check_regex_tokenizer(delim_pattern, keep_delim_pattern, with_offsets):
    """Of RegexTokenizer."""
    if delim_pattern is None:
        raise ValueError("delim_pattern is not provided.")
    _word("delim_pattern", delim_pattern)
    _word("keep_delim_pattern", keep_delim_pattern)
    _flag("with_offsets", with_offsets)


def check_normal_form(form):
    """A NormalizeForm."""
    if not isinstance(form, NormalizeForm):
        raise TypeError(
            "Wrong input type for normalization_form, should be enum of 'NormalizeForm'."
        )


def check_basic_tokenizer(lower_case, keep_whitespace, form, preserve_unused, with_offsets):
    """Of BasicTokenizer."""
    _flag("lower_case", lower_case)
    _flag("keep_whitespace", keep_whitespace)
    _flag("preserve_unused_token", preserve_unused)
    _flag("with_offsets", with_offsets)
    check_normal_form(form)


def check_bert_tokenizer(
    vocab, suffix_indicator, max_bytes, unknown_token, lower_case, keep_whitespace, form,
    preserve_unused, with_offsets,
):  # fmt: skip
    """Of BertTokenizer."""
    check_vocab_argument(vocab, "vacab is not provided.")
    _word("suffix_indicator", suffix_indicator)
    if not isinstance(max_bytes, int):
        raise TypeError("Wrong input type for max_bytes_per_token, should be int.")
    check_uint32(max_bytes)
    _word("unknown_token", unknown_token)
    check_basic_tokenizer(lower_case, keep_whitespace, form, preserve_unused, with_offsets)


def check_sliding_window(width, axis):
    """Of SlidingWindow."""
    check_pos_int32(width, "width")
    type_check(axis, (int,), "axis")


def check_ngram(n, left_pad, right_pad, separator):
    """Of Ngram."""
    sizes = [n] if isinstance(n, int) else n
    if not (isinstance(sizes, list) and sizes):
        raise ValueError("n needs to be a non-empty list of positive integers.")
    for i, gram in enumerate(sizes):
        type_check(gram, (int,), f"gram[{i}]")
        check_positive(gram, f"gram_{i}")
    for name, pad in (("left_pad", left_pad), ("right_pad", right_pad)):
        pair = isinstance(pad, tuple) and len(pad) == 2
        if not (pair and isinstance(pad[0], str) and isinstance(pad[1], int)):
            raise ValueError(
                f"{name} needs to be a tuple of (str, int) str is pad token and int is pad_width."
            )
    if not (left_pad[1] >= 0 and right_pad[1] >= 0):
        raise ValueError("padding width need to be positive numbers.")
    type_check(separator, (str,), "separator")


def check_truncate(max_seq_len):
    """Of Truncate."""
    check_pos_int32(max_seq_len, "max_seq_len")


def check_to_number(data_type):
    """Of ToNumber."""
    type_check(data_type, (mstype.Type,), "data_type")
    if data_type not in mstype.number_type:
        raise TypeError(f"data_type: {data_type} is not numeric data type.")


def check_python_tokenizer(tokenizer):
    """Of PythonTokenizer."""
    if not callable(tokenizer):
        raise TypeError("tokenizer is not a callable Python function.")


def check_sentence_piece_tokenizer(mode, out_type):
    """Of SentencePieceTokenizer."""
    type_check(
        mode,
        (str, SentencePieceVocab),
        "mode is not an instance of str or text.SentencePieceVocab.",
    )
    type_check(
        out_type, (SPieceTokenizerOutType,), "out_type is not an instance of SPieceTokenizerOutType"
    )
