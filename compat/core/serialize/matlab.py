"""Arrays, cells and structures in MATLAB files of version 5.

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
_CELL, _STRUCT, _SPARSE = 1, 2, 5
_DEEPEST = 8
_HEADER = 128
_MOST = 1 << 28  # bytes that a compressed element may grow to


def arrays(data: bytes) -> dict[str, Any]:
    """Variables by name. Raises FileFormatError.

    Arrays of numbers are arrays (sparse ones, too), cells are lists, column after column, and
    structures dicts; others are left out.
    """
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


def _matrix(content: bytes, order: str, depth: int = 0) -> tuple[str, Any]:
    if depth > _DEEPEST:
        raise FileFormatError("the file is damaged: its structures are too deep")
    (_, flags), (_, dims), (_, name), *values = _elements(content, order)
    shape = np.frombuffer(dims, order + "i4").tolist()
    kind = np.frombuffer(flags, order + "u4")[0] & 0xFF
    if kind == _CELL:
        return name.decode("latin1"), [_matrix(raw, order, depth + 1)[1] for _, raw in values]
    if kind == _STRUCT:
        return name.decode("latin1"), _structure(values, order, depth)
    if kind == _SPARSE:
        return name.decode("latin1"), _sparse(values, shape, order)
    if not values or values[0][0] not in _NUMPY:
        return name.decode("latin1"), None
    # Whole numbers are kept in few bytes, whatever the class of the array.
    flat = _numbers(values[0], order)
    if flat.size != math.prod(shape):
        raise FileFormatError(f"the file is damaged: {flat.size} values for the shape {shape}")
    return name.decode("latin1"), flat.reshape(shape, order="F")


def _numbers(element: tuple[int, bytes], order: str) -> Any:
    kind, raw = element
    if kind not in _NUMPY:
        raise FileFormatError(f"the file is damaged: numbers of kind {kind}")
    return np.frombuffer(raw, order + _NUMPY[kind])


def _structure(values: list[tuple[int, bytes]], order: str, depth: int) -> dict[str, Any]:
    """The fields of the first element of a structure."""
    (_, width), (_, names), *fields = values
    size = int(np.frombuffer(width, order + "i4")[0])
    if size < 1:
        raise FileFormatError("the file is damaged: fields without names")
    keys = [names[i : i + size].split(b"\0")[0].decode() for i in range(0, len(names), size)]
    found = [_matrix(raw, order, depth + 1)[1] for _, raw in fields[: len(keys)]]
    return dict(zip(keys, found, strict=True))


def _sparse(values: list[tuple[int, bytes]], shape: list[int], order: str) -> Any:
    rows, ends, numbers = (_numbers(element, order) for element in values[:3])
    height, width = shape
    counts = np.diff(ends)
    if not 0 <= height * width <= _MOST or len(counts) != width or (counts < 0).any():
        raise FileFormatError(f"the file is damaged: a sparse array of shape {shape}")
    # MATLAB reserves more room than it uses.
    used = int(counts.sum())
    made = np.zeros(shape, numbers.dtype.newbyteorder("="))
    made[rows[:used], np.repeat(np.arange(width), counts)] = numbers[:used]
    return made
