"""Words and their numbers."""

from __future__ import annotations

import os
from collections import Counter

import numpy as np

from ..engine.errors import pipeline_error
from ..transforms.failure import SYNTAX
from . import vocabulary_checks as check

_LARGEST = 2**63 - 1


class Words:
    """The table behind a vocabulary.

    Args:
        numbers (dict): word -> number.
    """

    def __init__(self, numbers):
        self.numbers = numbers
        self.words = {number: word for word, number in numbers.items()}


def _joined(words, special, first):
    """word -> number, special ones in front or behind."""
    row = [*special, *words] if first else [*words, *special]
    return Words({word: number for number, word in enumerate(row)})


class Vocab:
    """Words and their numbers.

    Examples:
        >>> import mindspore.dataset.text as text
        >>> vocab = text.Vocab.from_list(["deep", "learning"], special_tokens=["<unk>"])
        >>> vocab.tokens_to_ids(["learning", "<unk>"])
        [2, 0]
    """

    def __init__(self):
        self.c_vocab = None

    @classmethod
    def from_dataset(
        cls, dataset, columns=None, freq_range=None, top_k=None, special_tokens=None,
        special_first=True,
    ):  # fmt: skip
        """The words of a dataset, the frequent ones first.

        Args:
            dataset (Dataset): Gives the words.
            columns (Union[str, list]): Columns of words. Default: None, all.
            freq_range (tuple): Least and largest number of occurrences. Default: None, any.
            top_k (int): Number of words to take. Default: None, all.
            special_tokens (list): Words to add. Default: None.
            special_first (bool): They come first, else last. Default: True.

        Returns:
            Vocab.
        """
        check.check_from_dataset(dataset, columns, freq_range, top_k, special_tokens, special_first)
        columns = [] if columns is None else columns if isinstance(columns, list) else [columns]
        low, high = freq_range or (None, None)
        low, high = low or 0, _LARGEST if high is None else high
        if not 0 <= low <= high:
            raise pipeline_error(
                "BuildVocabNode: frequency_range [a,b] violates 0 <= a <= b (a,b are inclusive), "
                f"but got [{low}, {high}]",
                SYNTAX,
            )
        counts = _counted(dataset, columns)
        kept = [word for word, count in counts.items() if low <= count <= high]
        special = special_tokens or []
        doubled = [word for word in special if word in kept]
        if doubled:
            raise pipeline_error(
                "Invalid special words, these special words are already in the vocab: "
                + "".join(f"{word}\t" for word in doubled)
                + "."
            )
        kept.sort(key=lambda word: (-counts[word], word.encode("utf-8", "surrogateescape")))
        vocab = cls()
        vocab.c_vocab = _joined(kept[:top_k], special, special_first)
        return vocab

    @classmethod
    def from_list(cls, word_list, special_tokens=None, special_first=True):
        """The words of a list.

        Args:
            word_list (list): The words.
            special_tokens (list): Words to add. Default: None.
            special_first (bool): They come first, else last. Default: True.

        Returns:
            Vocab.
        """
        check.check_from_list(word_list, special_tokens, special_first)
        vocab = Vocab()
        vocab.c_vocab = _joined(word_list, special_tokens or [], special_first)
        return vocab

    @classmethod
    def from_file(
        cls, file_path, delimiter="", vocab_size=None, special_tokens=None, special_first=True
    ):
        """The words of a file, one in each line.

        Args:
            file_path (str): Path of the file.
            delimiter (str): A word ends at any of these characters. Default: "".
            vocab_size (int): Number of words to read. Default: None, all.
            special_tokens (list): Words to add. Default: None.
            special_first (bool): They come first, else last. Default: True.

        Returns:
            Vocab.
        """
        check.check_from_file(file_path, delimiter, vocab_size, special_tokens, special_first)
        special, words = special_tokens or [], {}
        if not os.path.exists(file_path):
            raise pipeline_error(f"Get real path failed, path={file_path}")
        with open(file_path, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            for number, line in enumerate(file, 1):
                word = line.removesuffix("\n")
                places = [word.find(sign) for sign in delimiter if sign in word]
                word = word[: min(places)] if places else word
                if word in words or word in special:
                    which = (
                        "word_list contains"
                        if word in words
                        else ("special_tokens and word_list contain")
                    )
                    raise pipeline_error(
                        f"from_file: {which} duplicate word:{word}, line {number} of {file_path}"
                    )
                words[word] = None
                if len(words) == vocab_size:
                    break
        vocab = cls()
        vocab.c_vocab = _joined(words, special, special_first)
        return vocab

    @classmethod
    def from_dict(cls, word_dict):
        """Words with numbers of their own.

        Args:
            word_dict (dict): word -> number.

        Returns:
            Vocab.
        """
        check.check_from_dict(word_dict)
        vocab = cls()
        vocab.c_vocab = Words(dict(word_dict))
        return vocab

    def _words(self):
        if not isinstance(self.c_vocab, Words):
            raise RuntimeError(
                f"The Vocab has not built yet, got type {type(self.c_vocab)}. Use "
                "Vocab.from_dataset(), Vocab.from_list(), Vocab.from_file() or Vocab.from_dict() "
                "to build a Vocab."
            )
        return self.c_vocab

    def vocab(self):
        """All words.

        Returns:
            dict, word -> number.
        """
        return dict(self._words().numbers)

    def tokens_to_ids(self, tokens):
        """Numbers of words, -1 for unknown ones.

        Args:
            tokens (Union[str, list, numpy.ndarray]): One word or several.

        Returns:
            int or list of int.
        """
        numbers = self._words().numbers
        check.check_tokens_to_ids(tokens)
        if isinstance(tokens, np.ndarray):
            tokens = tokens.tolist()
        tokens = [tokens] if isinstance(tokens, str) else tokens
        found = [numbers.get(str(word), -1) for word in tokens]
        return found[0] if len(found) == 1 else found

    def ids_to_tokens(self, ids):
        """Words of numbers, "" for unknown ones.

        Args:
            ids (Union[int, list, numpy.ndarray]): One number or several.

        Returns:
            str or list of str.
        """
        words = self._words().words
        check.check_ids_to_tokens(ids)
        if isinstance(ids, np.ndarray):
            ids = ids.tolist()
        ids = [ids] if isinstance(ids, int) else ids
        found = [words.get(int(number), "") for number in ids]
        return found[0] if len(found) == 1 else found


def _counted(dataset, columns):
    """How often each word is in the columns of a dataset."""
    counts = Counter()
    names = dataset.get_col_names()
    for name in columns:
        if name not in names:
            raise pipeline_error(
                f"Invalid column name, column name: {name} does not exist, check existed column "
                "with dataset API 'get_col_names'"
            )
    for row in dataset.create_dict_iterator(num_epochs=1, output_numpy=True):
        for name in columns or names:
            if row[name].dtype.kind not in "US":
                raise pipeline_error(
                    "Invalid datatype, 'build_vocab' only supports string type of input, but got "
                    f"numeric type: {row[name].dtype}"
                )
            counts.update(row[name].ravel().tolist())
    if not counts:
        raise pipeline_error(
            "Invalid data, BuildVocab load data failed that no words found in vocab, check vocab."
        )
    return counts
