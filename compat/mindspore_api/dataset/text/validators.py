"""Checks of the arguments of `mindspore.dataset.text`, in MindSpore's order."""

from __future__ import annotations

import numpy as np

from ...common import dtype as mstype
from ..core.validator_helpers import (
    INT32_MAX,
    check_filename,
    check_non_negative_int32,
    check_pos_int32,
    check_positive,
    check_uint32,
    check_value,
    type_check,
    type_check_list,
)


def _flag(name, value):
    if not isinstance(value, bool):
        raise TypeError(f"Wrong input type for {name}, should be boolean.")


def _word(name, value):
    if not isinstance(value, str):
        raise TypeError(f"Wrong input type for {name}, should be string.")


def check_vocab_argument(vocab, missing="vocab is not provided."):
    """A vocabulary of an operation."""
    from .vocabulary import Vocab

    if vocab is None:
        raise ValueError(missing)
    if not isinstance(vocab, Vocab):
        raise TypeError("Wrong input type for vocab, should be text.Vocab object.")


def check_add_token(token, begin):
    """Of AddToken."""
    type_check(token, (str,), "token")
    type_check(begin, (bool,), "begin")


def check_words(words, arg_name):
    """A list of different words; returns their set."""
    type_check(words, (list,), arg_name)
    found = set()
    for word in words:
        type_check(word, (str,), arg_name)
        if word in found:
            raise ValueError(f"{arg_name} contains duplicate word: {word}.")
        found.add(word)
    return found


def check_lookup(vocab, unknown_token, data_type):
    """Of Lookup."""
    from .vocabulary import Vocab, Words

    if unknown_token is not None:
        type_check(unknown_token, (str,), "unknown_token")
    type_check(vocab, (Vocab,), "vocab is not an instance of text.Vocab.")
    type_check(vocab.c_vocab, (Words,), "vocab.c_vocab is not an instance of cde.Vocab.")
    type_check(data_type, (mstype.Type,), "data_type")


def check_from_file(file_path, delimiter, vocab_size, special_tokens, special_first):
    """Of Vocab.from_file."""
    if special_tokens is not None:
        check_words(special_tokens, "special_tokens")
    type_check_list([file_path, delimiter], (str,), ["file_path", "delimiter"])
    if vocab_size is not None:
        check_positive(vocab_size, "vocab_size")
    type_check(special_first, (bool,), special_first)


def check_tokens_to_ids(tokens):
    """Of Vocab.tokens_to_ids."""
    type_check(tokens, (str, list, np.ndarray), "tokens")
    if isinstance(tokens, list):
        type_check_list(tokens, (str, np.str_), [f"tokens[{i}]" for i in range(len(tokens))])


def check_ids_to_tokens(ids):
    """Of Vocab.ids_to_tokens."""
    type_check(ids, (int, list, np.ndarray), "ids")
    if isinstance(ids, int):
        check_value(ids, (0, INT32_MAX), "ids")
    if isinstance(ids, list):
        for i, number in enumerate(ids):
            type_check(number, (int, np.int_), f"ids[{i}]")
            check_value(number, (0, INT32_MAX), f"ids[{i}]")


def check_from_list(word_list, special_tokens, special_first):
    """Of Vocab.from_list."""
    words = check_words(word_list, "word_list")
    if special_tokens is not None:
        common = words & check_words(special_tokens, "special_tokens")
        if common:
            raise ValueError(f"special_tokens and word_list contain duplicate word :{common}.")
    type_check(special_first, (bool,), "special_first")


def check_from_dict(word_dict):
    """Of Vocab.from_dict."""
    type_check(word_dict, (dict,), "word_dict")
    for word, number in word_dict.items():
        type_check(word, (str,), "word")
        type_check(number, (int,), "word_id")
        check_value(number, (0, INT32_MAX), "word_id")


def check_from_dataset(dataset, columns, freq_range, top_k, special_tokens, special_first):
    """Of Vocab.from_dataset."""
    if columns is not None and not isinstance(columns, list):
        type_check_list([columns], (str,), "col")
    if freq_range is not None:
        _check_range(freq_range)
    type_check(top_k, (int, type(None)), "top_k")
    if isinstance(top_k, int):
        check_positive(top_k, "top_k")
    type_check(special_first, (bool,), "special_first")
    if special_tokens is not None:
        check_words(special_tokens, "special_tokens")


def _check_range(freq_range):
    type_check(freq_range, (tuple,), "freq_range")
    if len(freq_range) != 2:
        raise ValueError("freq_range needs to be a tuple of 2 element.")
    for number in freq_range:
        if number is not None and not isinstance(number, int):
            raise ValueError(
                "freq_range needs to be either None or a tuple of 2 integers or an int and a None."
            )
    low, high = freq_range
    if isinstance(low, int) and isinstance(high, int) and (low > high or low < 0):
        raise ValueError("frequency range [a,b] should be 0 <= a <= b (a,b are inclusive).")


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
    from .enumerations import NormalizeForm

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


def check_sentence_pieces(names, name, vocab_size, coverage, model_type, params, needed=False):
    """Of the two ways to train a SentencePieceVocab."""
    from .enumerations import SentencePieceModel

    if names is not None:
        if needed:
            type_check_list(names, (str,), name)
        else:
            type_check(names, (list,), name)
    if vocab_size is not None:
        check_uint32(vocab_size, "vocab_size")
    elif needed:
        raise TypeError("vocab_size must be provided.")
    if coverage is not None:
        type_check(coverage, (float,), "character_coverage")
    if model_type is not None:
        type_check(model_type, (str, SentencePieceModel), "model_type")
    if params is not None:
        type_check(params, (dict,), "params")


def check_save_model(vocab, path, filename):
    """Of SentencePieceVocab.save_model."""
    from .sentences import SentencePieceVocab

    for value, kind, name in (
        (vocab, SentencePieceVocab, "vocab"), (path, str, "path"), (filename, str, "filename")
    ):  # fmt: skip
        if value is not None:
            type_check(value, (kind,), name)


def check_sentence_piece_tokenizer(mode, out_type):
    """Of SentencePieceTokenizer."""
    from .enumerations import SPieceTokenizerOutType
    from .sentences import SentencePieceVocab

    type_check(
        mode,
        (str, SentencePieceVocab),
        "mode is not an instance of str or text.SentencePieceVocab.",
    )
    type_check(
        out_type, (SPieceTokenizerOutType,), "out_type is not an instance of SPieceTokenizerOutType"
    )


def check_from_file_vectors(file_path, max_vectors):
    """Of the vectors' from_file."""
    type_check(file_path, (str,), "file_path")
    check_filename(file_path)
    if max_vectors is not None:
        type_check(max_vectors, (int,), "max_vectors")
        check_non_negative_int32(max_vectors, "max_vectors")


def check_to_vectors(vectors, unk_init, lower_case_backup):
    """Of ToVectors."""
    from .vectors import WordVectors

    type_check(vectors, (WordVectors,), "vectors")
    if unk_init is not None:
        type_check(unk_init, (list, tuple), "unk_init")
        for i, value in enumerate(unk_init):
            type_check(value, (int, float), f"unk_init[{i}]")
    type_check(lower_case_backup, (bool,), "lower_case_backup")
