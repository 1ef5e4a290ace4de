"""Messages of MindSpore's event files, and the records they are stored in."""

from __future__ import annotations

import struct
import time
import zlib

import numpy as np

from compat.core.serialize import wire

_ELEMENTS = (
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16",
    "float32", "float64",
)  # fmt: skip
ELEMENT_NUMBERS = {name: i for i, name in enumerate(_ELEMENTS, start=1)}
_COLUMNS = 8


# -- records: size | its checksum | data | its checksum ----------------------------------------


def _crc_table():
    table = []
    for n in range(256):
        for _ in range(8):
            n = n >> 1 ^ 0x82F63B78 if n & 1 else n >> 1
        table.append(n)
    return table


_CRC = _crc_table()


def _checksum(data):
    """CRC32C, masked as in TensorFlow's records."""
    crc, table = 0xFFFFFFFF, _CRC
    for byte in data:
        crc = table[(crc ^ byte) & 0xFF] ^ crc >> 8
    crc ^= 0xFFFFFFFF
    return struct.pack("<I", ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF)


def record(data):
    """A message as it stands in the file."""
    size = struct.pack("<Q", len(data))
    return b"".join((size, _checksum(size), data, _checksum(data)))


# -- fields ------------------------------------------------------------------------------------


def text(number, value):
    """A field that holds text."""
    return wire.bytes_field(number, value.encode())


def double(number, value):
    """A field that holds a number of 64 bits."""
    return wire.varint(number << 3 | wire.FIXED64) + struct.pack("<d", value)


def single(number, value):
    """A field that holds a number of 32 bits."""
    return wire.varint(number << 3 | wire.FIXED32) + struct.pack("<f", value)


# -- events ------------------------------------------------------------------------------------


def version_event():
    """The first event of a file."""
    return double(1, time.time()) + text(3, "MindSpore.Event:1")


def graph_event(graph):
    """The event of a network's graph message."""
    return double(1, time.time()) + wire.bytes_field(4, graph)


def lineage_event(number, message):
    """An event of the lineage file; `number` is the field for this kind."""
    return double(1, time.time()) + wire.bytes_field(number, message)


def summary_event(values, step):
    """The event of encoded values at a step."""
    summary = b"".join(wire.bytes_field(1, v) for v in values)
    head = double(1, time.time()) + wire.number_field(2, int(step))
    return head + wire.bytes_field(5, summary)


# -- values ------------------------------------------------------------------------------------


def scalar(tag, array):
    """The first element, in 32 bits."""
    return text(1, tag) + single(3, float(array.reshape(-1)[0]))


def tensor(tag, array):
    """Shape, dtype and elements in 32 bits."""
    content = array.astype("<f4").tobytes()
    message = b"".join(wire.number_field(1, n) for n in array.shape)
    message += wire.number_field(2, ELEMENT_NUMBERS[str(array.dtype)])
    return text(1, tag) + wire.bytes_field(8, message + wire.bytes_field(3, content))


def histogram(tag, array):
    """Counts in buckets of equal width; numbers that are not finite are counted apart."""
    finite = array[np.isfinite(array)]
    counts = (np.isnan(array), np.isposinf(array), np.isneginf(array))
    message = b""
    if finite.size:
        message = b"".join(wire.bytes_field(1, b) for b in _buckets(finite))
    message += b"".join(
        wire.number_field(n, int(np.count_nonzero(c))) for n, c in enumerate(counts, start=2)
    )
    if finite.size:
        total = finite.sum(dtype=np.float64)
        message += double(5, finite.max()) + double(6, finite.min()) + double(7, total)
    return text(1, tag) + wire.bytes_field(9, message + wire.number_field(8, array.size))


def _buckets(finite):
    first, last = finite.min(), finite.max()
    if not first < last:
        first, last = first - 0.5, last + 0.5
    edges = np.linspace(first, last, _bucket_count(finite.size) + 1, dtype=finite.dtype)
    counts, edges = np.histogram(finite, bins=edges)
    for count, left, right in zip(counts, edges, edges[1:], strict=False):
        yield double(1, left) + double(2, right - left) + wire.number_field(3, int(count))


def _bucket_count(size):
    """About ten elements to a bucket, at most 90 buckets."""
    if size <= 10:
        return 2 if size <= 5 else 3
    return min(size // 10 + 1, 90)


def image(tag, array):
    """The images (N, C, H, W) side by side as one PNG; None when there is no image in it."""
    if array.ndim != 4 or array.shape[1] not in (1, 3) or 0 in array.shape:
        return None
    canvas = _bytes_of(_canvas(array))
    height, width, _ = canvas.shape
    message = wire.number_field(1, height) + wire.number_field(2, width) + wire.number_field(3, 3)
    return text(1, tag) + wire.bytes_field(4, message + wire.bytes_field(4, _png(canvas)))


def _bytes_of(array):
    """Values in [0, 255]: those in [0, 1] times 255, others stretched."""
    low, high = array.min(), array.max()
    if low >= 0 and high <= 1:
        scale, shift = 255, 0
    else:
        scale, shift = (255 / (high - low + 1) if high != low else 1), low
    return ((array.astype(np.float32) - shift) * scale).astype(np.uint8)


def _canvas(images):
    count, channels, height, width = images.shape
    if channels == 1:
        images = np.repeat(images, 3, 1)
    columns = min(count, _COLUMNS)
    rows = -(-count // columns)
    canvas = np.zeros((3, rows * height, columns * width))
    for i, one in enumerate(images):
        top, left = i // columns * height, i % columns * width
        canvas[:, top : top + height, left : left + width] = one
    return canvas.transpose(1, 2, 0)


def _png(pixels):
    height, width, _ = pixels.shape
    rows = np.concatenate([np.zeros((height, 1), np.uint8), pixels.reshape(height, -1)], 1)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows.tobytes())), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
