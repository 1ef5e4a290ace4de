"""IMDB: 50,000 reviews of films, positive (0) or negative (1)."""

from __future__ import annotations

import collections
import re
import string

from . import common
from ._files import members

__all__ = ["build_dict", "train", "test"]

URL = "https://dataset.bj.bcebos.com/imdb%2FaclImdb_v1.tar.gz"
MD5 = "7c2ac02c03563afcf9b574c7e56c153a"


def tokenize(pattern):
    """The words, as bytes, of every file whose name matches the compiled pattern."""
    path = common.download(URL, "imdb", MD5)
    for _, file in members(path, lambda name: bool(pattern.match(name))):
        words = file.read().rstrip(b"\n\r")
        yield words.translate(None, string.punctuation.encode("ascii")).lower().split()


def build_dict(pattern, cutoff):
    """Word -> number, for words found more than `cutoff` times; the most frequent is 0."""
    counts = collections.Counter(word for words in tokenize(pattern) for word in words)
    kept = sorted((-n, word) for word, n in counts.items() if n > cutoff)
    found = {word: i for i, (_, word) in enumerate(kept)}
    found["<unk>"] = len(found)
    return found


def reader_creator(pos_pattern, neg_pattern, word_idx):
    """A reader of (numbers of the words, label)."""
    unknown = word_idx["<unk>"]
    samples = [
        ([word_idx.get(word, unknown) for word in words], label)
        for label, pattern in enumerate((pos_pattern, neg_pattern))
        for words in tokenize(pattern)
    ]

    def reader():
        yield from samples

    return reader


def _reader_of(part, word_idx):
    patterns = (re.compile(rf"aclImdb/{part}/{kind}/.*\.txt$") for kind in ("pos", "neg"))
    return reader_creator(*patterns, word_idx)


def train(word_idx):
    """A reader of the training reviews."""
    return _reader_of("train", word_idx)


def test(word_idx):
    """A reader of the test reviews."""
    return _reader_of("test", word_idx)


def word_dict():
    """The dictionary of all reviews, words found more than 150 times."""
    return build_dict(re.compile(r"aclImdb/((train)|(test))/((pos)|(neg))/.*\.txt$"), 150)


def fetch():
    """Fetch the file."""
    common.download(URL, "imdb", MD5)
