"""The index of a file: an SQLite database with one row for each row of the data."""

import mmap
import os
import sqlite3
from contextlib import closing

from compat.core.errors import FileFormatError
from compat.core.serialize import msgpack

from ._errors import pipeline_error
from ._header import BLOB, LENGTH, RAW

_SQL_TYPES = {
    "string": "TEXT", "int32": "INTEGER", "int64": "INTEGER", "float32": "NUMERIC",
    "float64": "NUMERIC",
}  # fmt: skip
_PLACES = (
    "ROW_ID", "PAGE_ID_RAW", "PAGE_OFFSET_RAW", "PAGE_OFFSET_RAW_END", "ROW_GROUP_ID",
    "PAGE_ID_BLOB", "PAGE_OFFSET_BLOB", "PAGE_OFFSET_BLOB_END",
)  # fmt: skip


def column_of(field):
    """Name of the column of an index field."""
    return f"{field}_0"


def write_index(path, header, pages):
    """Write `path`.db for the finished file `path`."""
    with closing(sqlite3.connect(path + ".db")) as db:
        # An index can always be written anew: waiting for the disk buys nothing.
        db.execute("PRAGMA synchronous=OFF")
        with db:
            _create(db, header)
            name = os.path.basename(path)
            db.execute("DROP TABLE IF EXISTS SHARD_NAME")
            db.execute("CREATE TABLE SHARD_NAME(NAME TEXT NOT NULL)")
            db.execute("INSERT INTO SHARD_NAME (NAME) VALUES (?)", (name,))
            marks = ",".join("?" * (len(_PLACES) + 2 * len(header.index_fields)))
            db.executemany(f"INSERT INTO INDEXES VALUES ({marks})", _rows(path, header, pages))


def _create(db, header):
    columns = [f"{name} INT NOT NULL" for name in _PLACES]
    for i, field in enumerate(header.index_fields):
        kind = _SQL_TYPES[header.schema[field]["type"]]
        columns.append(f"INC_{i} INT, {column_of(field)} {kind}")
    keys = ",".join(["ROW_ID", *(f"INC_{i}" for i in range(len(header.index_fields)))])
    db.execute("DROP TABLE IF EXISTS INDEXES")
    db.execute(f"CREATE TABLE INDEXES({', '.join(columns)}, PRIMARY KEY({keys}))")


def _rows(path, header, pages):
    """Values of the table, row by row, from what the pages hold."""
    if not pages:
        return
    blobs = {page.kind_number: page for page in pages if page.kind == BLOB}
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for page in pages:
            for group, offset in page.groups if page.kind == RAW else ():
                yield from _group(data, header, page, offset, blobs[group])


def _group(data, header, page, at, blob):
    raw_base = header.header_size + header.page_size * page.number
    blob_base = header.header_size + header.page_size * blob.number
    blob_at = 0
    for row in range(blob.start_row, blob.end_row):
        end = at + LENGTH + _length(data, raw_base + at)
        blob_end = blob_at + LENGTH + _length(data, blob_base + blob_at)
        values = msgpack.unpack(data[raw_base + at + LENGTH : raw_base + end])
        places = (row, page.number, at, end, blob.kind_number, blob.number, blob_at, blob_end)
        yield places + tuple(x for name in header.index_fields for x in (0, values[name]))
        at, blob_at = end, blob_end


def _length(data, at):
    return int.from_bytes(data[at : at + LENGTH], "little")


class Index:
    """The index of a file, read."""

    def __init__(self, path):
        self._path, self._file = f"{path}.db", path
        self._check_exists()
        self._check_name()

    def _check_exists(self):
        if not os.path.isfile(self._path):
            raise pipeline_error(
                "Invalid file, failed to open mindrecord meta file. Please check whether the meta "
                f"file: {self._path} exists and do not rename the mindrecord file and meta file."
            )

    def _check_name(self):
        sql = "SELECT NAME from SHARD_NAME;"
        found = self.select(sql, f"Failed to execute the sql [ {sql} ] while verifying meta file")
        if not found or found[0][0] != os.path.basename(self._file):
            raise pipeline_error(
                f"Invalid file, mindrecord meta file: {self._path} and mindrecord file: "
                f"{self._file} can not match. Please do not rename the mindrecord file or meta "
                "file."
            )

    def select(self, sql, failed=None):
        """All rows of a query."""
        try:
            with closing(sqlite3.connect(f"file:{_quoted(self._path)}?mode=ro", uri=True)) as db:
                return db.execute(sql).fetchall()
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
            failed = failed or f"Failed to execute the sql [ {sql} ] while reading meta file"
            raise pipeline_error(
                f"{failed}, {error}.\nPlease check the meta file: {self._path}"
            ) from error

    def places(self):
        """Where the rows lie: (blob page, blob start, blob end, raw page, raw start, raw end)."""
        rows = self.select(
            "SELECT PAGE_ID_BLOB, PAGE_OFFSET_BLOB, PAGE_OFFSET_BLOB_END, PAGE_ID_RAW,"
            " PAGE_OFFSET_RAW, PAGE_OFFSET_RAW_END FROM INDEXES ORDER BY ROW_ID"
        )
        if not all(type(x) is int and 0 <= x < 2**62 for row in rows for x in row):
            raise FileFormatError(f"{self._path} holds places that are not counts")
        return rows

    def values(self, fields):
        """Values of index fields as text, row by row; numbers with the 15 digits of SQLite."""
        columns = ",".join(f"CAST({column_of(f)} AS TEXT)" for f in fields)
        return self.select(f"SELECT {columns} FROM INDEXES ORDER BY ROW_ID")


def _quoted(path):
    return os.path.abspath(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
