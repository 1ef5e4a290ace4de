"""Integer arrays as MindRecord stores them: each number in the fewest bytes that hold it.

Four bytes big-endian: how many numbers. Then two bits for each number, from the high end of each
byte: 0 to 3 for 1, 2, 4 or 8 bytes. Then the numbers, little-endian.
"""

import numpy as np

from compat.core.errors import FileFormatError

_COUNT = 4
_SIZES = ("<i1", "<i2", "<i4", "<i8")
_UNIFORM = {bytes([0x55 * kind]): kind for kind in range(4)}  # four numbers of one kind
_KINDS = (np.arange(256)[:, None] >> np.array([6, 4, 2, 0]) & 3).astype(np.uint8)
_WIDTHS = np.array([1, 2, 4, 8], np.int64)
_SPARE = 64 - 8 * _WIDTHS
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
    count, bitmap, raw = _parts(data)
    kind = _UNIFORM.get(bitmap[:1])
    if kind is not None and count % 4 == 0 and bitmap.count(bitmap[0]) == len(bitmap):
        _check_size(count, count << kind, len(raw))
        return np.frombuffer(raw, _SIZES[kind]).astype(dtype)
    kinds = _KINDS[np.frombuffer(bitmap, np.uint8)].reshape(-1)[:count]
    widths = _WIDTHS[kinds]
    _check_size(count, int(widths.sum()), len(raw))
    return _numbers(raw, kinds, widths).astype(dtype)


def expand_rows(rows, dtype):
    """The integers of `dtype` behind the compressed bytes of several rows, as an array [rows, n].

    Returns:
        numpy.ndarray, or None where the rows differ in length, have none, or no multiple of four.
    """
    counts, bitmaps, raws = zip(*map(_parts, rows), strict=True)
    count = counts[0]
    if count == 0 or count % 4 or any(n != count for n in counts):
        return None
    kinds = _KINDS[np.frombuffer(b"".join(bitmaps), np.uint8)].reshape(-1)
    widths = _WIDTHS[kinds]
    for total, raw in zip(widths.reshape(-1, count).sum(axis=1).tolist(), raws, strict=True):
        _check_size(count, total, len(raw))
    return _numbers(b"".join(raws), kinds, widths).astype(dtype).reshape(-1, count)


def _parts(data):
    """(how many numbers, two bits of each, their bytes)."""
    if len(data) < _COUNT:
        raise FileFormatError(f"an integer array has {len(data)} bytes")
    count = int.from_bytes(data[:_COUNT], "big")
    start = _COUNT + (count + 3) // 4
    if count > len(data) - start:
        raise FileFormatError(f"an array of {count} integers has {len(data)} bytes")
    return count, data[_COUNT:start], data[start:]


def _check_size(count, total, there):
    if total != there:
        raise FileFormatError(
            f"an array of {count} integers wants {total} bytes, but {there} are there"
        )


def _numbers(raw, kinds, widths):
    """Numbers of mixed widths: eight bytes are read at each, and those behind it shifted out."""
    padded = raw + bytes(8)
    windows = np.ndarray((len(raw) + 1,), "<i8", padded, strides=(1,))
    ends = np.cumsum(widths)
    spare = _SPARE[kinds]
    return windows[ends - widths] << spare >> spare
