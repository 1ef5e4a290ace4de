"""Arrays made like others, and patterns: identity, triangles, one-hot rows, grids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..table import op


def full_like(x: Any, value: Any) -> Any:
    """`value` in the shape, dtype and device of `x`."""
    return op.full(op.shape_of(x), value, op.dtype_of(x), op.device_of(x))


def zeros_like(x: Any) -> Any:
    """Zeros in the shape, dtype and device of `x`."""
    return full_like(x, zero_of(op.dtype_of(x)))


def ones_like(x: Any) -> Any:
    """Ones in the shape, dtype and device of `x`."""
    return full_like(x, op.dtype_of(x) == "bool" or 1)


def zero_of(dtype: str) -> Any:
    """The Python scalar 0 of a dtype: False for bool, which 0 would promote."""
    return False if dtype == "bool" else 0


def offsets(rows: int, columns: int, device: str) -> Any:
    """int64 (rows, columns): column minus row, the number of the diagonal."""
    down = op.arange(0, rows, 1, "int64", device)
    across = op.arange(0, columns, 1, "int64", device)
    return op.subtract(across, op.reshape(down, (rows, 1)))


def eye(rows: int, columns: int, k: int, dtype: str, device: str) -> Any:
    """Ones on the `k`-th diagonal, zeros elsewhere."""
    return op.astype(op.equal(offsets(rows, columns, device), k), dtype)


def tril(x: Any, k: int = 0) -> Any:
    """The last two axes of `x` on and below the `k`-th diagonal, zeros above."""
    *_, rows, columns = op.shape_of(x)
    numbers = offsets(rows, columns, op.device_of(x))
    return op.where(op.less_equal(numbers, k), x, zero_of(op.dtype_of(x)))


def triu(x: Any, k: int = 0) -> Any:
    """The last two axes of `x` on and above the `k`-th diagonal, zeros below."""
    *_, rows, columns = op.shape_of(x)
    numbers = offsets(rows, columns, op.device_of(x))
    return op.where(op.greater_equal(numbers, k), x, zero_of(op.dtype_of(x)))


def one_hot(indices: Any, depth: int, axis: int, dtype: str, on: Any = 1, off: Any = 0) -> Any:
    """`on` where a new axis of size `depth` meets the index, else `off` (all, out of range)."""
    shape, device = op.shape_of(indices), op.device_of(indices)
    spread = op.reshape(indices, (*shape[:axis], 1, *shape[axis:]))
    classes = op.arange(0, depth, 1, op.dtype_of(indices), device)
    classes = op.reshape(classes, (depth,) + (1,) * (len(shape) - axis))
    hit = op.equal(spread, classes)
    if (on, off) == (1, 0):
        return op.astype(hit, dtype)
    return op.where(hit, op.full((), on, dtype, device), op.full((), off, dtype, device))


def linspace(start: float, stop: float, count: int, dtype: str, device: str) -> Any:
    """`count` evenly spaced values, both ends exactly; computed in float64 and rounded once."""
    if count == 1:
        return op.full((1,), start, dtype, device)
    i = op.arange(0, count, 1, "float64", device)
    forward = op.add(op.multiply(i, (stop - start) / (count - 1)), float(start))
    return op.astype(op.where(op.equal(i, float(count - 1)), float(stop), forward), dtype)


def meshgrid(xs: Sequence[Any], indexing: str) -> list[Any]:
    """Coordinate arrays of 1-D `xs`; indexing "ij", or "xy", which exchanges the first two axes."""
    order = list(range(len(xs)))
    if indexing == "xy" and len(xs) > 1:
        order[:2] = [1, 0]
    sizes = [op.shape_of(x)[0] for x in xs]
    shape = tuple(sizes[i] for i in order)
    grids = []
    for x, size, place in zip(xs, sizes, order, strict=True):
        line = tuple(size if axis == place else 1 for axis in range(len(xs)))
        grids.append(op.broadcast_to(op.reshape(x, line), shape))
    return grids
