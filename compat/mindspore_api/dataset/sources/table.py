"""Tables in text files."""

from __future__ import annotations

import os
import re

import numpy as np

from ..engine.errors import pipeline_error
from ..engine.source import Shuffle, SourceDataset
from .arguments import (
    TRAIN_TEST,
    check_files,
    check_options,
    check_source,
    check_types,
    documented,
    replace_none,
    type_check,
)
from .fields import FieldFault, count_records, records
from .streams import Stream, count_lines, existing, text_lines

_INTEGER = re.compile(r"\s*[+-]?\d+")


_FLOAT = re.compile(
    r"\s*[+-]?(\d+\.?\d*([eE][+-]?\d+)?|\.\d+([eE][+-]?\d+)?|inf|nan)", re.IGNORECASE
)


def _integer(text):
    found = _INTEGER.match(text)
    if not found:
        raise ValueError(text)
    value = int(found[0])
    if not -(2**31) <= value < 2**31:
        raise OverflowError(text)
    return np.array(value, np.int32)


def _float(text):
    found = _FLOAT.match(text)
    if not found:
        raise ValueError(text)
    return np.array(float(found[0]), np.float32)


_CONVERT = {int: _integer, float: _float, str: np.array}


class _Table:
    """Reads the rows of files with given columns."""

    def __init__(self, names, kinds, delimiter=",", skip_line=False, drop_first=False):
        self.names = names
        self._convert = [_CONVERT[kind] for kind in kinds]
        self._delimiter, self._skip, self._drop = delimiter, skip_line, drop_first

    def count(self, path):
        """Rows of a file."""
        return count_records(path, self._delimiter, self._skip)

    def read(self, path):
        """Yields the rows of a file."""
        number = 1
        try:
            for number, fields in enumerate(records(path, self._delimiter, self._skip), 1):
                yield self._row(fields[1:] if self._drop else fields, path, number)
        except FieldFault as error:
            raise pipeline_error(
                f"Invalid file, failed to parse csv file: {path} at line {number}. Error message: "
                f"{error}"
            ) from error

    def _row(self, fields, path, number):
        if len(fields) != len(self.names):
            raise pipeline_error(
                f"Invalid file, failed to parse csv file: {path} at line {number}. Error message: "
                "Invalid columns, the size of column_names should be less than the size of "
                f"'column_defaults', but got the size of column_names: {len(fields)}, the size of "
                f"'column_defaults': {len(self.names)}."
            )
        try:
            return tuple(f(x) for f, x in zip(self._convert, fields, strict=True))
        except OverflowError as error:
            raise pipeline_error(
                f"Invalid csv, {path} parse failed at line {number} : value out of range."
            ) from error
        except ValueError as error:
            raise pipeline_error(
                f"Invalid csv, csv file: {path} parse failed at line {number}, type does not match."
            ) from error


def _header(path, delimiter):
    """Names in the first line of a file."""
    line = next(iter(text_lines(path, empty=True)), "")
    names = line.split(delimiter)
    return [name.rstrip("\r") for name in names] if line else []


def _check_names(names, path):
    for name in names:
        if names.count(name) > 1:
            raise pipeline_error(
                f"Invalid parameter, duplicate column {name} for csv file: {path}."
            )


@documented
class CSVDataset(SourceDataset):
    """Rows of CSV files.

    Args:
        field_delim (str): The character between fields. Default: ','.
        column_defaults (list): A value for each column, whose type the column gets: int (int32),
            float (float32) or str. Default: None, all str.
        column_names (list[str]): Names of the columns. Default: None, the first line of the files.
    """

    def __init__(
        self, dataset_files, field_delim=",", column_defaults=None, column_names=None,
        num_samples=None, num_parallel_workers=None, shuffle=Shuffle.GLOBAL, num_shards=None,
        shard_id=None, cache=None,
    ):  # fmt: skip
        check_files(locals())
        self._check(field_delim, column_defaults, column_names)
        check_types(locals())
        check_options(locals())
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.dataset_files = sorted(self._find_files(dataset_files))
        self.field_delim = replace_none(field_delim, ",")
        self.column_defaults = replace_none(column_defaults, [])
        self.column_names = replace_none(column_names, [])

    def _check(self, field_delim, column_defaults, column_names):
        if field_delim is not None:
            type_check(field_delim, (str,), "field delim")
            if field_delim in ['"', "\r", "\n"] or len(field_delim) > 1:
                raise ValueError("field_delim is invalid.")
        if column_defaults is not None:
            if not isinstance(column_defaults, list):
                raise TypeError("column_defaults should be type of list.")
            if not all(isinstance(item, (str, int, float)) for item in column_defaults):
                raise TypeError("column type in column_defaults is invalid.")
        if column_names is not None and not all(isinstance(n, str) for n in column_names):
            raise TypeError("column_names should be a list of str.")

    def _open(self):
        names = list(self.column_names) or self._names_in_files()
        _check_names(names, self.dataset_files[0])
        kinds = [self._kind(value) for value in self.column_defaults]
        kinds += [str] * (len(names) - len(kinds))
        if len(kinds) != len(names):
            raise pipeline_error(
                "Invalid parameter, the size of column_names should be equal to the size of "
                "'column_defaults', but got  size of 'column_defaults': "
                f"{len(kinds)}, size of column_names: {len(names)}"
            )
        table = _Table(names, kinds, self.field_delim, skip_line=not self.column_names)
        return Stream(self, names, self.dataset_files, table.count, table.read, fewer_workers=True)

    @staticmethod
    def _kind(value):
        return next(kind for kind in (str, int, float) if isinstance(value, kind))

    def _names_in_files(self):
        found = [_header(path, self.field_delim) for path in self.dataset_files]
        if any(names != found[0] for names in found):
            raise pipeline_error(
                "Invalid file, failed to obtain column name from input CSV file list."
            )
        return found[0]


def _parts(dataset, end=".csv", in_order=True):
    """Paths of the parts that `usage` asks for; of 'all' those that are there.

    They are sorted, or with `in_order` False the training part comes first.
    """
    folder = dataset.dataset_dir
    if dataset.usage != "all":
        return existing([os.path.join(folder, dataset.usage + end)])
    paths = [os.path.join(folder, part + end) for part in ("train", "test")]
    found = existing([p for p in paths if os.path.isfile(p)] or paths)
    return found if in_order else found[::-1]


class _Columns(SourceDataset):
    """CSV files without a line of names."""

    _names, _in_order = (), True

    def _open(self):
        table = _Table(self._names, [str] * len(self._names))
        files = _parts(self, in_order=self._in_order)
        return Stream(self, self._names, files, table.count, table.read, fewer_workers=True)


@documented
class AGNewsDataset(_Columns):
    """AG News: columns `index`, `title`, `description` (str)."""

    _names = ("index", "title", "description")

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None,
        shuffle=Shuffle.GLOBAL, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": TRAIN_TEST}, bools=())
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")


@documented
class AmazonReviewDataset(_Columns):
    """Amazon reviews, polarity or full: columns `label`, `title`, `content` (str)."""

    _names = ("label", "title", "content")

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None,
        shuffle=Shuffle.GLOBAL, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": TRAIN_TEST}, bools=())
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")


@documented
class DBpediaDataset(_Columns):
    """DBpedia: columns `class`, `title`, `content` (str)."""

    _names = ("class", "title", "content")

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None,
        shuffle=Shuffle.GLOBAL, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": TRAIN_TEST}, bools=())
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")


@documented
class SogouNewsDataset(_Columns):
    """Sogou News: columns `index`, `title`, `content` (str)."""

    _names, _in_order = ("index", "title", "content"), False

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, shuffle=Shuffle.GLOBAL, num_shards=None,
        shard_id=None, num_parallel_workers=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": TRAIN_TEST}, bools=())
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")


@documented
class YahooAnswersDataset(_Columns):
    """Yahoo! Answers: columns `class`, `title`, `content`, `answer` (str)."""

    _names = ("class", "title", "content", "answer")

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None,
        shuffle=Shuffle.GLOBAL, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": TRAIN_TEST}, bools=())
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")


@documented
class YelpReviewDataset(_Columns):
    """Yelp reviews, polarity or full: columns `label`, `text` (str)."""

    _names, _in_order = ("label", "text"), False

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, shuffle=Shuffle.GLOBAL, num_shards=None,
        shard_id=None, num_parallel_workers=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": TRAIN_TEST}, bools=())
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")


@documented
class SST2Dataset(SourceDataset):
    """SST-2: columns `sentence`, `label` (str); for test `sentence` only.

    Args:
        usage (str): 'train', 'test' or 'dev'. Default: None, 'train'.
    """

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None,
        shuffle=Shuffle.GLOBAL, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": ["train", "test", "dev"]}, bools=())
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "train")

    def _open(self):
        files = _parts(self, ".tsv")
        # The first column of the test part is the number of the line.
        test = self.usage == "test"
        names = _header(files[0], "\t")[test:]
        _check_names(names, files[0])
        table = _Table(names, [str] * len(names), "\t", skip_line=True, drop_first=test)
        return Stream(self, names, files, table.count, table.read, fewer_workers=True)


@documented
class USPSDataset(SourceDataset):
    """USPS: columns `image` (uint8, (16, 16, 1)), `label` (uint32)."""

    _NAMES = {"train": ["usps"], "test": ["usps.t"], "all": ["usps", "usps.t"]}

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None,
        shuffle=Shuffle.GLOBAL, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": TRAIN_TEST}, bools=())
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")

    def _open(self):
        files = [os.path.join(self.dataset_dir, name) for name in self._NAMES[self.usage]]
        return Stream(self, ["image", "label"], existing(files), count_lines, _digits)


def _digits(path):
    """Yields (picture, label) of the lines of a file: label, then place:value."""
    for number, line in enumerate(text_lines(path), 1):
        label, *words = line.split(" ")[:-1] if line.endswith(" ") else line.split(" ")
        try:
            places, values = zip(*(word.split(":") for word in words), strict=True)
            if [int(p) for p in places] != list(range(1, 257)):
                raise ValueError(f"{len(words)} pixels")
            pixels = (np.array(values, np.float32).astype(np.float64) + 1) / 2 * 255
            image = pixels.astype(np.int64).astype(np.uint8).reshape(16, 16, 1)
            yield image, np.array(int(label) - 1, np.int64).astype(np.uint32)
        except (ValueError, OverflowError) as error:
            raise pipeline_error(
                f"Invalid data, line {number} of USPS data file {path} is corrupted: {error}."
            ) from error
