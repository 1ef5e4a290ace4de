"""Vectors of words from text files: general ones, GloVe, fastText, n-grams of characters."""

from __future__ import annotations

import os
import re

import numpy as np

from ... import log as logger
from ..core.validator_helpers import check_filename, check_non_negative_int32, type_check
from ..transforms.failure import OperationError, fail

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?(?:inf|nan)", re.IGNORECASE)
_GRAMS = (2, 3, 4)


def check_from_file_vectors(file_path, max_vectors):
    """Of the vectors' from_file."""
    type_check(file_path, (str,), "file_path")
    check_filename(file_path)
    if max_vectors is not None:
        type_check(max_vectors, (int,), "max_vectors")
        check_non_negative_int32(max_vectors, "max_vectors")


class WordVectors:
    """Base of the tables of vectors.

    Args:
        table (dict): word -> vector.
        dim (int): size of the vectors.
    """

    def __init__(self, table=None, dim=0):
        self._table, self._dim = table or {}, dim

    @classmethod
    def from_file(cls, file_path, max_vectors=None):
        """The vectors in a file.

        Args:
            file_path (str): Path of the file.
            max_vectors (int): Lines to read. Default: None, all.

        Returns:
            An object of this class.

        Raises:
            TypeError: If an argument has a wrong type.
            RuntimeError: If the file is missing, empty or damaged.
        """
        check_from_file_vectors(file_path, max_vectors)
        try:
            cls._check_name(file_path)
            return cls(*_read(file_path, max_vectors or 0))
        except OperationError as error:
            raise RuntimeError(str(error)) from error

    @classmethod
    def _check_name(cls, path):
        """Refuse files with a wrong name."""

    def dim(self):
        """Size of the vectors."""
        return self._dim

    def lookup(self, token, unk_init, lower):
        """The vector of a word; for an unknown one `unk_init` or zeros."""
        return self._table.get(token.lower() if lower else token, self._unknown(unk_init))

    def _unknown(self, unk_init):
        if len(unk_init) == self._dim:
            return np.array(unk_init, np.float32)
        if len(unk_init):
            logger.warning(
                f"{type(self).__name__}: size of unk_init is not the same as vectors, will "
                "initialize with zero vectors."
            )
        return np.zeros(self._dim, np.float32)


def _read(path, most):
    """(word -> vector, size) of the lines of a file; lines in front with two words are none."""
    if not os.path.isfile(path):
        fail(f"Vectors: get real path failed, path: {path}")
    table, dim, count = {}, -1, 0
    with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
        for number, line in enumerate(file, 1):
            line = line.removesuffix("\n")
            if dim == -1:
                fields = line.split(" ")
                fields = fields[:-1] if fields[-1] == "" else fields
                if len(fields) == 2:
                    continue
                dim = len(fields) - 1
            token, _, rest = line.partition(" ")
            vector = np.array([_number(word) for word in rest.split()], np.float32)
            if vector.size <= 1:
                fail(f"Vectors: token with 1-dimensional vector. Line {number} of {path}.")
            if vector.size != dim:
                fail(
                    "Vectors: all vectors must have the same number of dimensions, but got dim "
                    f"{vector.size} while expecting {dim}. Line {number} of {path}."
                )
            table.setdefault(token, vector)
            count += 1
            if count == most:
                break
    if not count:
        fail("Vectors: invalid file, file is empty.")
    return table, dim


def _number(word):
    match = _NUMBER.match(word)
    return float(match[0]) if match else 0.0


class Vectors(WordVectors):
    """Vectors of words from a text file: in each line a word and its numbers.

    Examples:
        >>> import mindspore.dataset.text as text
        >>> vectors = text.Vectors.from_file("vectors.txt", max_vectors=None)  # doctest: +SKIP
    """


class GloVe(WordVectors):
    """Vectors of words from a file of GloVe, glove.6B.*.txt.

    Examples:
        >>> import mindspore.dataset.text as text
        >>> vectors = text.GloVe.from_file("glove.6B.50d.txt")  # doctest: +SKIP
    """

    @classmethod
    def _check_name(cls, path):
        if not os.path.isfile(path):
            fail("GloVe: invalid file, failed to open GloVe file.")
        if not re.fullmatch(r"glove\.6B\.[^.]*\.txt|glove\.6B\.txt", os.path.basename(path)):
            fail(f"GloVe: invalid file, can not find file 'glove.6B.*.txt', but got: {path}")


class FastText(WordVectors):
    """Vectors of words from a file of fastText, *.vec.

    Examples:
        >>> import mindspore.dataset.text as text
        >>> vectors = text.FastText.from_file("wiki.simple.vec")  # doctest: +SKIP
    """

    @classmethod
    def _check_name(cls, path):
        if not os.path.isfile(path):
            fail("FastText: invalid file, failed to open FastText file.")
        if not path.endswith(".vec"):
            fail(f"FastText: invalid file, can not find file '*.vec', but got: {path}")


class CharNGram(WordVectors):
    """Vectors of n-grams of characters; that of a word is the mean over its n-grams.

    Examples:
        >>> import mindspore.dataset.text as text
        >>> vectors = text.CharNGram.from_file("char_n_gram.txt")  # doctest: +SKIP
    """

    def lookup(self, token, unk_init, lower):
        """The mean of the vectors of a word's n-grams of 2, 3 and 4 bytes."""
        unknown = self._unknown(unk_init)
        token = token.lower() if lower else token
        data = token.encode("utf-8", "surrogateescape").decode("latin-1")
        signs = ["#BEGIN#", *data, "#END#"]
        total, count = np.zeros(self._dim, np.float32), 0
        for size in _GRAMS:
            for i in range(len(signs) - size + 1):
                gram = f"{size}gram-{''.join(signs[i : i + size])}"
                found = self._table.get(gram.encode("latin-1").decode("utf-8", "surrogateescape"))
                if found is not None and not np.array_equal(found, unknown):
                    total, count = total + found, count + 1
        return total / np.float32(count) if count else unknown


def check_to_vectors(vectors, unk_init, lower_case_backup):
    """Of ToVectors."""
    type_check(vectors, (WordVectors,), "vectors")
    if unk_init is not None:
        type_check(unk_init, (list, tuple), "unk_init")
        for i, value in enumerate(unk_init):
            type_check(value, (int, float), f"unk_init[{i}]")
    type_check(lower_case_backup, (bool,), "lower_case_backup")
