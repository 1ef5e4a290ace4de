"""The readers of files from outside, each with small files of its own and what it may raise."""

from __future__ import annotations

import gzip
import io
import shutil
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from compat.core.data import records
from compat.core.errors import FileFormatError
from compat.core.serialize import (
    matlab,
    mindspore_checkpoint,
    msgpack,
    paddle_tensors,
    pickle_safe,
)
from compat.mindspore_api import mindrecord
from compat.weights import formats

PLAIN = (bool, int, float, complex, str, bytes, bytearray, type(None), np.ndarray, np.generic)
CONTAINERS = (dict, list, tuple, set, frozenset)


class Target(NamedTuple):
    """A reader under test."""

    seeds: Callable[[Path], list[bytes]]  # valid files, made in a folder
    read: Callable[[bytes, Path], None]  # the folder is for readers that take a path
    raises: tuple[type[Exception], ...]


def _arrays():
    grid = np.arange(6, dtype="float32").reshape(2, 3)
    return {"w": grid, "b": np.array([True, False]), "n": np.array(3), "h": grid.astype("float16")}


# -- state files -------------------------------------------------------------------------------


def _file_seeds(suffix):
    def seeds(folder):
        path = folder / f"seed{suffix}"
        formats.write(path, formats.Weights(_arrays(), {"epoch": 3, "text": "é"}))
        return [path.read_bytes()]

    return seeds


def _pickles(folder):
    import pickle

    value = OrderedDict(
        [("w", _arrays()["w"]), ("t", (1, 2.5, None, True, "x")), ("l", [[b"a"], {3: {4}}])]
    )
    return [pickle.dumps(value, protocol) for protocol in range(6)] + _file_seeds(".pdparams")(
        folder
    )


def _read_state(suffix):
    def read(data, folder):
        path = folder / f"damaged{suffix}"
        path.write_bytes(data)
        found = formats.read(path)
        check_values({**found.arrays, **found.values})

    return read


def _read_pickle(data, folder):
    check_values(pickle_safe.loads(data))


def check_values(root):
    """A reader hands out plain values and nothing else."""
    pending = [root]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            pending += [*value.keys(), *value.values()]
        elif isinstance(value, CONTAINERS):
            pending += list(value)
        else:
            assert isinstance(value, PLAIN), type(value)
            assert not (isinstance(value, np.ndarray) and value.dtype.hasobject)


def _compressed(folder):
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **_arrays())
    return [*_file_seeds(".npz")(folder), buffer.getvalue()]


def _matlab_files(folder):
    from scipy.io import savemat

    found = []
    for number, compress in enumerate((False, True)):
        path = folder / f"{number}.mat"
        savemat(path, {**_arrays(), "text": "abc"}, do_compression=compress)
        found.append(path.read_bytes())
    return found


# -- records -----------------------------------------------------------------------------------


def _tfrecords(folder):
    buffer = io.BytesIO()
    for text in (
        b"\x0a\x0f\x0a\x0d\x0a\x01a\x12\x08\x12\x06\x0a\x04\x00\x00\x80\x3f",
        b"",
        b"x" * 9,
    ):
        records.write_tfrecord(buffer, text)
    return [buffer.getvalue(), gzip.compress(buffer.getvalue())]


def _read_tfrecords(data, folder):
    path = folder / "damaged.tfrecord"
    path.write_bytes(data)
    compression = "GZIP" if data[:2] == b"\x1f\x8b" else ""
    for content in (True, False):
        for record in records.tfrecords(str(path), compression, content):
            if content:
                try:
                    records.example(record)
                except FileFormatError:
                    continue


def _examples(folder):
    return [b"\x0a\x0f\x0a\x0d\x0a\x01a\x12\x08\x12\x06\x0a\x04\x00\x00\x80\x3f"]


_PAGE = 1 << 24
_SCHEMA = {
    "id": {"type": "int32"},
    "text": {"type": "string"},
    "x": {"type": "float32", "shape": [2, 2]},
    "raw": {"type": "bytes"},
}


def _mindrecord(folder):
    path = folder / "seed.mindrecord"
    if not path.exists():
        writer = mindrecord.FileWriter(str(path))
        writer.add_schema(_SCHEMA)
        writer.add_index(["id"])
        ones = np.ones((2, 2), np.float32)
        writer.write_raw_data(
            [{"id": i, "text": "t", "x": ones * i, "raw": b"r" * i} for i in range(3)]
        )
        writer.commit()
    return path


def _pages(folder):
    """What is not zero in the header and the pages of the file, which are 16 MiB each."""
    content = _mindrecord(folder).read_bytes()
    return [content[at : at + _PAGE].rstrip(b"\0") for at in range(0, len(content), _PAGE)]


def _write_pages(data, folder, name, sizes):
    """A file whose pages begin with the parts of `data`, of those sizes; the rest are holes."""
    with (folder / name).open("wb") as file:
        for number, size in enumerate(sizes):
            file.seek(number * _PAGE)
            file.write(data[:size])
            data = data[size:]
        file.truncate(len(sizes) * _PAGE)


def _read_mindrecord(data, folder):
    sizes = [len(page) for page in _pages_of(folder)]
    _write_pages(data, folder, "damaged.mindrecord", sizes)
    shutil.copyfile(folder / "seed.mindrecord.db", folder / "damaged.mindrecord.db")
    _read_rows(folder / "damaged.mindrecord")


def _read_index(data, folder):
    _mindrecord(folder)
    (folder / "seed.mindrecord.db").write_bytes(data)
    _read_rows(folder / "seed.mindrecord")


def _read_rows(path):
    reader = mindrecord.FileReader(str(path))
    try:
        for row in reader.get_next():
            check_values(row)
    finally:
        reader.close()


@cache
def _pages_of(folder):
    return _pages(folder)


TARGETS = {
    "ckpt": Target(_file_seeds(".ckpt"), _read_state(".ckpt"), (FileFormatError,)),
    "pickle": Target(_pickles, _read_pickle, (FileFormatError,)),
    "pdparams": Target(_file_seeds(".pdparams"), _read_state(".pdparams"), (FileFormatError,)),
    "npz": Target(_compressed, _read_state(".npz"), (FileFormatError,)),
    "matlab": Target(
        _matlab_files, lambda data, folder: check_values(matlab.arrays(data)), (FileFormatError,)
    ),
    "msgpack": Target(
        lambda folder: [msgpack.pack({"a": [1, 2.5, "x", None, True, -(2**40)]})],
        lambda data, folder: check_values(msgpack.unpack(data)),
        (FileFormatError,),
    ),
    "tensors": Target(
        lambda folder: [_paddle_tensor()],
        lambda data, folder: check_values(paddle_tensors.decoded(data)),
        (FileFormatError,),
    ),
    "checkpoint": Target(
        lambda folder: _file_seeds(".ckpt")(folder),
        lambda data, folder: check_values([e.data for e in mindspore_checkpoint.decoded(data)]),
        (FileFormatError,),
    ),
    "tfrecord": Target(_tfrecords, _read_tfrecords, (FileFormatError,)),
    "example": Target(
        _examples,
        lambda data, folder: check_values(records.example(data)),
        (FileFormatError,),
    ),
    "mindrecord": Target(
        lambda folder: [b"".join(_pages_of(folder))],
        _read_mindrecord,
        (RuntimeError, mindrecord.MindRecordException),
    ),
    "mindrecord-index": Target(
        lambda folder: [Path(f"{_mindrecord(folder)}.db").read_bytes()],
        _read_index,
        (RuntimeError, mindrecord.MindRecordException),
    ),
}


def _paddle_tensor():
    import struct

    description = b"\x08\x05\x10\x02\x10\x03"
    head = struct.pack("<IQI", 0, 0, 0) + struct.pack("<i", len(description)) + description
    return head + np.arange(6, dtype="float32").tobytes()


def read(name, data, folder):
    """Read a damaged file; True where it was read, False where it was refused as it should be."""
    target = TARGETS[name]
    try:
        target.read(data, folder)
    except target.raises:
        return False
    return True
