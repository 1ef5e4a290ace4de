"""Integer arrays as MindRecord stores them: each number in the fewest bytes that hold it.

Four bytes big-endian: how many numbers. Then two bits for each number, from the high end of each
byte: 0 to 3 for 1, 2, 4 or 8 bytes. Then the numbers, little-endian.
"""

import numpy as np

from compat.core.errors import FileFormatError

_COUNT = 4
_SIZES = ("<i1", "<i2", "<i4", "<i8")
_LIMITS = np.array([2**7, 2**15, 2**31], np.int64)


def compress(data, dtype):
    """The bytes of an integer array of `dtype`, compressed."""
    width = np.dtype(dtype).itemsize
    numbers = np.frombuffer(data[: len(data) // width * width], dtype).astype(np.int64)
    kinds = _kinds(numbers)
    out = np.zeros(int((1 << kinds).sum()), np.uint8)
    starts = np.cumsum(1 << kinds) - (1 << kinds)
    for kind, form in enumerate(_SIZES):
        mine = kinds == kind
        if mine.any():
            parts = numbers[mine].astype(form).view(np.uint8).reshape(-1, 1 << kind)
            out[starts[mine][:, None] + np.arange(1 << kind)] = parts
    return len(numbers).to_bytes(_COUNT, "big") + _bitmap(kinds) + out.tobytes()


def _kinds(numbers):
    """0 to 3 for numbers that need 1, 2, 4 or 8 bytes."""
    size = np.where(numbers < 0, ~numbers, numbers)
    return np.searchsorted(_LIMITS, size, side="right")


def _bitmap(kinds):
    padded = np.zeros(-(-len(kinds) // 4) * 4, np.uint8)
    padded[: len(kinds)] = kinds
    quads = padded.reshape(-1, 4)
    return (quads << np.array([6, 4, 2, 0], np.uint8)).sum(axis=1).astype(np.uint8).tobytes()


def expand(data, dtype):
    """The integer array of `dtype` behind compressed bytes."""
    if len(data) < _COUNT:
        raise FileFormatError(f"an integer array has {len(data)} bytes")
    count = int.from_bytes(data[:_COUNT], "big")
    start = _COUNT + (count + 3) // 4
    if count > len(data) - start:
        raise FileFormatError(f"an array of {count} integers has {len(data)} bytes")
    bitmap = np.frombuffer(data, np.uint8, (count + 3) // 4, _COUNT)
    kinds = (bitmap[:, None] >> np.array([6, 4, 2, 0], np.uint8) & 3).reshape(-1)[:count]
    widths = 1 << kinds.astype(np.int64)
    total = int(widths.sum())
    if total != len(data) - start:
        raise FileFormatError(
            f"an array of {count} integers wants {total} bytes, but {len(data) - start} are there"
        )
    if count and (kinds == kinds[0]).all():
        return np.frombuffer(data, _SIZES[kinds[0]], count, start).astype(dtype)
    return _scattered(np.frombuffer(data, np.uint8, total, start), kinds, widths).astype(dtype)


def _scattered(raw, kinds, widths):
    numbers = np.zeros(len(kinds), np.int64)
    starts = np.cumsum(widths) - widths
    for kind, form in enumerate(_SIZES):
        mine = np.flatnonzero(kinds == kind)
        if len(mine):
            parts = raw[starts[mine][:, None] + np.arange(1 << kind)]
            numbers[mine] = np.ascontiguousarray(parts).view(form)[:, 0]
    return numbers
