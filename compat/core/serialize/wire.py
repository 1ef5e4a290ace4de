"""The protobuf wire format: fields of a message, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import FileFormatError

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
_WIDTHS = {FIXED64: 8, FIXED32: 4}
_LIMIT = 10


def _read_varint(data: memoryview, at: int) -> tuple[int, int]:
    number = shift = 0
    for i in range(at, min(at + _LIMIT, len(data))):
        byte = data[i]
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number & (2**64 - 1), i + 1
        shift += 7
    raise FileFormatError(f"a number at byte {at} does not end")


def fields(data: bytes | memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """(field number, value) of a message: ints for varints, views of the bytes for the rest."""
    view = memoryview(data)
    at, end = 0, len(view)
    while at < end:
        key, at = _read_varint(view, at)
        number, kind = key >> 3, key & 7
        if number == 0:
            raise FileFormatError(f"field number 0 before byte {at}")
        if kind == VARINT:
            value, at = _read_varint(view, at)
            yield number, value
            continue
        if kind == BYTES:
            size, at = _read_varint(view, at)
        elif kind in _WIDTHS:
            size = _WIDTHS[kind]
        else:
            raise FileFormatError(f"unknown wire type {kind} before byte {at}")
        if size > end - at:
            raise FileFormatError(
                f"field {number} wants {size} bytes at byte {at}, but only {end - at} are left"
            )
        yield number, view[at : at + size]
        at += size


def signed(number: int) -> int:
    """A varint as a signed 64-bit integer."""
    return number - 2**64 if number >= 2**63 else number


def packed(data: memoryview) -> list[int]:
    """The varints of a packed field."""
    found, at = [], 0
    while at < len(data):
        number, at = _read_varint(data, at)
        found.append(number)
    return found


def varint(number: int) -> bytes:
    """An integer as a varint; negative ones in two's complement of 64 bits."""
    number &= 2**64 - 1
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def number_field(number: int, value: int) -> bytes:
    """A field that holds an integer."""
    return varint(number << 3 | VARINT) + varint(value)


def bytes_head(number: int, size: int) -> bytes:
    """What stands before the `size` bytes of a field."""
    return varint(number << 3 | BYTES) + varint(size)


def bytes_field(number: int, value: bytes) -> bytes:
    """A field that holds bytes, text or a message."""
    return bytes_head(number, len(value)) + value
