"""`TFRecordDataset`: rows of TFRecord files that hold tf.train.Example."""

from __future__ import annotations

import json

import numpy as np

from compat.core.data import records
from compat.core.data.checksum import masked_crc32c
from compat.core.errors import FileFormatError

from ... import log as logger
from ..engine.errors import pipeline_error
from ..engine.schema import Schema
from ..engine.source import Shuffle, SourceDataset, UnionBaseDataset
from .arguments import check_options, check_types, documented, replace_none
from .rows import text_of
from .streams import Stream

_INTEGERS = ("uint64", "int64", "uint32", "int32", "uint16", "int16", "uint8", "int8")


class _Column:
    """Name, type and shape of a column; a shape of None is what the values have."""

    def __init__(self, name, kind, shape=None, rank=1):
        self.name, self.kind, self.shape, self._rank = name, kind, shape, rank

    def value(self, feature):
        """The array of a feature."""
        if isinstance(feature, list):
            if not feature:
                raise pipeline_error(
                    "Unrecognized datatype, column type in tfrecord file must be uint8, int64 or "
                    "float32, check tfrecord file."
                )
            return self._bytes(feature)
        floats = feature.dtype == np.float32
        if floats and self.kind != "float32":
            self._refuse("float32")
        if not floats and self.kind not in _INTEGERS:
            self._refuse("uint64, int64, uint32, int32, uint16, int16, uint8 or int8")
        shape = self._shape_of(feature.size)
        # Values that the shape has no place for are left out.
        return feature[: int(np.prod(shape))].reshape(shape).astype(self.kind)

    def _refuse(self, wanted):
        raise pipeline_error(
            f"Invalid column type, the column type of {self.name} should be {wanted}, but got "
            f"{self.kind}"
        )

    def _shape_of(self, count):
        """The shape that `count` elements get."""
        if self.shape is None:
            return () if self._rank == 0 and count == 1 else (count,)
        if self.shape.count(-1) > 1:
            raise pipeline_error("Requested shape has more than one unknown dimension!")
        known = int(np.prod([n for n in self.shape if n != -1]))
        if not known or count < known or count % known:
            raise pipeline_error(
                f"Requested shape has an invalid element count! Number elements: {count}, number "
                f"elements of shape: {known}"
            )
        return tuple(count // known if n == -1 else n for n in self.shape)

    def _bytes(self, texts):
        if self.kind == "string":
            return np.array([text_of(t) for t in texts]).reshape(self._shape_of(len(texts)))
        if self.kind not in ("uint8", "int8"):
            self._refuse("int8, uint8 or string")
        size = self._size(max(map(len, texts)))
        shape = self._shape_of(len(texts) * size)
        if any(len(text) > size for text in texts):
            raise pipeline_error("memcpy_s failed when padding Tensor")
        data = b"".join(text.ljust(size) for text in texts)
        return np.frombuffer(data, self.kind)[: int(np.prod(shape))].reshape(shape)

    def _size(self, longest):
        """Bytes that every text is filled up to."""
        if self.shape is None:
            return longest
        if len(self.shape) >= 2 and self.shape[0] == -1:
            if -1 in self.shape[1:]:
                place = self.shape.index(-1, 1)
                raise pipeline_error(
                    "Invalid data dimension, only one dimension shape supported is -1, but the "
                    f"0th and the{place}th dimension shape of {self.name} are both -1."
                )
            return int(np.prod(self.shape[1:]))
        known = int(np.prod(self.shape))
        if -1 not in self.shape and known != longest:
            shown = ",".join(map(str, self.shape))
            raise pipeline_error(
                f"Data dimensions of '{self.name}' do not match, the expected total elements of "
                f"shape <{shown}> should be {longest}, but got {known}"
            )
        return longest


class _Source(Stream):
    """Rows of the files; a shard has whole files, unless all are to be equal."""

    def __init__(self, dataset, columns):
        self._equal = dataset.shard_equal_rows
        self._compression = dataset.compression_type
        self._taken = dataset.num_samples if self._compression else 0
        self._columns = columns
        if self._taken:
            self._share(dataset)
        files = dataset.dataset_files
        super().__init__(dataset, [c.name for c in columns], files, self._count, self._read_file)

    def _share(self, dataset):
        files, shards = len(dataset.dataset_files), dataset.num_shards
        if files < shards:
            raise pipeline_error(
                "When compression_type is provided, number of dataset files cannot be less than "
                f"num_shards but got {files} number of files with {shards} num_shards"
            )
        self._per_file = self._taken // (files // shards)

    def _count(self, path):
        if self._taken:
            return self._per_file
        return _counted(path, self._compression)

    def _read_file(self, path):
        row = -1
        try:
            for row, data in enumerate(records.tfrecords(path, self._compression)):
                yield self._row(path, row, data)
        except FileFormatError as error:
            raise pipeline_error(f"Invalid TFRecord file: {error}") from error
        if self._taken and row + 1 < self._per_file:
            raise pipeline_error(
                f"This tfrecord file: {path}, does not meet minimum rows per shard requirement: "
                f"{self._taken} and {self._per_file} number of rows per file, but got {row + 1} "
                "number of rows in this file."
            )

    def _row(self, path, row, data):
        try:
            features = records.example(data)
        except FileFormatError as error:
            raise pipeline_error(
                f"Failed to parse tfrecord file: {path}, record {row}: {error}"
            ) from error
        for column in self._columns:
            if column.name not in features:
                raise pipeline_error(
                    f"Invalid columns_list, column name: {column.name} does not exist in tfrecord "
                    f"file, check tfrecord files. Record {row} of {path} lacks it."
                )
        return tuple(column.value(features[column.name]) for column in self._columns)

    def _whole_files(self):
        return not self._equal or bool(self._taken)

    def __len__(self):
        if self._taken:
            return self._taken
        return (
            sum(self._counts[self._shard :: self._shards]) if self._whole_files() else self._each()
        )

    def _parts(self, epoch):
        if not self._whole_files():
            return super()._parts(epoch)
        order = self._order(epoch)
        if self._taken:
            order = order[: len(order) // self._shards * self._shards]
        return [(n, 0, self._counts[n]) for n in order[self._shard :: self._shards]]


def _counted(path, compression=""):
    try:
        return sum(1 for _ in records.tfrecords(path, compression, content=False))
    except FileFormatError as error:
        raise pipeline_error(f"Invalid TFRecord file: {error}") from error


@documented
class TFRecordDataset(SourceDataset, UnionBaseDataset):
    """Rows of TFRecord files that hold tf.train.Example.

    Args:
        schema (Union[str, Schema]): Columns with their types and shapes, by hand or in a file.
            Default: None, those of the first row: uint8, float32 or int64, of one axis.
        columns_list (list[str]): Columns to read. Default: None, all.
        shard_equal_rows (bool): Shards of equal size; else a shard has whole files. Default: False.
        compression_type (str): '', 'ZLIB' or 'GZIP'. Default: None, ''.
    """

    def __init__(
        self, dataset_files, schema=None, columns_list=None, num_samples=None,
        num_parallel_workers=None, shuffle=Shuffle.GLOBAL, num_shards=None, shard_id=None,
        shard_equal_rows=False, cache=None, compression_type=None,
    ):  # fmt: skip
        self._check(locals())
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.dataset_files = sorted(self._find_files(dataset_files))
        self.schema, self.columns_list = schema, replace_none(columns_list, [])
        self.shard_equal_rows = replace_none(shard_equal_rows, False)
        self.compression_type = replace_none(compression_type, "")
        if schema is not None and not self.num_samples:
            self.num_samples = Schema.get_num_rows(schema)
        if self.compression_type and not self.num_samples:
            logger.warning(
                "Since compression_type is set, but neither num_samples nor numRows (from schema "
                "file) is provided, performance might be degraded."
            )

    @staticmethod
    def _check(given):
        files = given["dataset_files"]
        if not isinstance(files, (str, list)):
            raise TypeError("dataset_files should be type str or a list of strings.")
        if not files:
            raise ValueError(f"Input dataset_files can not be empty, but got '{files}'.")
        check_types(given, lists=("columns_list",))
        check_types({"shard_equal_rows": given["shard_equal_rows"]}, bools=("shard_equal_rows",))
        kind, shards = given["compression_type"], given["num_shards"] or 1
        if kind not in (None, "", "ZLIB", "GZIP"):
            raise ValueError(
                "Input compression_type can only be either '' (no compression), 'ZLIB', or 'GZIP', "
                f"but got '{kind}'."
            )
        if kind and given["num_samples"] is not None:
            count = len(files) if isinstance(files, list) else 1
            if count < shards:
                raise ValueError(
                    "When compression_type is provided, the number of dataset files cannot be less "
                    f"than num_shards, but the actual number of files is {count} and actual "
                    f"num_shards is {shards}."
                )
            if not given["shard_equal_rows"]:
                logger.warning("If compression_type is set, shard_equal_rows will be ignored.")
        check_options(given)

    def _open(self):
        if not self.compression_type:
            _check_begin(self.dataset_files)
        return _Source(self, self._columns())

    def _columns(self):
        if self.schema is None:
            return _seen(self.dataset_files[0], self.compression_type, self.columns_list)
        columns = _given(self.schema)
        if not self.columns_list:
            return columns
        known = {column.name: column for column in columns}
        for name in self.columns_list:
            if name not in known:
                raise pipeline_error(
                    f"Invalid data, failed to find column: {name} in JSON schema file."
                )
        return [known[name] for name in self.columns_list]


def _given(schema):
    """The columns of a schema; those of a file by name, unless it lists them."""
    columns = schema.columns if isinstance(schema, Schema) else _in_file(schema)
    return [_Column(c["name"], c["type"], c.get("shape"), c.get("rank", 1)) for c in columns]


def _in_file(path):
    columns = Schema(path).columns
    with open(path, encoding="utf-8") as file:
        listed = isinstance(json.load(file)["columns"], list)
    return columns if listed else sorted(columns, key=lambda column: column["name"])


def _seen(path, compression, names):
    """The columns of the first row of a file."""
    try:
        first = next(records.tfrecords(path, compression), b"")
        features = records.example(first)
    except FileFormatError as error:
        raise pipeline_error(f"Failed to parse tfrecord file: {path}, record 0: {error}") from error
    columns = []
    for name in names or sorted(features, key=lambda n: n.encode()):
        if name not in features:
            raise pipeline_error(
                f"Invalid columns_list, tfrecord file failed to find column name: {name}"
            )
        feature = features[name]
        if isinstance(feature, list) and not feature:
            raise pipeline_error(
                f"Unrecognized column type, the column type of {name} should be uint8, int64 or "
                "float32, but got unrecognized column type."
            )
        columns.append(_Column(name, "uint8" if isinstance(feature, list) else feature.dtype.name))
    return columns


def _check_begin(paths):
    """Refuse files that do not begin with a record."""
    wrong = []
    for path in paths:
        with open(path, "rb") as file:
            head = file.read(12)
        if len(head) != 12 or masked_crc32c(head[:8]) != int.from_bytes(head[8:], "little"):
            wrong.append(path)
    if wrong:
        raise pipeline_error(
            "Invalid file. The following files either cannot be opened, or are not valid "
            "TFRecordDataset files:\n" + "".join(f"    {path}\n" for path in wrong)
        )
