"""MessagePack of JSON values: what records of a MindRecord file are written in."""

from __future__ import annotations

import struct
from typing import Any

from ..errors import FileFormatError

_NESTING = 32

# Code -> format of the number that follows.
_NUMBERS = {
    0xCA: ">f", 0xCB: ">d", 0xCC: ">B", 0xCD: ">H", 0xCE: ">I", 0xCF: ">Q",
    0xD0: ">b", 0xD1: ">h", 0xD2: ">i", 0xD3: ">q",
}  # fmt: skip
# Code -> (bytes of the length that follows, kind).
_SIZED = {
    0xC4: (1, "bytes"), 0xC5: (2, "bytes"), 0xC6: (4, "bytes"),
    0xD9: (1, "text"), 0xDA: (2, "text"), 0xDB: (4, "text"),
    0xDC: (2, "list"), 0xDD: (4, "list"), 0xDE: (2, "map"), 0xDF: (4, "map"),
}  # fmt: skip
_CONSTANTS = {0xC0: None, 0xC2: False, 0xC3: True}
_UNSIGNED = ((0xFF, 0xCC), (0xFFFF, 0xCD), (0xFFFFFFFF, 0xCE), (2**64 - 1, 0xCF))
_SIGNED = ((-0x80, 0xD0), (-0x8000, 0xD1), (-0x80000000, 0xD2), (-(2**63), 0xD3))


class _Reader:
    """A position in packed bytes."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, size: int) -> bytes:
        if size > len(self.data) - self.at:
            raise FileFormatError(
                f"{size} bytes are announced at byte {self.at}, but only "
                f"{len(self.data) - self.at} are left"
            )
        self.at += size
        return self.data[self.at - size : self.at]

    def value(self, depth: int = 0) -> Any:
        if depth > _NESTING:
            raise FileFormatError(f"values are nested more than {_NESTING} deep")
        code = self.take(1)[0]
        if code <= 0x7F:
            return code
        if code >= 0xE0:
            return code - 0x100
        if code in _NUMBERS:
            form = _NUMBERS[code]
            return struct.unpack(form, self.take(struct.calcsize(form)))[0]
        if code in _CONSTANTS:
            return _CONSTANTS[code]
        return self.sized(code, depth)

    def sized(self, code: int, depth: int) -> Any:
        if code <= 0x8F:
            return self.mapping(code & 0x0F, depth)
        if code <= 0x9F:
            return [self.value(depth + 1) for _ in range(code & 0x0F)]
        if code <= 0xBF:
            return self.text(code & 0x1F)
        if code not in _SIZED:
            raise FileFormatError(f"unknown code {code:#x} before byte {self.at}")
        width, kind = _SIZED[code]
        size = int.from_bytes(self.take(width), "big")
        if kind == "text":
            return self.text(size)
        if kind == "bytes":
            return self.take(size)
        if size > len(self.data) - self.at:
            raise FileFormatError(f"{size} values are announced at byte {self.at}")
        if kind == "map":
            return self.mapping(size, depth)
        return [self.value(depth + 1) for _ in range(size)]

    def text(self, size: int) -> str:
        try:
            return self.take(size).decode("utf-8")
        except UnicodeDecodeError as error:
            raise FileFormatError(f"text before byte {self.at} is not UTF-8") from error

    def mapping(self, size: int, depth: int) -> dict[str, Any]:
        found = {}
        for _ in range(size):
            key = self.value(depth + 1)
            if not isinstance(key, str):
                raise FileFormatError(f"the key before byte {self.at} is not text")
            found[key] = self.value(depth + 1)
        return found


def unpack(data: bytes) -> Any:
    """The value packed in `data`. Raises `FileFormatError` where it is damaged."""
    reader = _Reader(data)
    value = reader.value()
    if reader.at != len(data):
        raise FileFormatError(f"{len(data) - reader.at} bytes are left over")
    return value


def _integer(value: int) -> bytes:
    if 0 <= value <= 0x7F:
        return bytes((value,))
    if -0x20 <= value < 0:
        return bytes((value + 0x100,))
    for limit, code in _UNSIGNED if value >= 0 else _SIGNED:
        if (value <= limit) if value >= 0 else (value >= limit):
            return bytes((code,)) + struct.pack(_NUMBERS[code], value)
    raise OverflowError(f"{value} does not fit 64 bits")


def _float(value: float) -> bytes:
    """The shorter form where it holds the same number."""
    try:
        short = struct.pack(">f", value)
    except OverflowError:
        return b"\xcb" + struct.pack(">d", value)
    if struct.unpack(">f", short)[0] == value:
        return b"\xca" + short
    return b"\xcb" + struct.pack(">d", value)


def _head(size: int, short: int, limit: int, codes: tuple[int, ...]) -> bytes:
    """What announces `size` parts: one byte where that is enough."""
    if size <= limit:
        return bytes((short | size,))
    for code in codes:
        width = _SIZED[code][0]
        if size < 1 << 8 * width:
            return bytes((code,)) + size.to_bytes(width, "big")
    raise OverflowError(f"{size} parts are too many")


def pack(value: Any) -> bytes:
    """`value` (None, bool, int, float, str, or lists and dicts of them) packed; keys sorted."""
    if value is None:
        return b"\xc0"
    if isinstance(value, bool):
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, int):
        return _integer(value)
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, str):
        text = value.encode("utf-8")
        return _head(len(text), 0xA0, 31, (0xD9, 0xDA, 0xDB)) + text
    if isinstance(value, (list, tuple)):
        return _head(len(value), 0x90, 15, (0xDC, 0xDD)) + b"".join(map(pack, value))
    if isinstance(value, dict):
        parts = [pack(str(key)) + pack(value[key]) for key in sorted(value)]
        return _head(len(value), 0x80, 15, (0xDE, 0xDF)) + b"".join(parts)
    raise TypeError(f"a {type(value).__name__} cannot be packed")
