"""Reading MindRecord files row by row."""

import math

import numpy as np

from ._records import Records
from .common.exceptions import MRMUnsupportedSchemaError, ParamTypeError
from .shardutils import check_parameter

__all__ = ["FileReader"]

_WHOLE = 1e-7


def plain_number(value):
    """A float without fraction as an int, as MindSpore hands it to Python."""
    if isinstance(value, float) and math.isfinite(value) and abs(value) < 2**63:
        return int(value) if abs(value - math.floor(value)) < _WHOLE else value
    return value


def populated(row, header):
    """Field -> value of a row: numbers, texts, bytes and arrays with the shape of the schema."""
    raw, blobs = row
    values = {k: plain_number(raw[k]) for k in sorted(raw) if k in header.schema}
    for name, data in blobs.items():
        values[name] = _shaped(data, header.schema[name])
    return values


def _shaped(data, options):
    shape = options.get("shape")
    if not shape:
        return bytes(data)
    try:
        flat = data if isinstance(data, np.ndarray) else np.frombuffer(data, options["type"])
        return flat.reshape(shape)
    except ValueError as error:
        raise MRMUnsupportedSchemaError("Shape in schema is illegal.") from error


class FileReader:
    """Reads MindRecord files.

    Args:
        file_name (Union[str, list[str]]): One file, which stands for all files that were written
            together, or the files to read.
        num_consumer (int): Accepted for MindSpore's sake; rows are read as they are asked for.
            Default: 4.
        columns (list[str]): Fields to read. Default: None, all.
        operator (int): Not used by MindSpore either. Default: None.

    Raises:
        ParamValueError: If `file_name` or `num_consumer` cannot be.
        ParamTypeError: If `columns` is not a list.
        RuntimeError: If a file is missing, damaged or does not match its index.

    Examples:
        >>> from mindspore.mindrecord import FileReader
        >>> reader = FileReader("train.mindrecord")  # doctest: +SKIP
        >>> rows = list(reader.get_next())  # doctest: +SKIP
        >>> reader.close()  # doctest: +SKIP
    """

    @check_parameter
    def __init__(self, file_name, num_consumer=4, columns=None, operator=None):
        if columns and not isinstance(columns, list):
            raise ParamTypeError("columns", "list")
        self._columns = columns or None
        self._file_name = file_name
        self._records = Records(file_name, self._columns)
        self._records.check_columns()
        self._records.open()
        self._next = 0

    def get_next(self):
        """Yield the rows that were not read yet, each a dict from field to value."""
        while self._records is not None and self._next < len(self._records):
            row = self._records.row(self._next)
            self._next += 1
            if self._columns:
                row = ({k: v for k, v in row[0].items() if k in self._columns}, row[1])
            yield populated(row, self._records.header)

    def close(self):
        """Close the files."""
        if self._records is not None:
            self._records.close()
            self._count, self._schema = len(self._records), self._records.header.schema
            self._records = None

    def schema(self):
        """The schema: field -> type and shape."""
        return self._schema if self._records is None else self._records.header.schema

    def len(self):
        """Number of rows."""
        return self._count if self._records is None else len(self._records)
