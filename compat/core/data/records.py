"""Framed files: TFRecord with tf.train.Example, idx (MNIST), the binaries of CIFAR.

Every size is checked against the file before anything is read. Damage raises `FileFormatError`,
which names the file and the row.
"""

from __future__ import annotations

import gzip
import os
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from ..errors import FileFormatError
from ..serialize import wire
from .checksum import masked_crc32c

Example = dict[str, list[bytes] | NDArray[Any]]

_HEAD = struct.Struct("<QI")
_FOOT = 4
# No record of a compressed file may be larger: its size is not bounded by that of the file.
_LIMIT = 1 << 30
_IDX_DTYPES = {8: ">u1", 9: ">i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}


@contextmanager
def _opened(path: str, compression: str) -> Iterator[IO[bytes]]:
    if compression == "GZIP":
        with gzip.open(path) as file:
            yield file  # type: ignore[misc]
    elif compression == "ZLIB":
        with open(path, "rb") as file:
            yield _Inflated(file)  # type: ignore[misc]
    else:
        with open(path, "rb") as file:
            yield file


class _Inflated:
    """A zlib stream read in portions."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._inflate, self._ready = file, zlib.decompressobj(), b""

    def read(self, size: int) -> bytes:
        """Up to `size` bytes."""
        while len(self._ready) < size and not self._inflate.eof:
            more = self._inflate.unconsumed_tail or self._file.read(1 << 16)
            if not more:
                raise FileFormatError("the compressed data end early")
            self._ready += self._inflate.decompress(more, max(size, 1 << 16))
        found, self._ready = self._ready[:size], self._ready[size:]
        return found


def tfrecords(path: str, compression: str = "", content: bool = True) -> Iterator[bytes]:
    """The records of a TFRecord file; `compression` is "", "GZIP" or "ZLIB".

    Without `content` the records are passed over and empty bytes come, to count them. Both
    checksums of a record are checked (only that of the length without `content`).
    """
    left = os.path.getsize(path) if not compression else None
    row = 0
    try:
        with _opened(path, compression) as file:
            while True:
                head = file.read(_HEAD.size)
                if not head:
                    return
                size, left = _record_size(head, left)
                if content or compression:
                    data = file.read(size + _FOOT)
                    if len(data) != size + _FOOT:
                        raise FileFormatError(f"it ends within a record of {size} bytes")
                    if content:
                        _check_content(data)
                else:
                    file.seek(size + _FOOT, os.SEEK_CUR)
                    data = b""
                yield data[:-_FOOT]
                row += 1
    except (FileFormatError, OSError, EOFError, zlib.error) as error:
        if isinstance(error, OSError) and not isinstance(error, gzip.BadGzipFile):
            raise
        raise FileFormatError(f"{path}, record {row}: {error}") from error


def _record_size(head: bytes, left: int | None) -> tuple[int, int | None]:
    """Bytes of the record behind `head`, and those left in the file after it."""
    if len(head) != _HEAD.size:
        raise FileFormatError(f"it ends within the {_HEAD.size} bytes before a record")
    size, crc = _HEAD.unpack(head)
    if masked_crc32c(head[:8]) != crc:
        raise FileFormatError("the checksum of its length is wrong")
    if left is None:
        if size > _LIMIT:
            raise FileFormatError(f"a record of {size} bytes is larger than {_LIMIT}")
        return size, None
    left -= _HEAD.size + size + _FOOT
    if left < 0:
        raise FileFormatError(f"it wants {size} bytes, {-left} more than there are")
    return size, left


def _check_content(data: bytes) -> None:
    view = memoryview(data)
    if masked_crc32c(view[:-_FOOT]) != int.from_bytes(view[-_FOOT:], "little"):
        raise FileFormatError("the checksum of its content is wrong")


def example(data: bytes) -> Example:
    """Feature -> values of a serialized tf.train.Example: bytes, float32 or int64.

    A feature without values of any kind is an empty list.
    """
    found: Example = {}
    for features in _messages(data, 1):
        for entry in _messages(features, 1):
            name, feature = "", memoryview(b"")
            for number, value in wire.fields(entry):
                if number == 1:
                    name = _text(_bytes(value))
                elif number == 2:
                    feature = _bytes(value)
            found[name] = _feature(feature)
    return found


def _bytes(value: int | memoryview) -> memoryview:
    if isinstance(value, int):
        raise FileFormatError("a number stands where bytes should be")
    return value


def _text(value: memoryview) -> str:
    try:
        return bytes(value).decode("utf-8")
    except UnicodeDecodeError as error:
        raise FileFormatError("the name of a feature is not UTF-8") from error


def _messages(data: bytes | memoryview, wanted: int) -> Iterator[memoryview]:
    for number, value in wire.fields(data):
        if number == wanted:
            yield _bytes(value)


def _feature(data: memoryview) -> list[bytes] | NDArray[Any]:
    values: list[bytes] | NDArray[Any] = []
    for kind, content in wire.fields(data):
        body = _bytes(content)
        if kind == 1:
            values = [bytes(v) for v in _messages(body, 1)]
        elif kind == 2:
            values = _floats(body)
        elif kind == 3:
            values = _integers(body)
    return values


def _floats(data: memoryview) -> NDArray[np.float32]:
    parts = [bytes(v) for v in _messages(data, 1)]
    joined = b"".join(parts)
    if len(joined) % 4:
        raise FileFormatError(f"floats have {len(joined)} bytes")
    return np.frombuffer(joined, "<f4").astype(np.float32)


def _integers(data: memoryview) -> NDArray[np.int64]:
    found: list[int] = []
    for number, value in wire.fields(data):
        if number == 1:
            found += [value] if isinstance(value, int) else wire.packed(value)
    return np.array(found, np.uint64).astype(np.int64)


def write_tfrecord(file: IO[bytes], data: bytes) -> None:
    """Append a record to an open file."""
    head = len(data).to_bytes(8, "little")
    file.write(head + masked_crc32c(head).to_bytes(4, "little"))
    file.write(data + masked_crc32c(data).to_bytes(4, "little"))


def idx(path: str) -> NDArray[Any]:
    """The array of an idx file (the format of MNIST), on a memory map."""
    size = os.path.getsize(path)
    with open(path, "rb") as file:
        head = file.read(4)
        if len(head) != 4 or head[:2] != b"\0\0" or head[2] not in _IDX_DTYPES:
            raise FileFormatError(f"{path} does not start as an idx file")
        rank = head[3]
        dims = file.read(4 * rank)
    if len(dims) != 4 * rank:
        raise FileFormatError(f"{path} ends within its {rank} sizes")
    shape = struct.unpack(f">{rank}I", dims)
    dtype, start = np.dtype(_IDX_DTYPES[head[2]]), 4 + 4 * rank
    wanted = dtype.itemsize
    for n in shape:
        wanted *= n
    if wanted > size - start:
        raise FileFormatError(
            f"{path} announces {wanted} bytes for shape {shape}, but holds {size - start}"
        )
    if not wanted:
        return np.zeros(shape, dtype)
    return np.memmap(path, dtype, "r", start, shape)


def binary_rows(path: str, width: int) -> NDArray[np.uint8]:
    """The rows of `width` bytes of a file that holds nothing else, on a memory map."""
    size = os.path.getsize(path)
    if size % width:
        raise FileFormatError(
            f"{path} has {size} bytes: row {size // width} of {width} bytes is cut off"
        )
    if not size:
        return np.zeros((0, width), np.uint8)
    return np.memmap(path, np.uint8, "r", 0, (size // width, width))
