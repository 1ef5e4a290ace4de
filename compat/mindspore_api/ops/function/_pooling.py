"""Pooling over one, two and three axes."""

from __future__ import annotations

from ....core import compose, op
from ...common.tensor import wrap
from .._operands import operand


def _tuple(x, n):
    return (x,) * n if isinstance(x, int) else tuple(x)


def pairs_of(padding, n):
    """Pairs of padding from an int, one per axis, or both sides of every axis."""
    sides = _tuple(padding, n)
    if len(sides) == n:
        return tuple((p, p) for p in sides)
    return tuple((sides[2 * i], sides[2 * i + 1]) for i in range(n))


def extents_of(shape, window, stride, padding, ceil_mode, dilation=None):
    """(output extents, padding whose end is enlarged where rounding up asks for it)."""
    dilation = dilation or (1,) * len(window)
    sizes, grown = [], []
    for n, w, s, (low, high), d in zip(shape, window, stride, padding, dilation, strict=True):
        reach = (w - 1) * d + 1
        free = n + low + high - reach
        size = free // s + 1
        if ceil_mode and free % s and (size * s) < n + low:
            size += 1
            high += s - free % s
        sizes.append(size)
        grown.append((low, high))
    return tuple(sizes), tuple(grown)


def average(x, window, stride, padding, ceil_mode=False, count_include_pad=True, divisor=0):
    """Mean of every window; the padding counts or not; `divisor` replaces the count."""
    shape = op.shape_of(x)[2:]
    _, grown = extents_of(shape, window, stride, padding, ceil_mode)
    total = op.sum_pool(x, window, stride, grown)
    dtype = op.dtype_of(x)
    if divisor:
        return op.divide(total, divisor)
    full = 1
    for w in window:
        full *= w
    if grown == padding and (count_include_pad or not any(p for pair in padding for p in pair)):
        return op.divide(total, float(full))
    ones = op.full((1, 1, *shape), 1, "float32", op.device_of(x))
    if count_include_pad:
        ones = op.pad(ones, ((0, 0), (0, 0), *padding), "constant", 1)
        extra = tuple((0, g[1] - p[1]) for g, p in zip(grown, padding, strict=True))
        count = op.sum_pool(ones, window, stride, extra)
    else:
        count = op.sum_pool(ones, window, stride, grown)
    return op.divide(total, op.astype(count, dtype))


def maximum(x, window, stride, padding, ceil_mode=False, dilation=None):
    """(largest element of every window, its position in the flattened spatial extents)."""
    dilation = dilation or (1,) * len(window)
    shape = op.shape_of(x)[2:]
    _, grown = extents_of(shape, window, stride, padding, ceil_mode, dilation)
    return op.max_pool(x, window, stride, grown, dilation)


def _batched(name, x, rank):
    value = operand(name, "x", x)
    if x.ndim == rank - 1:
        return compose.expand_dims(value, 0), True
    if x.ndim != rank:
        raise ValueError(
            f"For '{name}', the input must have {rank - 1} or {rank} dimensions, but got {x.ndim}."
        )
    return value, False


def _plain(value, single):
    return wrap(compose.squeeze(value, (0,)) if single else value)


def avg_pool1d(
    input_x, kernel_size=1, stride=1, padding=0, ceil_mode=False, count_include_pad=True
):
    """Mean of every window along the last axis."""
    x, single = _batched("avg_pool1d", input_x, 3)
    found = average(
        x,
        _tuple(kernel_size, 1),
        _tuple(stride, 1),
        pairs_of(padding, 1),
        ceil_mode,
        count_include_pad,
    )
    return _plain(found, single)


def avg_pool2d(
    input_x,
    kernel_size=1,
    stride=1,
    padding=0,
    ceil_mode=False,
    count_include_pad=True,
    divisor_override=0,
):
    """Mean of every window of the last two axes."""
    x, single = _batched("avg_pool2d", input_x, 4)
    found = average(
        x,
        _tuple(kernel_size, 2),
        _tuple(stride, 2),
        pairs_of(padding, 2),
        ceil_mode,
        count_include_pad,
        divisor_override,
    )
    return _plain(found, single)


def avg_pool3d(
    input_x,
    kernel_size=1,
    stride=1,
    padding=0,
    ceil_mode=False,
    count_include_pad=True,
    divisor_override=0,
):
    """Mean of every window of the last three axes."""
    x, single = _batched("avg_pool3d", input_x, 5)
    found = average(
        x,
        _tuple(kernel_size, 3),
        _tuple(stride, 3),
        pairs_of(padding, 3),
        ceil_mode,
        count_include_pad,
        divisor_override,
    )
    return _plain(found, single)


def _max_pool(name, x, n, kernel_size, stride, padding, dilation, ceil_mode, return_indices):
    value, single = _batched(name, x, n + 2)
    window = _tuple(kernel_size, n)
    steps = window if stride is None else _tuple(stride, n)
    found, index = maximum(
        value, window, steps, pairs_of(padding, n), ceil_mode, _tuple(dilation, n)
    )
    return (
        (_plain(found, single), _plain(index, single)) if return_indices else _plain(found, single)
    )


def max_pool2d(
    x, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False
):
    """Largest element of every window of the last two axes."""
    return _max_pool(
        "max_pool2d", x, 2, kernel_size, stride, padding, dilation, ceil_mode, return_indices
    )


def max_pool3d(
    x, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
):
    """Largest element of every window of the last three axes."""
    return _max_pool(
        "max_pool3d", x, 3, kernel_size, stride, padding, dilation, ceil_mode, return_indices
    )


# -- adaptive ----------------------------------------------------------------------------------


def _bounds(extent, count):
    """(start, end) of each of `count` windows that cover an extent."""
    return [(i * extent // count, -(-(i + 1) * extent // count)) for i in range(count)]


def _adaptive(name, x, output_size, n, reducer):
    value, single = _batched(name, x, n + 2)
    shape = op.shape_of(value)
    sizes = _tuple(output_size, n)
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
        return average(value, window, window, ((0, 0),) * n)

    found, rest = _adaptive(name, x, output_size, n, even)
    if found is not None:
        return _plain(found, rest)
    value, sizes, single = rest
    for i, size in enumerate(sizes):
        axis = 2 + i
        extent = op.shape_of(value)[axis]
        parts = [
            op.mean(compose.narrow(value, axis, a, b), (axis,), True)
            for a, b in _bounds(extent, size)
        ]
        value = op.concat(parts, axis)
    return _plain(value, single)


def adaptive_maximum(name, x, output_size, n):
    """(largest elements of windows that cover the extents evenly, their flattened positions)."""

    def even(value, window, sizes):
        return op.max_pool(value, window, window, ((0, 0),) * n, (1,) * n)

    found, rest = _adaptive(name, x, output_size, n, even)
    if found is not None:
        return _plain(found[0], rest), _plain(found[1], rest)
    value, sizes, single = rest
    extents = op.shape_of(value)[2:]
    index = op.arange(0, _product(extents), 1, "int64", op.device_of(value))
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
    return _plain(value, single), _plain(index, single)


def _product(extents):
    total = 1
    for n in extents:
        total *= n
    return total


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


def _lp(x, norm_type, window, stride, ceil_mode):
    powered = op.pow(x, compose.full_like(x, float(norm_type)))
    sizes = ((0, 0),) * len(window)
    total = op.multiply(average(powered, window, stride, sizes, ceil_mode), float(_product(window)))
    return op.pow(total, compose.full_like(total, 1.0 / norm_type))


def lp_pool1d(x, norm_type, kernel_size, stride=None, ceil_mode=False):
    """Norm of every window along the last axis."""
    value, single = _batched("lp_pool1d", x, 3)
    window = _tuple(kernel_size, 1)
    steps = window if stride is None else _tuple(stride, 1)
    return _plain(_lp(value, norm_type, window, steps, ceil_mode), single)


def lp_pool2d(x, norm_type, kernel_size, stride=None, ceil_mode=False):
    """Norm of every window of the last two axes."""
    value, single = _batched("lp_pool2d", x, 4)
    window = _tuple(kernel_size, 2)
    steps = window if stride is None else _tuple(stride, 2)
    return _plain(_lp(value, norm_type, window, steps, ceil_mode), single)
