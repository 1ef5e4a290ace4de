"""`Dataset.save`: the rows of an epoch as MindRecord files."""

from __future__ import annotations

import os

import numpy as np

from ... import mindrecord

_TYPES = {
    "int8": "int32", "uint8": "int32", "int16": "int32", "uint16": "int32", "bool": "int32",
    "uint32": "int64", "float16": "float32",
}  # fmt: skip


def save(dataset, file_name, num_files):
    """Write the rows of one epoch."""
    writer, names = None, dataset.get_col_names()
    for row in dataset.create_tuple_iterator(num_epochs=1, output_numpy=True):
        if writer is None:
            writer = mindrecord.FileWriter(file_name, num_files)
            writer.add_schema(_schema(names, row), "saved dataset")
        writer.write_raw_data([dict(zip(names, map(_value, row), strict=True))])
    if writer is None:
        raise RuntimeError("There are no rows to save.")
    writer.commit()
    for name in _files(file_name, num_files):
        if os.path.exists(name):
            os.chmod(name, 0o600)


def _files(name, count):
    width = len(str(count - 1))
    names = [name] if count == 1 else [f"{name}{k:0{width}d}" for k in range(count)]
    return [*names, *[f"{n}.db" for n in names]]


def _schema(names, row):
    return {name: _field(value) for name, value in zip(names, row, strict=True)}


def _field(value):
    value = np.asarray(value)
    if value.dtype.kind == "U":
        return {"type": "string"}
    kind = _TYPES.get(str(value.dtype), str(value.dtype))
    return {"type": kind} if value.ndim == 0 else {"type": kind, "shape": [-1, *value.shape[1:]]}


def _value(value):
    value = np.asarray(value)
    if value.dtype.kind == "U":
        return str(value)
    value = value.astype(_TYPES.get(str(value.dtype), value.dtype))
    return value if value.ndim else value.item()
