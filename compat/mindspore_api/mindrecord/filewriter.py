"""Writing MindRecord files."""

import json

import numpy as np

from compat.core.serialize import msgpack
from compat.mindspore_api import log as logger

from . import _integers
from ._errors import pipeline_error
from ._header import LENGTH, Header, files_beside, read_dataset, read_header
from ._schema import fault_of, index_fields_of, is_compressed, shapes_are_valid
from ._shards import Dataset
from .common.exceptions import (
    MRMAddSchemaError,
    MRMBuildSchemaError,
    MRMDefineIndexError,
    MRMGetMetaError,
    MRMInvalidSchemaError,
    ParamTypeError,
    ParamValueError,
)
from .shardutils import (
    MAX_HEADER_SIZE,
    MAX_PAGE_SIZE,
    MAX_SHARD_COUNT,
    MIN_HEADER_SIZE,
    MIN_PAGE_SIZE,
    MIN_SHARD_COUNT,
    SUCCESS,
    VALUE_TYPE_MAP,
    check_filename,
)

__all__ = ["FileWriter"]

_NO_BLOB = b"\0\0\0\0"
_FLUSHED = (
    "Not allowed to call `write_raw_data` on flushed MindRecord files.When creating new "
    "Mindrecord files, please remove `commit` before `write_raw_data`. In other cases, when "
    "appending to existing MindRecord files, please call `open_for_append` first and then "
    "`write_raw_data`."
)


def _check_shard_num(shard_num):
    if shard_num is None:
        raise ParamValueError("Parameter shard_num is None.")
    if not isinstance(shard_num, int):
        raise ParamValueError("Parameter shard_num's type is not int.")
    if not MIN_SHARD_COUNT <= shard_num <= MAX_SHARD_COUNT:
        raise ParamValueError(
            f"Parameter shard_num's value: {shard_num} should between {MIN_SHARD_COUNT} and "
            f"{MAX_SHARD_COUNT}."
        )


def _check_size(name, size, least, most):
    if not least <= size <= most:
        raise pipeline_error(
            f"Invalid data, {name} size: {size} should be in range [{least} bytes, {most} bytes]."
        )
    if size % 4:
        raise pipeline_error(f"Invalid data, {name} size {size} should be divided by four.")


class FileWriter:
    """Writes rows into MindRecord files.

    Args:
        file_name (str): Name of the file; with several files a number is appended to it.
        shard_num (int): Number of files, from 1 to 1000. Default: 1.
        overwrite (bool): Replace files that are there. Default: False.

    Raises:
        ParamValueError: If an argument is of the wrong type or out of range.

    Examples:
        >>> from mindspore.mindrecord import FileWriter
        >>> writer = FileWriter("train.mindrecord", 1, overwrite=True)  # doctest: +SKIP
        >>> writer.add_schema({"label": {"type": "int32"}, "data": {"type": "bytes"}})
        ... # doctest: +SKIP
        0
        >>> writer.write_raw_data([{"label": 3, "data": b"abc"}])  # doctest: +SKIP
        >>> writer.commit()  # doctest: +SKIP
    """

    def __init__(self, file_name, shard_num=1, overwrite=False):
        check_filename(file_name)
        _check_shard_num(shard_num)
        if not isinstance(overwrite, bool):
            raise ParamValueError("Parameter overwrite's type is not bool.")
        width = len(str(shard_num - 1))
        numbered = [f"{file_name}{i:0{width}d}" for i in range(shard_num)]
        self._paths = [file_name] if shard_num == 1 else numbered
        self._overwrite = overwrite
        self._header = Header()
        self._append = self._flushed = False
        self._parallel = None
        # With `parallel_writer` each file is a dataset of its own, and they are filled in turn.
        self._datasets, self._turn = [], 0

    @classmethod
    def open_for_append(cls, file_name):
        """A writer that adds rows to files that are there.

        Args:
            file_name (str): One of the files.

        Raises:
            ParamValueError: If `file_name` cannot be the name of a file.
            RuntimeError: If the file is missing or damaged.
        """
        check_filename(file_name)
        paths = files_beside(file_name, read_header(file_name).addresses)
        writer = cls("append")
        writer._paths, writer._append = paths, True
        writer._header = read_dataset(paths)
        writer._datasets = [Dataset(paths, writer._header, append=True)]
        return writer

    def add_schema(self, content, desc=None):
        """Describe the rows.

        Args:
            content (dict): Field -> {"type": ...} or {"type": ..., "shape": [...]}; types are
                int32, int64, float32, float64, string and bytes; -1 in a shape is any size.
            desc (str): Text that is kept with the schema. Default: None.

        Returns:
            int, the number of the schema.

        Raises:
            MRMInvalidSchemaError: If the schema has the wrong form.
            MRMBuildSchemaError: If a shape cannot be.
            MRMAddSchemaError: If there is a schema already.
        """
        fault = fault_of(content)
        if fault:
            raise MRMInvalidSchemaError(fault)
        if not shapes_are_valid(content):
            logger.critical("Failed to add build schema.")
            raise MRMBuildSchemaError
        if self._header.schema is not None:
            logger.error(
                "The schema is added repeatedly. Please remove the redundant 'add_schema' function."
            )
            raise MRMAddSchemaError
        self._header.schema = {name: dict(content[name]) for name in sorted(content)}
        self._header.desc = desc or ""
        return 0

    def _schema(self):
        if self._header.schema is None:
            logger.critical("Failed to get meta info.")
            raise MRMGetMetaError
        return self._header.schema

    def add_index(self, index_fields):
        """Choose the fields that the index holds; without this call all numbers and texts.

        Args:
            index_fields (list[str]): Names of fields that hold a number or a text.

        Raises:
            ParamTypeError: If `index_fields` is not a list of texts.
            MRMDefineIndexError: If a field holds bytes or arrays.
            MRMGetMetaError: If there is no schema yet.
            RuntimeError: If a field is not in the schema, or is added twice.
        """
        if not index_fields or not isinstance(index_fields, list):
            raise ParamTypeError("index_fields", "list")
        self._schema()
        for field in index_fields:
            if field in self._header.blob_fields:
                raise MRMDefineIndexError(
                    f"Failed to set field {field} since it's not primitive type."
                )
            if not isinstance(field, str):
                raise ParamTypeError("index field", "str")
        for field in index_fields:
            self._add_index_field(field)
        return SUCCESS

    def _add_index_field(self, field):
        if field in self._header.index_fields:
            raise pipeline_error(
                f"The 'index_fields': {field} is added repeatedly. Please remove the redundant "
                "'add_index' function."
            )
        if field not in self._header.schema:
            schema = json.dumps(self._header.schema, separators=(",", ":"))
            raise pipeline_error(
                f"Invalid input, 'index_fields': {field} can not found in schema: {schema}.\n "
                "Please use 'add_index' function to add proper 'index_fields'."
            )
        self._header.index_fields.append(field)

    def set_header_size(self, header_size):
        """Set the bytes kept for the header, from 16 KiB to 128 MiB; 16 MiB without this call.

        Args:
            header_size (int): A multiple of four.

        Raises:
            RuntimeError: If the size is out of range.
        """
        _check_size("header", header_size, MIN_HEADER_SIZE, MAX_HEADER_SIZE)
        self._header.header_size = header_size
        return SUCCESS

    def set_page_size(self, page_size):
        """Set the bytes of a page, from 32 KiB to 256 MiB; 32 MiB without this call.

        Args:
            page_size (int): A multiple of four. No row can be larger.

        Raises:
            RuntimeError: If the size is out of range.
        """
        _check_size("page", page_size, MIN_PAGE_SIZE, MAX_PAGE_SIZE)
        self._header.page_size = page_size
        return SUCCESS

    def open_and_set_header(self):
        """Create the files before the first rows come."""
        logger.warning("This interface will be deleted or invisible in the future.")
        self._open(False)
        return SUCCESS

    def _open(self, parallel):
        if self._datasets:
            return
        if self._header.schema is None:
            raise pipeline_error(
                "Invalid data, schema is not found in header, please use 'add_schema' to add a "
                "schema for new mindrecord files."
            )
        self._header.index_fields = self._header.index_fields or index_fields_of(
            self._header.schema
        )
        for paths in [[p] for p in self._paths] if parallel else [self._paths]:
            own = Header(**vars(self._header))
            self._datasets.append(Dataset(paths, own, self._overwrite))

    def write_raw_data(self, raw_data, parallel_writer=False):
        """Write rows.

        Args:
            raw_data (list[dict]): Rows, each with a value for every field of the schema. Rows
                that do not fit the schema are taken out of the list with a warning.
            parallel_writer (bool): Make each file complete in itself, and give each call's rows to
                one of them, in turn. Default: False, the rows of a call are spread over all files.

        Raises:
            TypeError: If `parallel_writer` is not a bool.
            ParamTypeError: If `raw_data` is not a list of dicts.
            RuntimeError: If `parallel_writer` changes between calls, the files are finished or
                there already, no row fits the schema, or a row is larger than a page.
        """
        if not isinstance(parallel_writer, bool):
            raise TypeError("The parameter `parallel_writer` must be bool.")
        if self._parallel is None:
            self._parallel = parallel_writer
        if self._parallel != parallel_writer:
            raise RuntimeError("The parameter `parallel_writer` must be consistent during use.")
        self._open(parallel_writer)
        if not isinstance(raw_data, list):
            raise ParamTypeError("raw_data", "list")
        if self._flushed and not self._append:
            raise RuntimeError(_FLUSHED)
        if not all(isinstance(row, dict) for row in raw_data):
            raise ParamTypeError("raw_data item", "dict")
        self._drop_faulty(raw_data)
        dataset = self._datasets[self._turn % len(self._datasets)]
        self._turn += 1
        dataset.write(self._encoded(raw_data, dataset.header))
        return SUCCESS

    def _drop_faulty(self, raw_data):
        for i in reversed(range(len(raw_data))):
            fault = self._fault_of_row(raw_data[i])
            if fault:
                logger.warning(f"for schema, {i} th data is wrong, {fault}")
                raw_data.pop(i)
        if not raw_data:
            raise pipeline_error(
                "Invalid data, the number of schema should be positive but got: 0. Please check "
                "the input schema."
            )

    def _fault_of_row(self, row):
        for field, options in self._header.schema.items():
            if field not in row:
                return f"there is not '{field}' object in the raw data."
            kind = type(row[field]).__name__
            fits = options["type"] in VALUE_TYPE_MAP.get(kind, ())
            if fits and kind == "ndarray":
                fits = "shape" in options and _fits(row[field].shape, options["shape"])
            if not fits:
                return f"data type for '{field}' is not matched."
        return None

    def _encoded(self, rows, header):
        """(raw bytes, blob bytes) of each row."""
        raw_fields = [f for f in header.schema if f not in header.blob_fields]
        arrays = {f: header.schema[f]["type"] for f in header.blob_fields}
        arrays = {f: kind for f, kind in arrays.items() if kind != "bytes"}
        compressed = is_compressed(header.schema)
        encoded = []
        for row in rows:
            raw = {f: _plain(row[f]) for f in raw_fields} or {"id": 0}
            blobs = [_bytes_of(row[f], arrays.get(f)) for f in header.blob_fields]
            if compressed:
                blobs, saved = _compressed(blobs, header)
                header.compression_size += saved
            encoded.append((msgpack.pack(raw), _merged(blobs)))
        return encoded

    def _abandon(self):
        """Close unfinished files; nothing can be written any more."""
        self._flushed = True
        for dataset in self._datasets:
            dataset.abandon()

    def commit(self):
        """Finish the files and write their indexes.

        Raises:
            RuntimeError: If there is no schema, or the header is larger than the bytes kept for it.
        """
        self._flushed = True
        self._open(bool(self._parallel))
        for dataset in self._datasets:
            dataset.finish()
        return SUCCESS


def _fits(shape, wanted):
    """True when an array of `shape` can take the shape of the schema."""
    try:
        np.empty(shape, np.bool_).reshape(wanted)
    except ValueError:
        return False
    return True


def _plain(value):
    return value.item() if isinstance(value, np.generic) else value


def _bytes_of(value, dtype):
    return value if dtype is None else np.asarray(value, dtype).tobytes()


def _compressed(blobs, header):
    """The blobs with integer arrays compressed, and the bytes saved."""
    out = []
    for name, data in zip(header.blob_fields, blobs, strict=True):
        kind = header.schema[name]["type"]
        integers = kind in ("int32", "int64")
        out.append(_integers.compress(data, kind) if integers else data)
    return out, sum(map(len, blobs)) - sum(map(len, out))


def _merged(blobs):
    """One blob as it is, several with their lengths before them."""
    if not blobs:
        return _NO_BLOB
    if len(blobs) == 1:
        return blobs[0]
    return b"".join(part for data in blobs for part in (len(data).to_bytes(LENGTH, "big"), data))
