"""Sentences with a tag for each word."""

from __future__ import annotations

import numpy as np

from ..engine.errors import pipeline_error
from ..engine.node import FileRow
from ..engine.source import Shuffle, SourceDataset
from .arguments import (
    TRAIN_TEST,
    check_source,
    documented,
    replace_none,
)
from .lines import FOUR, parts
from .streams import Stream, count_lines, text_lines


class _Sentences(Stream):
    """Sentences; `words` makes one of the words in them, `fields` takes a line apart.

    A shard takes lines, not sentences, as in MindSpore.
    """

    def __init__(self, dataset, columns, files, fields):
        super().__init__(dataset, columns, files, count_lines, None)
        self._fields = fields

    def _lane(self, parts):
        for number, first, last in parts:
            path = self._files[number]
            for words in self._sentences(path, first, last):
                columns = [np.array(column) for column in zip(*words, strict=True)]
                yield FileRow.of(columns, (path,))

    def _sentences(self, path, first, last):
        words, seen = [], 0
        for line in text_lines(path, empty=True):
            if seen >= last:
                break
            if seen < first:
                seen += bool(line)
                continue
            line = line.strip(" ")
            if line:
                seen += 1
                words.append(self._fields(line, path, seen))
                continue
            if words:
                yield words
            words = []
        else:
            # MindSpore gives a sentence when the empty line behind it comes.
            return
        if words:
            yield words


class _Tagged(SourceDataset):
    """Sentences word by word, one line for each word, an empty line between sentences."""

    _columns, _names, _delimiter = (), {}, " "

    def _open(self):
        return _Sentences(self, self._columns, parts(self, self._names), self._word)

    def _word(self, line, path, number):
        fields = line.split(self._delimiter)
        if len(fields) < 3:
            raise pipeline_error(
                "Invalid file content, each line should contain three columns, representing "
                f"{', '.join(self._columns[:2])} and {self._columns[2]}. Word {number} of {path}."
            )
        return fields[:3]


@documented
class CoNLL2000Dataset(_Tagged):
    """CoNLL-2000: columns `word`, `pos_tag`, `chunk_tag` (str), a sentence in a row."""

    _columns, _names = ("word", "pos_tag", "chunk_tag"), {"train": "train.txt", "test": "test.txt"}

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, shuffle=Shuffle.GLOBAL, num_shards=None,
        shard_id=None, num_parallel_workers=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": TRAIN_TEST}, bools=())
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")


@documented
class UDPOSDataset(_Tagged):
    """Universal Dependencies, parts of speech: columns `word`, `universal`, `stanford` (str), a
    sentence in a row."""

    _columns, _delimiter = ("word", "universal", "stanford"), "\t"
    _names = {
        "train": "en-ud-tag.v2.train.txt", "test": "en-ud-tag.v2.test.txt",
        "valid": "en-ud-tag.v2.dev.txt",
    }  # fmt: skip

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, shuffle=Shuffle.GLOBAL, num_shards=None,
        shard_id=None, num_parallel_workers=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": FOUR}, bools=())
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")
