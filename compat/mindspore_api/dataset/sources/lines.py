"""Texts line by line, or one in a file."""

from __future__ import annotations

import os

import numpy as np

from ..engine.errors import pipeline_error
from ..engine.source import MappableDataset, Shuffle, SourceDataset
from .arguments import (
    TRAIN_TEST,
    check_dir,
    check_files,
    check_options,
    check_source,
    check_types,
    check_valid_str,
    documented,
    replace_none,
)
from .rows import Rows, checked_count, label_of, lines_in, names_in, string
from .streams import Stream, count_lines, existing, strings, text_lines

FOUR = ["train", "valid", "test", "all"]


def parts(dataset, names):
    """Paths of the parts that `usage` asks for, all of them there and sorted."""
    wanted = names if dataset.usage == "all" else [dataset.usage]
    return existing([os.path.join(dataset.dataset_dir, names[part]) for part in wanted])


def _lines(dataset, files, empty=False):
    return Stream(
        dataset, ["text"], files, lambda path: count_lines(path, empty),
        lambda path: (strings(line) for line in text_lines(path, empty)),
    )  # fmt: skip


@documented
class TextFileDataset(SourceDataset):
    """Lines of text files: column `text` (str). Empty lines are left out."""

    def __init__(
        self, dataset_files, num_samples=None, num_parallel_workers=None, shuffle=Shuffle.GLOBAL,
        num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_files(locals())
        check_source(locals(), bools=())
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.dataset_files = sorted(self._find_files(dataset_files))

    def _open(self):
        return _lines(self, self.dataset_files)


@documented
class PennTreebankDataset(SourceDataset):
    """Penn Treebank: column `text` (str).

    Args:
        usage (str): 'train', 'valid', 'test' or 'all'. Default: None, 'all'.
    """

    _NAMES = {"train": "ptb.train.txt", "test": "ptb.test.txt", "valid": "ptb.valid.txt"}

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None,
        shuffle=Shuffle.GLOBAL, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": FOUR}, bools=())
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")

    def _open(self):
        return _lines(self, parts(self, self._NAMES))


@documented
class WikiTextDataset(SourceDataset):
    """WikiText: column `text` (str).

    Args:
        usage (str): 'train', 'valid', 'test' or 'all'. Default: None, 'all'.
    """

    _NAMES = {
        "train": "wiki.train.tokens", "test": "wiki.test.tokens", "valid": "wiki.valid.tokens",
    }  # fmt: skip

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None,
        shuffle=Shuffle.GLOBAL, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": FOUR}, bools=())
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")

    def _open(self):
        return _lines(self, parts(self, self._NAMES))


@documented
class EnWik9Dataset(SourceDataset):
    """EnWik9: column `text` (str), empty lines included."""

    def __init__(
        self, dataset_dir, num_samples=None, num_parallel_workers=None, shuffle=True,
        num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), bools=())
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.dataset_dir = dataset_dir

    def _open(self):
        return _lines(self, existing([os.path.join(self.dataset_dir, "enwik9")]), empty=True)


@documented
class IMDBDataset(MappableDataset):
    """IMDB reviews: columns `text` (str), `label` (int32, 1 for positive)."""

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None, shuffle=None,
        sampler=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        given = locals()
        check_dir(dataset_dir)
        check_types(given, bools=("shuffle",))
        check_options(given)
        if usage is not None:
            check_valid_str(usage, TRAIN_TEST, "usage")
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")

    def _open(self):
        items = []
        for part in ["train", "test"] if self.usage == "all" else [self.usage]:
            for label, name in ((1, "pos"), (0, "neg")):
                folder = os.path.join(self.dataset_dir, part, name)
                if not os.path.isdir(folder):
                    raise pipeline_error(
                        "Invalid parameter, dataset dir may not exist or is not a directory: "
                        f"{folder}"
                    )
                items += [(os.path.join(folder, n), label) for n in names_in(folder)]
        checked_count(items, "IMDBDataset", self.dataset_dir)
        return Rows(["text", "label"], items, _review, lambda item: item[1], num_classes=2)


def _review(item):
    path, label = item
    # The last line that is not empty, as MindSpore reads it.
    lines = [line for line in lines_in(path) if line]
    if not lines:
        raise pipeline_error(f"Invalid file, {path} has no text.")
    return string(lines[-1]), label_of(label, np.int32)
