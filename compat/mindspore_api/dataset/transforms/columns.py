"""What the operations on columns of any kind do with arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from .failure import fail


def kind_name(x: np.ndarray) -> str:
    """MindSpore's name of an array's type."""
    return {"U": "string", "S": "bytes"}.get(x.dtype.kind, x.dtype.name)


def is_numeric(x: np.ndarray) -> bool:
    """False for strings and bytes."""
    return x.dtype.kind not in "US"


def type_cast(x: np.ndarray, name: str) -> np.ndarray:
    """The values of an array in the type `name`, converted as C does."""
    if not is_numeric(x):
        if kind_name(x) == name:
            return x
        kind = kind_name(x)
        fail(f"TypeCast: TypeCast does not support cast from {kind} to {name}")
    if name == "string":
        fail(
            "Failed to create empty tensor, number of elements should be 0 when data type is "
            "string."
        )
    with np.errstate(invalid="ignore", over="ignore"):
        return x.astype(name)


def one_hot(x: np.ndarray, classes: int, smoothing: float) -> np.ndarray:
    """Rows of zeros with a one at the class; smoothed rows are float64."""
    x = x.squeeze()
    if x.ndim > 1:
        fail(f"OneHot: OneHot only supports scalars or 1D input, got rank: {x.ndim}")
    if x.dtype.kind not in "iu":
        fail(f"OneHot: OneHot only support input of int type, but got:{kind_name(x)}")
    labels = x.reshape(-1).astype(np.int64)
    wrong = labels[labels >= classes]
    if wrong.size:
        fail(
            "OneHot: index values should not bigger than num classes: "
            f"{classes}, but got: {wrong[0]}"
        )
    y = np.zeros((labels.size, classes), np.float64 if smoothing else x.dtype)
    if smoothing:
        # MindSpore fills all rows again for every label, so that only the last row has a peak.
        share = smoothing / classes
        y[:] = share
        y[-1, labels[-1]] = (1 - smoothing) + share
    else:
        y[np.arange(labels.size), labels] = 1
    return y.squeeze()


def fill(x: np.ndarray, value: np.ndarray) -> np.ndarray:
    """An array like x of one value."""
    if not is_numeric(x) or not is_numeric(value):
        if kind_name(x) != kind_name(value):
            fail(
                "Fill: fill_value and the input tensor must be of the same data type when "
                f"involving strings or bytes, but got fill_value data type {kind_name(value)} "
                f"and input tensor data type {kind_name(x)}"
            )
        return np.full(x.shape, value)
    with np.errstate(invalid="ignore", over="ignore"):
        return np.full(x.shape, value.astype(x.dtype))


def pad_end(x: np.ndarray, shape: Sequence[int], value: np.ndarray | None) -> np.ndarray:
    """x cut or filled up at the end of each axis."""
    if value is None:
        value = np.array(0.0) if is_numeric(x) else np.array("" if x.dtype.kind == "U" else b"")
    elif is_numeric(x) != is_numeric(value):
        fail(
            "PadEnd: can not pad numeric and string tensors together, but got: "
            f"{kind_name(value)} and {kind_name(x)}."
        )
    elif not is_numeric(x) and x.dtype.kind != value.dtype.kind:
        fail(
            "PadEnd: can not pad string and byte tensors together, but got: "
            f"{kind_name(value)} and {kind_name(x)}."
        )
    shape = tuple(shape)
    if None in shape:
        fail("Failed to create empty tensor, tensor shape is unknown.")
    if x.ndim == 0 or x.shape == shape:
        return x
    if x.ndim != len(shape):
        fail(
            f"PadEnd: invalid pad shape, as rank of input is: {x.ndim}, "
            f"and rank of pad value: {len(shape)}"
        )
    if is_numeric(x):
        y = np.empty(shape, x.dtype)
        y.fill(_filling(value.item(), x.dtype))
    else:
        y = np.full(shape, value, np.result_type(x.dtype, value.dtype))
    part = tuple(slice(min(a, b)) for a, b in zip(shape, x.shape, strict=True))
    y[part] = x[part]
    return y


@lru_cache(maxsize=64)
def _filling(value: float, dtype: np.dtype[Any]) -> Any:
    """A number as the engine fills with it: rounded to float32 first."""
    with np.errstate(invalid="ignore", over="ignore"):
        return np.float32(value).astype(dtype)


_COMPARISONS = (np.equal, np.not_equal, np.greater, np.greater_equal, np.less, np.less_equal)


def mask(x: np.ndarray, relation: int, value: np.ndarray, dtype: str) -> np.ndarray:
    """Where the values of x stand in a relation to a constant."""
    if dtype == "string":
        fail("Mask: only support numeric datatype of input, got string.")
    if is_numeric(x) != is_numeric(value):
        fail(
            "Mask: input datatype does not match the value datatype, both should be numeric or "
            "non-numerical in the same time."
        )
    constant = type_cast(value, x.dtype.name) if is_numeric(x) else value
    return _COMPARISONS[relation](x, constant).astype(dtype)


def concatenate(
    columns: Sequence[np.ndarray], axis: int, before: np.ndarray | None, after: np.ndarray | None
) -> np.ndarray:
    """Columns of one axis joined, with arrays before and after them."""
    first = columns[0]
    position = axis + first.ndim if axis < 0 else axis
    if position != 0:
        fail(f"Concatenate: only 1D input supported, input 'axis' should be 0, but got: {position}")
    for extra, name in ((before, "prepend"), (after, "append")):
        if extra is not None and kind_name(extra) != kind_name(first):
            fail(
                f"Concatenate: input datatype does not match the {name} datatype, got input "
                f"datatype: {kind_name(first)}, {name} datatype:{kind_name(extra)}"
            )
    for column in columns:
        if kind_name(column) != kind_name(first):
            fail("Concatenate: inconsistent datatype of input.")
        if column.ndim != 1:
            fail(f"Concatenate: only 1D input supported, got rank of input: {column.ndim}")
    parts = [p for p in (before, *columns, after) if p is not None]
    return np.concatenate(parts)


def slice_axes(x: np.ndarray, options: Sequence[Any]) -> np.ndarray:
    """The part of x that one option an axis chooses: a list of indices, a slice or True for all."""
    picks: list[np.ndarray] = []
    for axis, option in enumerate(options):
        if axis >= x.ndim and option is not True:
            fail("Invalid shape, should be greater than slices index.")
        picks.append(_picked(option, x.shape[axis]))
    picks += [np.arange(n) for n in x.shape[len(options) :]]
    return x[np.ix_(*picks)] if picks else x


def _picked(option: Any, size: int) -> np.ndarray:
    if option is True:
        return np.arange(size)
    if isinstance(option, slice):
        return np.arange(size)[option]
    if not option:
        fail("Both indices and slices can not be empty.")
    indices = [i + size if i < 0 else i for i in option]
    for i in indices:
        if not 0 <= i < size:
            fail(f"Index {i} is out of bounds.")
    return np.array(indices, np.int64)


def unique(x: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The distinct values in order of appearance, where each value stands, how often each comes."""
    if not is_numeric(x):
        fail("Unique: only support numeric datatype of input, got string.")
    if x.ndim < 2:
        fail(f"Unique: input must be at least 2-D in order to do unique op, got rank:{x.ndim}")
    values, first, inverse, counts = np.unique(
        x.reshape(-1), return_index=True, return_inverse=True, return_counts=True
    )
    order = np.argsort(first, kind="stable")
    place = np.empty(order.size, np.int32)
    place[order] = np.arange(order.size, dtype=np.int32)
    return values[order], place[inverse.reshape(-1)], counts[order].astype(np.int32)


def each_row(function: Callable[[np.ndarray], np.ndarray], block: np.ndarray) -> np.ndarray:
    """`function` of every row of a block, as one array.

    Raises:
        ValueError: results of several shapes or types.
    """
    out: np.ndarray | None = None
    for i, row in enumerate(block):
        made = function(row)
        if out is None:
            out = np.empty((len(block), *made.shape), made.dtype)
        if made.shape != out.shape[1:] or made.dtype != out.dtype or made.dtype.kind in "US":
            raise ValueError("rows of several shapes or types")
        out[i] = made
    return out
