"""The Penn Treebank as prepared by Mikolov, for language models."""

from __future__ import annotations

import collections

from . import common
from ._files import member

__all__ = ["train", "test", "build_dict"]

URL = "https://dataset.bj.bcebos.com/imikolov%2Fsimple-examples.tgz"
MD5 = "30177ea32e27c525793142b6bf2c8e2d"
_TRAIN = "./simple-examples/data/ptb.train.txt"
_VALID = "./simple-examples/data/ptb.valid.txt"


class DataType:
    """Kinds of samples."""

    NGRAM = 1
    SEQ = 2


def word_count(f, word_freq=None):
    """How often each word, as bytes, is found in an open file; begin and end of a line count."""
    if word_freq is None:
        word_freq = collections.defaultdict(int)
    for line in f:
        for word in line.strip().split():
            word_freq[word] += 1
        word_freq["<s>"] += 1
        word_freq["<e>"] += 1
    return word_freq


def _order(pair):
    word, count = pair
    return -count, word.encode("ascii") if isinstance(word, str) else word


def build_dict(min_word_freq=50):
    """Word -> number, for words found more than `min_word_freq` times; the most frequent is 0."""
    path = common.download(URL, "imikolov", MD5)
    counts = None
    for name in (_TRAIN, _VALID):
        with member(path, name) as file:
            counts = word_count(file, counts)
    counts.pop("<unk>", None)
    kept = sorted(((w, n) for w, n in counts.items() if n > min_word_freq), key=_order)
    found = {word: i for i, (word, _) in enumerate(kept)}
    found["<unk>"] = len(found)
    return found


def reader_creator(filename, word_idx, n, data_type):
    """A reader of tuples of `n` neighbours, or of (sequence, sequence one word ahead)."""

    def numbers(words):
        return [word_idx.get(word, word_idx["<unk>"]) for word in words]

    def neighbours(line):
        assert n > -1, "Invalid gram length"
        words = ["<s>", *line.strip().split(), "<e>"]
        if len(words) >= n:
            found = numbers(words)
            for i in range(n, len(found) + 1):
                yield tuple(found[i - n : i])

    def sequences(line):
        found = numbers(line.strip().split())
        if n <= 0 or len(found) + 1 <= n:
            yield [word_idx["<s>"], *found], [*found, word_idx["<e>"]]

    def reader():
        kinds = {DataType.NGRAM: neighbours, DataType.SEQ: sequences}
        assert data_type in kinds, "Unknow data type"
        with member(common.download(URL, "imikolov", MD5), filename) as file:
            for line in file:
                yield from kinds[data_type](line)

    return reader


def train(word_idx, n, data_type=DataType.NGRAM):
    """A reader of the training text: `n` words at a time, or sequences of at most `n`."""
    return reader_creator(_TRAIN, word_idx, n, data_type)


def test(word_idx, n, data_type=DataType.NGRAM):
    """A reader of the validation text: `n` words at a time, or sequences of at most `n`."""
    return reader_creator(_VALID, word_idx, n, data_type)


def fetch():
    """Fetch the file."""
    common.download(URL, "imikolov", MD5)
