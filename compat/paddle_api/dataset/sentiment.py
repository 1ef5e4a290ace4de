"""Movie reviews of NLTK: 2,000 reviews, negative (0) or positive (1), read without NLTK."""

from __future__ import annotations

import collections
import itertools
import re
import zipfile

from . import common

__all__ = ["train", "test", "get_word_dict"]

URL = "https://corpora.bj.bcebos.com/movie_reviews%2Fmovie_reviews.zip"
MD5 = "155de2b77c6834dd8eea7cbe88e93acb"
NUM_TRAINING_INSTANCES = 1600
NUM_TOTAL_INSTANCES = 2000
_WORD = re.compile(r"\w+|[^\w\s]+")  # as NLTK takes the corpus apart
_reviews = {}


def download_data_if_not_yet():
    """Fetch the file unless it is there, and read it once."""
    path = common.download(URL, "corpora", md5sum=MD5, save_name="movie_reviews.zip")
    if path in _reviews:
        return
    with zipfile.ZipFile(path) as package:
        names = sorted(n for n in package.namelist() if re.search(r"/(neg|pos)/.*\.txt$", n))
        _reviews[path] = {
            "/".join(n.split("/")[-2:]): _WORD.findall(package.read(n).decode("latin1"))
            for n in names
        }


def _words():
    download_data_if_not_yet()
    return next(reversed(_reviews.values()))


def get_word_dict():
    """(word, number) of all words, the most frequent first."""
    counts = collections.Counter(itertools.chain.from_iterable(_words().values()))
    ordered = sorted(counts, key=counts.__getitem__, reverse=True)  # ties as they were found
    return [(word, i) for i, word in enumerate(ordered)]


def sort_files():
    """The names of the reviews, negative and positive in turn."""
    kinds = ([n for n in _words() if n.startswith(kind)] for kind in ("neg", "pos"))
    return list(itertools.chain.from_iterable(zip(*kinds, strict=False)))


def load_sentiment_data():
    """(numbers of the words, label) of all reviews."""
    words, numbers = _words(), dict(get_word_dict())
    return [
        ([numbers[w.lower()] for w in words[name]], 0 if "neg" in name else 1)
        for name in sort_files()
    ]


def reader_creator(data):
    """The samples, one after the other."""
    yield from data


def train():
    """The first 1,600 samples, as an iterator."""
    return reader_creator(load_sentiment_data()[:NUM_TRAINING_INSTANCES])


def test():
    """The last 400 samples, as an iterator."""
    return reader_creator(load_sentiment_data()[NUM_TRAINING_INSTANCES:])


def fetch():
    """Fetch the file."""
    common.download(URL, "corpora", md5sum=MD5, save_name="movie_reviews.zip")
