"""Readers of well-known data sets, from the cache folder `~/.cache/paddle/dataset`."""

from __future__ import annotations

from compat._absent import absent_names

__all__ = [
    "mnist",
    "imikolov",
    "imdb",
    "cifar",
    "movielens",
    "conll05",
    "sentiment",
    "uci_housing",
    "wmt14",
    "wmt16",
    "mq2007",
    "flowers",
    "voc2012",
    "image",
]
# The modules are imported when they are asked for: a program reads one of them.
__getattr__ = absent_names("paddle.dataset", __name__)
