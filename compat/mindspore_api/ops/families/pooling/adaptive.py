"""Pooling to a given output size."""

from __future__ import annotations

import math

from .....core import compose, op
from .... import _checkparam as validator
from ....common.tensor import wrap
from ...arguments import ints_of
from ...primitive import Primitive, prim_attr_register
from .window import batched, int_tuple, unbatched, window_average


def _bounds(extent, count):
    """(start, end) of each of `count` windows that cover an extent."""
    return [(i * extent // count, -(-(i + 1) * extent // count)) for i in range(count)]


def _adaptive(name, x, output_size, n, reducer):
    value, single = batched(name, x, n + 2)
    shape = op.shape_of(value)
    sizes = int_tuple(output_size, n)
    if len(sizes) != n:
        raise ValueError(
            f"For '{name}', the 'output_size' must have {n} entries, but got {output_size}."
        )
    sizes = tuple(shape[2 + i] if s is None else s for i, s in enumerate(sizes))
    for size in sizes:
        if not isinstance(size, int) or isinstance(size, bool):
            raise TypeError(f"For '{name}', the 'output_size' must be int, but got {size}.")
        if size <= 0:
            raise ValueError(f"For '{name}', the 'output_size' must be > 0, but got {size}.")
    if all(extent % size == 0 for extent, size in zip(shape[2:], sizes, strict=True)):
        window = tuple(e // s for e, s in zip(shape[2:], sizes, strict=True))
        return reducer(value, window, sizes), single
    return None, (value, sizes, single)


def adaptive_average(name, x, output_size, n):
    """Means of windows that cover the extents evenly."""

    def even(value, window, sizes):
        return window_average(value, window, window, ((0, 0),) * n)

    found, rest = _adaptive(name, x, output_size, n, even)
    if found is not None:
        return unbatched(found, rest)
    value, sizes, single = rest
    for i, size in enumerate(sizes):
        axis = 2 + i
        extent = op.shape_of(value)[axis]
        parts = [
            op.mean(compose.narrow(value, axis, a, b), (axis,), True)
            for a, b in _bounds(extent, size)
        ]
        value = op.concat(parts, axis)
    return unbatched(value, single)


def adaptive_maximum(name, x, output_size, n):
    """(largest elements of windows that cover the extents evenly, their flattened positions)."""

    def even(value, window, sizes):
        return op.max_pool(value, window, window, ((0, 0),) * n, (1,) * n)

    found, rest = _adaptive(name, x, output_size, n, even)
    if found is not None:
        return unbatched(found[0], rest), unbatched(found[1], rest)
    value, sizes, single = rest
    extents = op.shape_of(value)[2:]
    index = op.arange(0, math.prod(extents), 1, "int64", op.device_of(value))
    index = op.broadcast_to(op.reshape(index, (1, 1, *extents)), op.shape_of(value))
    for i, size in enumerate(sizes):
        axis = 2 + i
        values, places = [], []
        for a, b in _bounds(op.shape_of(value)[axis], size):
            part = compose.narrow(value, axis, a, b)
            at = compose.expand_dims(op.argmax(part, axis), axis)
            values.append(op.take_along_axis(part, at, axis))
            places.append(op.take_along_axis(compose.narrow(index, axis, a, b), at, axis))
        value, index = op.concat(values, axis), op.concat(places, axis)
    return unbatched(value, single), unbatched(index, single)


def adaptive_avg_pool1d(input, output_size):
    """Means of windows that cover the last axis evenly."""
    return adaptive_average("adaptive_avg_pool1d", input, output_size, 1)


def adaptive_avg_pool2d(input, output_size):
    """Means of windows that cover the last two axes evenly."""
    return adaptive_average("adaptive_avg_pool2d", input, output_size, 2)


def adaptive_avg_pool3d(input, output_size):
    """Means of windows that cover the last three axes evenly."""
    return adaptive_average("adaptive_avg_pool3d", input, output_size, 3)


def adaptive_max_pool1d(input, output_size):
    """Largest elements of windows that cover the last axis evenly."""
    return adaptive_maximum("adaptive_max_pool1d", input, output_size, 1)[0]


def adaptive_max_pool2d(input, output_size, return_indices=False):
    """Largest elements of windows that cover the last two axes evenly."""
    found = adaptive_maximum("adaptive_max_pool2d", input, output_size, 2)
    return found if return_indices else found[0]


def adaptive_max_pool3d(input, output_size, return_indices=False):
    """Largest elements of windows that cover the last three axes evenly."""
    values, index = adaptive_maximum("adaptive_max_pool3d", input, output_size, 3)
    return (values, wrap(op.astype(index._value, "int32"))) if return_indices else values


def _output_size(name, output_size, n):
    validator.check_value_type("output_size", output_size, [int, tuple], name)
    sizes = (output_size,) * n if isinstance(output_size, int) else output_size
    if len(sizes) != n:
        raise ValueError(
            f"For '{name}', the length of 'output_size' must be {n}, but got {len(sizes)}."
        )
    for size in sizes:
        if size is not None and size != -1:
            validator.check_number("output_size", size, 0, validator.GE, name)
    return sizes


class AdaptiveAvgPool2D(Primitive, inputs="x", outputs="y"):
    """Means over windows that divide a plane into `output_size` parts.

    Args:
        output_size (int or tuple of 2 ints or None): height and width of the result; None keeps an
            extent.

    Inputs:
        input_x (Tensor): (N, C, H, W) or (C, H, W), floats.

    Outputs:
        Tensor with the last two extents of `output_size`.

    Raises:
        TypeError: `output_size` is of another kind.
        ValueError: it has not two entries, or the operand not three or four axes.

    Example:
        >>> x = Tensor(np.arange(16).reshape(1, 1, 4, 4), ms.float32)
        >>> print(ops.AdaptiveAvgPool2D(2)(x))
        [[[[ 2.5  4.5]
           [10.5 12.5]]]]
    """

    @prim_attr_register
    def __init__(self, output_size):
        sizes = _output_size(self.name, output_size, 2)
        self.output_size = tuple(-1 if n is None else n for n in sizes)
        self.add_prim_attr("output_size", self.output_size)

    def _compute(self, x):
        sizes = tuple(None if n == -1 else n for n in self.output_size)
        return adaptive_average(self.name, x, sizes, 2)


class AdaptiveAvgPool3D(Primitive, inputs="x", outputs="y"):
    """Means of windows that cover three axes evenly."""

    @prim_attr_register
    def __init__(self, output_size):
        sizes = _output_size(self.name, output_size, 3)
        self.output_size = tuple(-1 if n is None else n for n in sizes)
        self.add_prim_attr("output_size", self.output_size)

    def _compute(self, x):
        sizes = tuple(None if n == -1 else n for n in self.output_size)
        return adaptive_average(self.name, x, sizes, 3)


class AdaptiveMaxPool2D(Primitive):
    """(largest elements of windows that cover two axes evenly, their positions)."""

    @prim_attr_register
    def __init__(self, output_size):
        sizes = _output_size(self.name, output_size, 2)
        self.output_size = tuple(-1 if n is None else n for n in sizes)
        self.add_prim_attr("output_size", self.output_size)

    def _compute(self, x):
        sizes = tuple(None if n == -1 else n for n in self.output_size)
        return adaptive_maximum(self.name, x, sizes, 2)


class AdaptiveMaxPool3D(Primitive, inputs="x output_size", outputs="y argmax"):
    """(largest elements of windows that cover three axes evenly, int32 positions)."""

    def _compute(self, x, output_size):
        sizes = ints_of(self.name, "output_size", output_size)
        values, index = adaptive_maximum(self.name, x, sizes, 3)
        return values, wrap(op.astype(index._value, "int32"))
