"""Rows of MindRecord files, read where they are wanted."""

import mmap
import os
from bisect import bisect_right
from itertools import accumulate

import numpy as np

from compat.core.errors import FileFormatError
from compat.core.serialize import msgpack

from . import _integers
from ._errors import pipeline_error
from ._header import LENGTH, files_beside, read_dataset, read_header
from ._index import Index
from ._schema import is_compressed

_FROM_TEXT = {
    "int32": int, "int64": int, "float32": lambda text: float(np.float32(text)),
    "float64": float, "string": str,
}  # fmt: skip


class _File:
    """One file and its index."""

    def __init__(self, path, header, columns):
        self.path = path
        self._header = header
        index = Index(path)
        self.places = index.places()
        self._texts = index.values(columns) if columns else None
        self._columns = columns
        self._data = None

    def open(self):
        """Map the file into memory; once, and before its rows are read."""
        if self._data is None and os.path.getsize(self.path):
            with open(self.path, "rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def close(self):
        """Let go of the file."""
        if self._data is not None:
            self._data.close()
            self._data = None

    def _slice(self, page, start, end):
        base = self._header.header_size + self._header.page_size * page
        if not start + LENGTH <= end <= self._header.page_size or base + end > len(self._data):
            raise FileFormatError(
                f"the index places it at bytes {base + start} to {base + end} of a file of "
                f"{len(self._data)} bytes"
            )
        return self._data[base + start + LENGTH : base + end]

    def blob(self, row):
        """The bytes of all blob fields of a row."""
        return self._slice(*self.places[row][:3])

    def raw(self, row):
        """The numbers and texts of a row, by field."""
        if self._texts is not None:
            kinds = self._header.schema
            texts = zip(self._columns, self._texts[row], strict=True)
            return {name: _FROM_TEXT[kinds[name]["type"]](text) for name, text in texts}
        found = msgpack.unpack(self._slice(*self.places[row][3:]))
        if not isinstance(found, dict):
            raise FileFormatError("its numbers are not a dict")
        return found


class Records:
    """All rows of a dataset.

    `name` is one file, which stands for all shards of its dataset, or a list of files.
    """

    def __init__(self, name, columns=None):
        if isinstance(name, list):
            paths = list(name)
        else:
            paths = files_beside(name, read_header(name).addresses)
        self.header = read_dataset(paths)
        self.compressed = is_compressed(self.header.schema) and self.header.version != "2.0"
        self.columns = columns or list(self.header.schema)
        self._asked = columns or []
        self._wanted = [f for f in self.header.blob_fields if f in self.columns]
        indexed = columns and set(columns) <= set(self.header.index_fields)
        self._files = self._read_indexes(paths, columns if indexed else None)
        self.counts = [len(file.places) for file in self._files]
        self._ends = list(accumulate(self.counts))

    def check_columns(self):
        """Refuse columns that the files do not have."""
        for column in self._asked:
            if column not in self.header.schema:
                raise pipeline_error(
                    f"Invalid data, column name: {column} can not found in schema. Please check "
                    "the 'column_list'."
                )

    def _read_indexes(self, paths, columns):
        files = []
        for path in paths:
            try:
                files.append(_File(path, self.header, columns))
            except FileFormatError as error:
                raise pipeline_error(f"Invalid file, {error}") from error
        return files

    def __len__(self):
        return sum(self.counts)

    def open(self):
        """Map all files into memory."""
        for file in self._files:
            file.open()

    def close(self):
        """Let go of the files."""
        for file in self._files:
            file.close()

    def index_texts(self, field):
        """The values of an index field as text, one list for each file."""
        return [[row[0] for row in Index(file.path).values([field])] for file in self._files]

    def place(self, number):
        """(file, row in it) of a row of the dataset."""
        shard = bisect_right(self._ends, number)
        return self._files[shard], number - (self._ends[shard] - self.counts[shard])

    def row(self, number):
        """(numbers and texts by field, bytes or arrays by blob field) of a row."""
        file, row = self.place(number)
        try:
            raw, blobs = self.stored(number)
            return raw, {name: self._expanded(name, data) for name, data in blobs.items()}
        except (FileFormatError, ValueError, OverflowError) as error:
            raise pipeline_error(
                f"Invalid file, failed to read row {row} of mindrecord file: {file.path}, {error}"
            ) from error

    def stored(self, number):
        """(numbers and texts by field, bytes by blob field) of a row, as they are in the file."""
        file, row = self.place(number)
        raw = file.raw(row)
        if not self._wanted:
            return raw, {}
        fields, data = self.header.blob_fields, file.blob(row)
        parts = {fields[0]: data} if len(fields) == 1 else _split(data, fields)
        return raw, {name: parts[name] for name in self._wanted}

    def _expanded(self, name, data):
        return _integers.expand(data, self.kind(name)) if self.packed(name) else data

    def kind(self, name):
        """The type of a field as the schema names it."""
        return self.header.schema[name]["type"]

    def packed(self, name):
        """Whether the numbers of a field were compressed."""
        return self.compressed and self.kind(name) in ("int32", "int64")

    def joined(self, name, parts):
        """The values of a blob field in several rows as an array [rows, n].

        Args:
            name (str): the field.
            parts (list of bytes): what `stored` gives of it.

        Returns:
            numpy.ndarray, or None where the rows differ in length or have none.
        """
        if self.packed(name):
            return _integers.expand_rows(parts, self.kind(name))
        size = len(parts[0])
        if size == 0 or any(len(part) != size for part in parts):
            return None
        return np.frombuffer(bytearray().join(parts), self.kind(name)).reshape(len(parts), -1)


def _split(data, fields):
    """The bytes of each blob field; a length stands before each."""
    parts, at = {}, 0
    for name in fields:
        size = int.from_bytes(data[at : at + LENGTH], "big")
        at += LENGTH
        if size > len(data) - at:
            raise FileFormatError(f"field {name} wants {size} bytes, {len(data) - at} are left")
        parts[name] = data[at : at + size]
        at += size
    return parts
