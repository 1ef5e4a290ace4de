"""Checks of the arguments of vocabularies."""

from __future__ import annotations

import numpy as np

from ..core.validator_helpers import (
    INT32_MAX,
    check_positive,
    check_uint32,
    check_value,
    type_check,
    type_check_list,
)
from .enumerations import SentencePieceModel


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


def check_sentence_pieces(names, name, vocab_size, coverage, model_type, params, needed=False):
    """Of the two ways to train a SentencePieceVocab."""
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
