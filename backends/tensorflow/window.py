"""Cutting and extending spatial axes, and the extra axis that one-dimensional data need."""

from .library import integers, raw, reshaped, shape
from .shape import padded


def placed(x, offsets, sizes):
    """`x` read at positions `offset .. offset + size` of its spatial axes, 0 outside."""
    size = shape(x)
    begin, cut, widths = [0, 0], list(size[:2]), [(0, 0), (0, 0)]
    for n, lo, extent in zip(size[2:], offsets, sizes, strict=True):
        first, last = min(max(lo, 0), n), min(max(lo + extent, 0), n)
        begin.append(first)
        cut.append(max(last - first, 0))
        before = min(max(-lo, 0), extent)
        widths.append((before, extent - before - cut[-1]))
    if tuple(cut) != size:
        x = raw.Slice(input=x, begin=integers(tuple(begin)), size=integers(tuple(cut)))
    return padded(x, widths)


def extended(x, padding):
    """`x` with zeros around its spatial axes; negative widths cut."""
    size = shape(x)[2:]
    sizes = [max(n + lo + hi, 0) for n, (lo, hi) in zip(size, padding, strict=True)]
    return placed(x, [-lo for lo, _ in padding], sizes)


def plane(x):
    """One spatial axis as the second of two."""
    n, c, size = shape(x)
    return reshaped(x, (n, c, 1, size))


def line(x):
    """Inverse of `plane`."""
    n, c, _, size = shape(x)
    return reshaped(x, (n, c, size))
