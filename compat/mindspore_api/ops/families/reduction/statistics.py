"""Variances, quantiles, counts and differences."""

from __future__ import annotations

import math
from builtins import range as _range

from .....core import compose, dtypes, op
from .... import _checkparam as validator
from ....common.forwarding import tensor_methods
from ....common.tensor import Tensor, wrap
from ...arguments import axes_of, axis_of, operand
from ...primitive import Primitive, prim_attr_register


def bincount(input, weights=None, minlength=0):
    """How often each number occurs, or the sum of its weights, as float32."""
    x = operand("bincount", "input", input)
    if input.ndim != 1:
        raise ValueError("For math function 'bincount', 'input' should be one-dimensional tensor.")
    whole = op.astype(x, "int64")
    top = int(op.to_numpy(op.max(whole, (0,), False))) + 1 if input.size else 0
    count = top if top > minlength else minlength
    amounts = (
        op.full(input.shape, 1.0, "float32", op.device_of(x)) if weights is None else weights._value
    )
    amounts = (
        op.astype(amounts, "float32") if op.dtype_of(amounts) not in dtypes.FLOATS else amounts
    )
    base = op.full((count,), 0, op.dtype_of(amounts), op.device_of(x))
    amounts = op.where(op.equal(x, op.astype(whole, input._name)), amounts, 0.0)
    return wrap(op.scatter_nd(base, compose.expand_dims(whole, 1), amounts, "add"))


def diff(x, n=1, axis=-1, prepend=None, append=None):
    """Differences of neighbours along an axis; `n` is 1."""
    value = operand("diff", "x", x)
    if n != 1:
        raise RuntimeError(f"For 'diff', 'n' must be 1, but got {n}")
    axis = axis_of("diff", "axis", axis, x.ndim)
    parts = [p._value for p in (prepend, x, append) if p is not None]
    value = op.concat(parts, axis) if len(parts) > 1 else value
    extent = op.shape_of(value)[axis]
    return wrap(
        op.subtract(
            compose.narrow(value, axis, 1, extent), compose.narrow(value, axis, 0, extent - 1)
        )
    )


def trapz(y, x=None, *, dx=1.0, dim=-1):
    """Area under a curve by trapezoids."""
    value = operand("trapz", "y", y)
    axis = axis_of("trapz", "dim", dim, y.ndim)
    extent = y.shape[axis]
    heights = op.add(
        compose.narrow(value, axis, 1, extent), compose.narrow(value, axis, 0, extent - 1)
    )
    if x is not None:
        heights = op.multiply(heights, diff(x, axis=-1 if x.ndim == 1 else axis)._value)
    else:
        heights = op.multiply(heights, float(dx))
    return wrap(op.multiply(op.sum(heights, (axis,), False), 0.5))


def histc(input, bins=100, min=0.0, max=0.0):
    """int32 counts of equal bins between two bounds (those of the data when both are 0)."""
    x = op.astype(operand("Histogram", "x", input), "float32")
    every = tuple(_range(input.ndim))
    low, high = float(min), float(max)
    if low == high == 0.0:
        low, high = (float(op.to_numpy(f(x, every, False))) for f in (op.min, op.max))
    if low == high:
        low, high = low - 1.0, high + 1.0
    flat = op.reshape(x, (input.size,))
    inside = op.logical_and(op.greater_equal(flat, low), op.less_equal(flat, high))
    place = op.floor(op.multiply(op.divide(op.subtract(flat, low), high - low), float(bins)))
    place = op.astype(compose.clip(place, 0.0, float(bins - 1)), "int64")
    base = op.full((bins,), 0, "int32", op.device_of(x))
    return wrap(
        op.scatter_nd(base, compose.expand_dims(place, 1), op.astype(inside, "int32"), "add")
    )


def _moment(name, input, axis, ddof, keepdims, compute):
    value = operand(name, "x", input)
    if input._name not in dtypes.FLOATS:
        value = op.astype(value, "float32")
    axes = axes_of(name, axis, len(op.shape_of(value)))
    return compute(value, axes, bool(keepdims), int(ddof)), value, axes


def var(input, axis=None, ddof=0, keepdims=False):
    """Variance over axes."""
    return wrap(_moment("ReduceStd", input, axis, ddof, keepdims, compose.var)[0])


def std(input, axis=None, ddof=0, keepdims=False):
    """Standard deviation over axes."""
    return wrap(_moment("ReduceStd", input, axis, ddof, keepdims, compose.std)[0])


def var_mean(input, axis=None, ddof=0, keepdims=False):
    """(variance, mean) over axes."""
    found, value, axes = _moment("ReduceStd", input, axis, ddof, keepdims, compose.var)
    return wrap(found), wrap(op.mean(value, axes, bool(keepdims)))


def std_mean(input, axis=None, ddof=0, keepdims=False):
    """(standard deviation, mean) over axes."""
    found, value, axes = _moment("ReduceStd", input, axis, ddof, keepdims, compose.std)
    return wrap(found), wrap(op.mean(value, axes, bool(keepdims)))


def cov(input, *, correction=1, fweights=None, aweights=None):
    """Covariance of the rows."""
    x = operand("cov", "input", input)
    x = compose.expand_dims(x, 0) if input.ndim == 1 else x
    count = op.shape_of(x)[1]
    weights = None
    for given in (fweights, aweights):
        if given is not None:
            w = op.astype(given._value, op.dtype_of(x))
            weights = w if weights is None else op.multiply(weights, w)
    if weights is None:
        centred = op.subtract(x, op.mean(x, (1,), True))
        norm = float(max(count - correction, 0))
        return _squeezed(
            op.divide(op.matmul(centred, op.permute_dims(centred, (1, 0))), norm), input
        )
    total = op.sum(weights, (0,), False)
    mean = op.divide(op.sum(op.multiply(x, weights), (1,), True), total)
    centred = op.subtract(x, mean)
    if aweights is None:
        norm = op.subtract(total, float(correction))
    else:
        a = op.astype(aweights._value, op.dtype_of(x))
        part = op.sum(op.multiply(weights, a), (0,), False)
        norm = op.subtract(total, op.divide(op.multiply(part, float(correction)), total))
    product = op.matmul(op.multiply(centred, weights), op.permute_dims(centred, (1, 0)))
    return _squeezed(op.divide(product, norm), input)


def _squeezed(found, x):
    return wrap(op.reshape(found, ()) if op.shape_of(found) == (1, 1) else found)


def quantile(input, q, axis=None, keepdims=False):
    """Quantiles, linear between the neighbours in order."""
    return _quantile(input, q, axis, keepdims)


def _quantile(x, q, axis, keepdims):
    value = operand("Quantile", "input", x)
    if axis is None:
        value = op.reshape(value, (x.size,))
    at = 0 if axis is None else axis_of("Quantile", "axis", axis, x.ndim)
    ordered = op.sort(value, at, False, False)
    extent = op.shape_of(ordered)[at]
    several = isinstance(q, Tensor) and q.ndim == 1
    levels = op.to_numpy(q._value).reshape(-1).tolist() if isinstance(q, Tensor) else [q]
    found = []
    for level in levels:
        place = level * (extent - 1)
        low = math.floor(place)
        parts = [compose.narrow(ordered, at, i, i + 1) for i in (low, min(low + 1, extent - 1))]
        mixed = op.add(op.multiply(parts[0], 1 - (place - low)), op.multiply(parts[1], place - low))
        found.append(mixed if keepdims and axis is not None else compose.squeeze(mixed, (at,)))
    if keepdims and axis is None:
        found = [op.reshape(f, (1,) * x.ndim) for f in found]
    return wrap(op.stack(found, 0) if several else found[0])


class Bucketize(Primitive, inputs="input"):
    """int32 number of boundaries that are not above each element."""

    @prim_attr_register
    def __init__(self, boundaries):
        validator.check_value_type("boundaries", boundaries, [list], self.name)

    def _compute(self, x):
        value = op.astype(x._value, "float32")
        edges = op.asarray([float(b) for b in self.boundaries], "float32", op.device_of(value))
        flat = op.searchsorted(edges, op.reshape(value, (x.size,)), "right")
        return wrap(op.astype(op.reshape(flat, x.shape), "int32"))


class Quantile(Primitive):
    """Quantiles, linear between the neighbours in order."""

    @prim_attr_register
    def __init__(self, dim=None, keep_dims=False, ignore_nan=False):
        validator.check_value_type("keep_dims", keep_dims, [bool], self.name)
        if ignore_nan:
            raise NotImplementedError(
                "mindspore.ops.Quantile(ignore_nan=True) is not supported; remove NaN before."
            )

    def _compute(self, x, q):
        return quantile(x, q, self.dim, self.keep_dims)


class ConfusionMatrix(Primitive):
    """Counts of pairs of classes."""

    @prim_attr_register
    def __init__(self, num_classes, dtype="int32"):
        validator.check_value_type("num_classes", num_classes, [int], self.name)
        validator.check_value_type("dtype", dtype, [str], self.name)

    def _compute(self, labels, predictions, weights=None):
        name = self.init_attrs["dtype"]
        index = op.stack([labels._value, predictions._value], 1)
        device = op.device_of(index)
        amounts = weights._value if weights is not None else op.full(labels.shape, 1, name, device)
        zeros = op.full((self.num_classes,) * 2, 0, op.dtype_of(amounts), device)
        return wrap(op.scatter_nd(zeros, index, amounts, "add"))


class ReduceStd(Primitive, inputs="input_x", outputs="output_std output_mean"):
    """(standard deviation, mean) over axes."""

    @prim_attr_register
    def __init__(self, axis=(), unbiased=True, keep_dims=False):
        validator.check_value_type("axis", axis, [int, tuple, list], self.name)
        validator.check_value_type("unbiased", unbiased, [bool], self.name)
        validator.check_value_type("keep_dims", keep_dims, [bool], self.name)

    def _compute(self, input_x):
        return std_mean(input_x, self.axis, int(self.unbiased), self.keep_dims)


class Bincount(Primitive, inputs="array size weights", outputs="bins"):
    """How often each number below `size` occurs, weighted."""

    def _compute(self, array, size, weights):
        count = int(op.to_numpy(size._value))
        return bincount(array, weights if weights.size else None, count)


class Histogram(Primitive, of=histc, inputs="x", outputs="y"):
    """int32 counts of equal bins."""

    @prim_attr_register
    def __init__(self, bins=100, min=0.0, max=0.0):
        validator.check_value_type("bins", bins, [int], self.name)


tensor_methods(bincount, cov, diff, histc)
