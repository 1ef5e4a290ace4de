"""Checkpoint files of MindSpore: a protobuf message of named tensors."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np

from ..errors import FileFormatError
from . import wire

SLICE_BYTES = 512 * 1024 * 1024
"""Larger tensors are cut along their flat length, into elements of one name."""

NUMPY = {
    "Int8": "int8", "UInt8": "uint8", "Int16": "int16", "UInt16": "uint16", "Int32": "int32",
    "UInt32": "uint32", "Int64": "int64", "UInt64": "uint64", "Float16": "float16",
    "Float32": "float32", "Float64": "float64", "Bool": "bool",
}  # fmt: skip
"""Names of dtypes in the file."""


class Entry(NamedTuple):
    """A tensor of the file: `data` is flat; text has the kind "str" and is a str."""

    tag: str
    dims: list[int]
    kind: str
    data: Any


# -- writing -----------------------------------------------------------------------------------


def encoded(entries: Iterable[Entry]) -> Iterator[bytes | memoryview]:
    """The bytes of a file, in pieces."""
    for entry in entries:
        if entry.kind == "str":
            yield from _element(entry, np.array(entry.data).tobytes())
            continue
        data = np.ascontiguousarray(entry.data).reshape(-1)
        count = max(1, math.ceil(data.nbytes / SLICE_BYTES))
        for part in np.array_split(data, count) if count > 1 else [data]:
            yield from _element(entry, part.view(np.uint8).data if part.size else b"")


def _element(entry: Entry, content: bytes | memoryview) -> Iterator[bytes | memoryview]:
    dims = b"".join(wire.number_field(1, d) for d in entry.dims)
    facts = dims + wire.bytes_field(2, entry.kind.encode()) + wire.bytes_head(3, len(content))
    tag = wire.bytes_field(1, entry.tag.encode())
    tensor = wire.bytes_head(2, len(facts) + len(content))
    yield wire.bytes_head(1, len(tag) + len(tensor) + len(facts) + len(content))
    yield tag + tensor + facts
    yield content


# -- reading -----------------------------------------------------------------------------------


def decoded(data: bytes | memoryview) -> list[Entry]:
    """The tensors of a file, slices of one tensor joined; raises FileFormatError."""
    found: list[Entry] = []
    parts: list[Any] = []
    for number, value in wire.fields(data):
        if number != 1 or not isinstance(value, memoryview):
            raise FileFormatError(f"a checkpoint has no field {number}")
        entry = _read_element(value)
        if found and parts and found[-1].tag == entry.tag and entry.kind != "str":
            parts.append(entry.data)
            continue
        _join(found, parts)
        found.append(entry)
        parts = [entry.data]
    _join(found, parts)
    return found


def _join(found: list[Entry], parts: list[Any]) -> None:
    if not found:
        return
    last = found[-1]
    if len(parts) > 1:
        last = found[-1] = last._replace(data=np.concatenate(parts))
    if last.kind == "str" or last.dims == [0]:
        return
    size = math.prod(last.dims)
    if size != len(last.data):
        raise FileFormatError(
            f"{last.tag!r} has the shape {last.dims}, which needs {size} elements, "
            f"but the file holds {len(last.data)}"
        )


def _read_element(data: memoryview) -> Entry:
    tag, tensor = None, None
    for number, value in wire.fields(data):
        if number == 1:
            tag = _text(value)
        elif number == 2:
            tensor = value
        elif number == 3:
            raise FileFormatError("map tensors are not supported")
    if tag is None or not isinstance(tensor, memoryview):
        raise FileFormatError("an element of the checkpoint has no name or no tensor")
    return _read_tensor(tag, tensor)


def _read_tensor(tag: str, data: memoryview) -> Entry:
    dims: list[int] = []
    kind, content = None, None
    for number, value in wire.fields(data):
        if number == 1:
            numbers = wire.packed(value) if isinstance(value, memoryview) else [value]
            dims.extend(wire.signed(n) for n in numbers)
        elif number == 2:
            kind = _text(value)
        elif number == 3:
            content = value
    if kind is None or not isinstance(content, memoryview):
        raise FileFormatError(f"{tag!r} has no dtype or no content")
    if any(d < 0 for d in dims):
        raise FileFormatError(f"{tag!r} has the shape {dims}")
    return Entry(tag, dims, kind, _values(tag, kind, content))


def _text(value: int | memoryview) -> str:
    if not isinstance(value, memoryview):
        raise FileFormatError("a number stands where text should be")
    return _decoded(value, "utf-8")


def _decoded(data: memoryview, encoding: str) -> str:
    try:
        return bytes(data).decode(encoding)
    except UnicodeDecodeError as error:
        raise FileFormatError(f"text is not {encoding.upper()}: {error}") from error


def _values(tag: str, kind: str, content: memoryview) -> Any:
    if kind == "str":
        if len(content) % 4:
            raise FileFormatError(f"text of {tag!r} has {len(content)} bytes")
        return _decoded(content, "utf-32-le")
    if kind not in NUMPY:
        raise FileFormatError(f"{tag!r} has the unknown dtype {kind!r}")
    dtype = np.dtype(NUMPY[kind]).newbyteorder("<")
    if len(content) % dtype.itemsize:
        raise FileFormatError(f"{tag!r} has {len(content)} bytes, no multiple of {dtype.itemsize}")
    return np.frombuffer(content, dtype).astype(dtype.newbyteorder("="), copy=False)
