"""Tensors as Paddle's static programs save them: one after the other, each with its description.

A tensor is: version 0 (uint32), levels of detail (uint64 count, then size and offsets of each),
version 0 (uint32), size of a protobuf message (int32), the message (1: dtype, 2: extents), values.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..errors import FileFormatError
from . import wire

# Paddle's numbers for dtypes.
NUMPY = {
    0: "bool",
    1: "int16",
    2: "int32",
    3: "int64",
    4: "float16",
    5: "float32",
    6: "float64",
    20: "uint8",
    21: "int8",
}


class _Bytes:
    """The bytes of a file, taken from the front."""

    def __init__(self, data: bytes) -> None:
        self.rest = memoryview(data)

    def take(self, count: int) -> memoryview:
        if not 0 <= count <= len(self.rest):
            raise FileFormatError("the file is damaged: it ends early")
        found, self.rest = self.rest[:count], self.rest[count:]
        return found

    def number(self, width: int) -> int:
        return int.from_bytes(self.take(width), "little")


def decoded(data: bytes) -> list[Any]:
    """The arrays in a file, in order. Raises FileFormatError."""
    source, found = _Bytes(data), []
    while source.rest:
        found.append(_tensor(source))
    return found


def _tensor(source: _Bytes) -> Any:
    _expect_version(source)
    for _ in range(min(source.number(8), 64)):
        source.take(source.number(8))
    _expect_version(source)
    dtype, dims = _description(source.take(source.number(4)))
    raw = source.take(math.prod(dims) * dtype.itemsize)
    return np.frombuffer(raw, dtype.newbyteorder("<")).astype(dtype).reshape(dims)


def _expect_version(source: _Bytes) -> None:
    version = source.number(4)
    if version:
        raise FileFormatError(f"the file is no saved tensor, or of the unknown version {version}")


def _description(message: memoryview) -> tuple[Any, list[int]]:
    kind, dims = None, []
    for number, value in wire.fields(message):
        if number == 1:
            kind = value
        elif number == 2:
            numbers = wire.packed(value) if isinstance(value, memoryview) else [value]
            dims += [wire.signed(n) for n in numbers]
    if not isinstance(kind, int) or kind not in NUMPY:
        raise FileFormatError(f"the file holds a tensor of the unknown dtype {kind}")
    if len(dims) > 32 or min(dims, default=0) < 0:
        raise FileFormatError(f"the file holds a tensor of the impossible shape {dims[:32]}")
    return np.dtype(NUMPY[kind]), dims
