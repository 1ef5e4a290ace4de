"""Arrays of numbers in MATLAB files of version 5.

A file is a header of 128 bytes and elements; an element is a kind, a size and as many bytes, padded
to eight. Small ones have kind and size in four bytes; compressed ones hold another element.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..errors import FileFormatError

_COMPRESSED, _MATRIX = 15, 14
_NUMPY = {1: "i1", 2: "u1", 3: "i2", 4: "u2", 5: "i4", 6: "u4", 7: "f4", 9: "f8", 12: "i8"}
_HEADER = 128
_MOST = 1 << 28  # bytes that a compressed element may grow to


def arrays(data: bytes) -> dict[str, Any]:
    """Arrays of numbers by name; other variables are left out. Raises FileFormatError."""
    if len(data) < _HEADER or data[126:128] not in (b"IM", b"MI"):
        raise FileFormatError("the file is no MATLAB file of version 5")
    order = "<" if data[126:128] == b"IM" else ">"
    try:
        found = dict(_variables(data[_HEADER:], order))
    except (struct.error, zlib.error, ValueError, IndexError) as error:
        raise FileFormatError(f"the file is damaged: {error}") from error
    return {name: value for name, value in found.items() if value is not None}


def _elements(data: bytes, order: str) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 8 <= len(data):
        kind, size = struct.unpack_from(order + "II", data, at)
        if kind >> 16:  # a small element
            kind, size = kind & 0xFFFF, kind >> 16
            yield kind, data[at + 4 : at + 4 + size]
            at += 8
            continue
        if size > len(data) - at - 8:
            raise FileFormatError("the file is damaged: it ends early")
        yield kind, data[at + 8 : at + 8 + size]
        at += 8 + (size if kind == _COMPRESSED else -(-size // 8) * 8)


def _variables(data: bytes, order: str) -> Iterator[tuple[str, Any]]:
    for kind, content in _elements(data, order):
        if kind == _COMPRESSED:
            yield from _variables(zlib.decompressobj().decompress(content, _MOST), order)
        elif kind == _MATRIX:
            yield _matrix(content, order)


def _matrix(content: bytes, order: str) -> tuple[str, Any]:
    _, (_, dims), (_, name), *values = _elements(content, order)
    shape = np.frombuffer(dims, order + "i4").tolist()
    if not values or values[0][0] not in _NUMPY:
        return name.decode("latin1"), None
    kind, raw = values[0]
    flat = np.frombuffer(raw, order + _NUMPY[kind])
    if flat.size != math.prod(shape):
        raise FileFormatError(f"the file is damaged: {flat.size} values for the shape {shape}")
    return name.decode("latin1"), flat.reshape(shape, order="F")
