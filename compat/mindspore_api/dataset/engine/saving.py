"""`Dataset.save`: the rows of an epoch as MindRecord files."""

from __future__ import annotations

import os

import numpy as np

from ... import mindrecord
from .errors import pipeline_error

# NumPy dtype -> type in the file. Others cannot be saved.
_TYPES = {
    "int8": "int32", "int16": "int32", "uint16": "int32", "int32": "int32", "uint32": "int64",
    "int64": "int64", "float32": "float32", "float64": "float64",
}  # fmt: skip


def save(dataset, file_name, num_files):
    """Write the rows of one epoch."""
    writers = []
    try:
        _write_rows(dataset, file_name, num_files, writers)
    except BaseException:
        for writer in writers:
            writer._abandon()
        raise
    for name in _files(file_name, num_files):
        if os.path.exists(name):
            os.chmod(name, 0o600)


def _write_rows(dataset, file_name, num_files, writers):
    """Write and commit; the writer is put into `writers` when it is made."""
    writer, names, shapes = None, dataset.get_col_names(), None
    for row in dataset.create_tuple_iterator(num_epochs=1, output_numpy=True):
        fields = {name: _field(value) for name, value in zip(names, row, strict=True)}
        if writer is None:
            writer = mindrecord.FileWriter(file_name, num_files)
            writers.append(writer)
            writer.add_schema(fields, "saved dataset")
            scalars = [n for n, v in zip(names, row, strict=True) if v.ndim == 0]
            if scalars:
                writer.add_index(scalars)
            shapes = _shapes(fields)
        elif _shapes(fields) != shapes:
            raise pipeline_error(
                "Tensor with dynamic shape do not currently support saving. Except for the shape "
                "of dimension 0, the other dimension shapes must be fixed. You can reshape the "
                "Tensor to a fixed shape before saving."
            )
        writer.write_raw_data([dict(zip(names, map(_value, row), strict=True))])
    if writer is None:
        raise pipeline_error("The pointer[shard_header_] is null.")
    writer.commit()


def _files(name, count):
    width = len(str(count - 1))
    names = [name] if count == 1 else [f"{name}{k:0{width}d}" for k in range(count)]
    return [*names, *[f"{n}.db" for n in names]]


def _field(value):
    """The description of a column."""
    kind = value.dtype.name
    if value.dtype.kind == "U":
        if value.ndim:
            raise pipeline_error(
                "Invalid data, mindrecord can not support multi-dimensional string tensor."
            )
        return {"type": "string"}
    if kind == "uint8":  # bytes keep no shape, and come back flat
        return {"type": "bytes"} if value.ndim else {"type": "int32"}
    if kind in ("bool", "float16"):
        raise pipeline_error(f"Invalid dtype, got unexpected type when casting data: {kind}")
    if kind not in _TYPES:
        name = "bytes" if value.dtype.kind == "S" else kind
        raise pipeline_error(f"Invalid type, unsupported data type: {name}")
    if value.ndim == 0:
        return {"type": _TYPES[kind]}
    return {"type": _TYPES[kind], "shape": [-1, *value.shape[1:]]}


def _shapes(fields):
    """The sizes that must be the same in all rows."""
    return {name: field["shape"][1:] for name, field in fields.items() if "shape" in field}


def _value(value):
    if value.dtype.kind == "U":
        return str(value)
    if value.dtype == np.uint8 and value.ndim:
        return value.tobytes()
    value = value.astype(_TYPES.get(value.dtype.name, "int32"))
    return value if value.ndim else value.item()
