"""Shapes, joining, slicing. Shapes are complete: no -1. Axes are non-negative."""

from __future__ import annotations

from typing import Any

from .marker import Array, Arrays, primitive

Ints = tuple[int, ...]


@primitive
def reshape(x: Array, shape: Ints) -> Any:
    """`x` in C order under another shape of the same size."""


@primitive
def permute_dims(x: Array, axes: Ints) -> Any:
    """Axis `i` of the result is axis `axes[i]` of `x`."""


@primitive
def broadcast_to(x: Array, shape: Ints) -> Any:
    """NumPy broadcasting to `shape`; may be a read-only view."""


@primitive
def concat(xs: Arrays, axis: int) -> Any:
    """Arrays of one dtype, equal but for `axis`, one behind the other."""


@primitive(default=True)
def stack(xs: Arrays, axis: int) -> Any:
    """Arrays of one shape and dtype along a new axis at position `axis`."""


@primitive
def flip(x: Array, axis: Ints) -> Any:
    """Order of the elements reversed along each of `axis`."""


@primitive(default=True)
def tile(x: Array, repeats: Ints) -> Any:
    """`x` repeated `repeats[i]` times along axis `i`; one entry for every axis."""


@primitive
def pad(x: Array, widths: tuple[tuple[int, int], ...], mode: str, value: Any) -> Any:
    """`x` enlarged by `(before, after)` along each axis; widths are not negative.

    mode: "constant" with the Python scalar `value`; "reflect" mirrors without the edge, "symmetric"
    with it, "edge" repeats it, "wrap" continues at the other end (all need `value` None).
    """


@primitive
def strided_slice(x: Array, begin: Ints, end: Ints, step: Ints) -> Any:
    """`x[begin:end:step]` on every axis, as `range(begin, end, step)` enumerates positions.

    Every position enumerated exists; for a negative step `end` may be -1 (before the first).
    """


@primitive
def strided_update(x: Array, updates: Array, begin: Ints, end: Ints, step: Ints) -> Any:
    """A copy of `x` whose `strided_slice` is `updates` (of just that shape).

    Gradient: `x` gets the cotangent with zeros there, `updates` its slice.
    """
