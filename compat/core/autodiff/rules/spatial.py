"""Padding of windows over spatial axes, which convolution and pooling share."""

from __future__ import annotations

Ints = tuple[int, ...]
Pairs = tuple[tuple[int, int], ...]


def before(padding: Pairs) -> Ints:
    return tuple(low for low, _ in padding)


def padding_to_fit(
    pad_before: Ints, sizes: Ints, out: Ints, kernel: Ints, stride: Ints, dilation: Ints
) -> Pairs:
    """(lo, hi) with which maps over `sizes` give exactly `out` positions; hi may cut."""
    rows = zip(pad_before, sizes, out, kernel, stride, dilation, strict=True)
    return tuple((lo, s * (o - 1) + d * (k - 1) + 1 - n - lo) for lo, n, o, k, s, d in rows)


def sees_nothing(padding: Pairs, sizes: Ints) -> bool:
    """True when `padding` cuts all there is, so that every window lies outside."""
    return any(min(lo, hi) <= -n for (lo, hi), n in zip(padding, sizes, strict=True))
