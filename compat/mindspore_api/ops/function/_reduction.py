"""Reductions and scans."""

from __future__ import annotations

import math

from ....core import compose, dtypes, op
from ...common import dtype as mstype
from ...common.tensor import Tensor, wrap
from .._operands import accept, axes_of, axis_of, dtype_name, kind_of, operand, unary

# -- the mechanism -----------------------------------------------------------------------------


def reduce(name, x, axis, keep_dims, compute):
    """`compute(x, axes, keepdims)` of the axes that `axis` means; all of them for () and None."""
    value = operand(name, "x", x)
    accept(name, x._name)
    rank = op.rank_of(value)
    every = type(axis) is tuple and not axis
    axes = compose.every_axis(rank) if every else axes_of(name, axis, rank)
    return wrap(compute(value, axes, bool(keep_dims)))


def _sum(x, axes, keepdims):
    return op.sum(x, axes, keepdims)


def _mean(x, axes, keepdims):
    dtype = op.dtype_of(x)
    if dtype in dtypes.DIFFERENTIABLE:
        return op.mean(x, axes, keepdims)
    total = op.sum(op.astype(x, "float64"), axes, keepdims)
    return op.astype(op.trunc(op.divide(total, float(compose.count(x, axes)))), dtype)


COMPUTE = {
    "ReduceSum": _sum,
    "ReduceMean": _mean,
    "ReduceProd": lambda x, axes, keepdims: op.prod(x, axes, keepdims),
    "ReduceMax": lambda x, axes, keepdims: op.max(x, axes, keepdims),
    "ReduceMin": lambda x, axes, keepdims: op.min(x, axes, keepdims),
    "ReduceAll": lambda x, axes, keepdims: op.all(x, axes, keepdims),
    "ReduceAny": lambda x, axes, keepdims: op.any(x, axes, keepdims),
}


def _as_bool(x):
    if isinstance(x, Tensor) and x._name != "bool":
        return wrap(op.astype(x._value, "bool"), "bool")
    return x


# -- functions ---------------------------------------------------------------------------------


def sum(input, dim=None, keepdim=False, *, dtype=None):
    """Sum over axes."""
    if not isinstance(input, Tensor):
        raise TypeError(f"For 'sum', 'input' must be Tensor, but got{type(input)}")
    if not isinstance(keepdim, bool):
        raise TypeError(f"For 'sum', 'keepdim' must be bool, but got{type(keepdim)}")
    if dtype is not None:
        input = wrap(op.astype(input._value, dtype_name(dtype)))
    if dim is not None and not isinstance(dim, (int, list, tuple, Tensor)):
        raise TypeError(f"For 'sum', 'dim' must be int, list, tuple or None, but got {type(dim)}")
    return reduce("ReduceSum", input, dim, keepdim, _sum)


def mean(x, axis=None, keep_dims=False):
    """Mean over axes; of integers cut towards zero."""
    return reduce("ReduceMean", x, axis, keep_dims, _mean)


def prod(input, axis=None, keep_dims=False):
    """Product over axes."""
    return reduce("ReduceProd", input, axis, keep_dims, COMPUTE["ReduceProd"])


def all(input, axis=None, keep_dims=False):
    """Whether every element is true."""
    return reduce("ReduceAll", _as_bool(input), axis, keep_dims, COMPUTE["ReduceAll"])


def any(input, axis=None, keep_dims=False):
    """Whether some element is true."""
    return reduce("ReduceAny", _as_bool(input), axis, keep_dims, COMPUTE["ReduceAny"])


def _with_bounds(name, input, axis, keepdims, initial, where, larger):
    x = operand(name, "x", input)
    worst = dtypes.DTYPES[input._name].smallest if larger else dtypes.DTYPES[input._name].largest
    if input._name in dtypes.FLOATS:
        worst = -math.inf if larger else math.inf
    if where is not None:
        kept = (
            where._value if isinstance(where, Tensor) else op.full((), bool(where), "bool", "cpu")
        )
        fill = compose.full_like(x, worst if initial is None else initial)
        x = op.where(op.astype(kept, "bool"), x, fill)
    result = COMPUTE[name](x, axes_of(name, axis, len(op.shape_of(x))), bool(keepdims))
    if initial is not None:
        result = op.maximum(result, initial) if larger else op.minimum(result, initial)
    return result


def amax(input, axis=None, keepdims=False, *, initial=None, where=None):
    """Largest element over axes."""
    if initial is None and where is None:
        return reduce("ReduceMax", input, axis, keepdims, COMPUTE["ReduceMax"])
    return wrap(_with_bounds("ReduceMax", input, axis, keepdims, initial, where, True))


def amin(input, axis=None, keepdims=False, *, initial=None, where=None):
    """Smallest element over axes."""
    if initial is None and where is None:
        return reduce("ReduceMin", input, axis, keepdims, COMPUTE["ReduceMin"])
    return wrap(_with_bounds("ReduceMin", input, axis, keepdims, initial, where, False))


def extreme_with_index(name, x, axis, keep_dims, larger):
    """(int32 position of the first extreme element, the element) along one axis."""
    value = operand(name, "x", x)
    shape = op.shape_of(value)
    text = "For primitive[{name}], the axis must be in [-{rank},{rank}), but got {axis}."
    axis = axis_of(name, "axis", axis, len(shape), text)
    if not shape:
        return wrap(op.full((), 0, "int32", op.device_of(value))), wrap(value)
    index = op.argmax(value, axis) if larger else op.argmin(value, axis)
    index = compose.expand_dims(index, axis)
    picked = op.take_along_axis(value, index, axis)
    if not keep_dims:
        index, picked = compose.squeeze(index, (axis,)), compose.squeeze(picked, (axis,))
    return wrap(op.astype(index, "int32")), wrap(picked)


def position_of_extreme(name, x, axis, dtype, larger):
    """Position of the first extreme element along one axis, which is dropped."""
    value = unary(name, "x", x)
    text = "For primitive[{name}], the axis must be in [-{rank},{rank}), but got {axis}."
    axis = axis_of(name, "axis", axis, len(op.shape_of(value)), text)
    index = op.argmax(value, axis) if larger else op.argmin(value, axis)
    return wrap(op.astype(index, dtype))


def argmin(input, axis=None, keepdims=False):
    """int32 position of the smallest element."""
    value = operand("Argmin", "x", input)
    if axis is None:
        flat = op.reshape(value, (input.size,))
        return wrap(op.astype(op.argmin(flat, 0), "int32"), "int32")
    found = position_of_extreme("Argmin", input, axis, "int32", False)
    return wrap(compose.expand_dims(found._value, axis % input.ndim)) if keepdims else found


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


def logsumexp(input, axis, keep_dims=False):
    """log(sum(exp(x))) over axes, without overflow."""
    return reduce(
        "ReduceSum", input, axis, keep_dims, lambda x, axes, keep: op.logsumexp(x, axes, keep)
    )


def nansum(input, axis=None, keepdims=False, *, dtype=None):
    """Sum over axes with NaN as 0."""
    x = operand("ReduceSum", "x", input)
    if input._name in dtypes.FLOATS:
        x = op.where(op.isnan(x), compose.zeros_like(x), x)
    elif input._name == "bool":
        x = op.astype(x, "int64")
    if dtype is not None:
        x = op.astype(x, dtype_name(dtype))
    return wrap(op.sum(x, axes_of("ReduceSum", axis, input.ndim), bool(keepdims)))


def count_nonzero(x, axis=(), keep_dims=False, dtype=mstype.int32):
    """Number of elements that are not zero, over axes."""
    name = dtype_name(dtype)
    value = operand("ReduceSum", "x", x)
    marks = op.astype(op.logical_not(op.logical_not(value)), name)
    return wrap(op.sum(marks, axes_of("ReduceSum", axis, x.ndim), bool(keep_dims)))


# -- scans -------------------------------------------------------------------------------------


def _scan_axis(name, axis, rank):
    if isinstance(axis, Tensor):
        axis = int(op.to_numpy(axis._value))
    if name not in ("CumSum", "CumProd"):
        if not isinstance(axis, int) or isinstance(axis, bool):
            raise TypeError(f"For '{name}', the 'axis' must be int, but got {type(axis).__name__}.")
        return axis_of(name, "axis", axis, rank)
    if not isinstance(axis, int):
        raise TypeError(
            f"For primitive[{name}], the input argument[axis] must be a type of {{Int32, Int64}}, "
            f"but got {kind_of(axis)}."
        )
    if not -rank <= axis < rank:
        raise ValueError(
            f"For primitive[{name}], the axis must be in [{-rank},{rank - 1}], but got {axis}."
        )
    return axis % rank


def cumsum(x, axis, dtype=None):
    """Running sum along an axis."""
    value = unary("CumSum", "x", x)
    if dtype is not None:
        value = op.astype(value, dtype_name(dtype))
    return wrap(op.cumulative_sum(value, _scan_axis("CumSum", axis, x.ndim)))


def cumprod(input, dim, dtype=None):
    """Running product along an axis."""
    value = unary("CumProd", "x", input)
    if dtype is not None:
        value = op.astype(value, dtype_name(dtype))
    return wrap(op.cumulative_prod(value, _scan_axis("CumProd", dim, input.ndim)))


def scan(name, x, axis, exclusive, reverse):
    """Running sum or product with the options of the operator classes."""
    value = unary(name, "x", x)
    axis = _scan_axis(name, axis, x.ndim)
    if name == "CumSum":
        return wrap(compose.scan_sum(value, axis, exclusive, reverse))
    if reverse:
        value = op.flip(value, (axis,))
    result = op.cumulative_prod(value, axis)
    if exclusive:
        shape = list(op.shape_of(value))
        first = list(shape)
        first[axis] = 1
        one = op.full(tuple(first), 1, x._name, op.device_of(value))
        result = op.concat([one, compose.narrow(result, axis, 0, shape[axis] - 1)], axis)
    return wrap(op.flip(result, (axis,)) if reverse else result)


def cummax(input, axis):
    """Running maximum along an axis and its int64 positions."""
    values, index = op.cumulative_max(
        operand("Cummax", "x", input), _scan_axis("Cummax", axis, input.ndim)
    )
    return wrap(values), wrap(index)


def cummin(input, axis):
    """Running minimum along an axis and its int32 positions."""
    value = operand("Cummin", "x", input)
    values, index = compose.cumulative_min(value, _scan_axis("Cummin", axis, input.ndim))
    return [wrap(values), wrap(op.astype(index, "int32"))]


def median(input, axis=-1, keepdims=False):
    """Lower median along an axis and its int64 position."""
    value = operand("Median", "x", input)
    axis = axis_of("Median", "axis", axis, input.ndim)
    order = op.argsort(value, axis, False, True)
    middle = (input.shape[axis] - 1) // 2
    index = compose.narrow(order, axis, middle, middle + 1)
    picked = op.take_along_axis(value, index, axis)
    if not keepdims:
        index, picked = compose.squeeze(index, (axis,)), compose.squeeze(picked, (axis,))
    return wrap(picked), wrap(index)


def norm(A, ord=None, dim=None, keepdim=False, *, dtype=None):
    """Norm of vectors or matrices."""
    x = operand("norm", "A", A)
    if dtype is not None:
        x = op.astype(x, dtype_name(dtype))
    elif A._name not in dtypes.DIFFERENTIABLE:
        x = op.astype(x, "float32")
    rank = len(op.shape_of(x))
    axes = axes_of("norm", dim, rank)
    if ord is None or (isinstance(ord, str) and ord == "fro"):
        return wrap(op.sqrt(op.sum(compose.square(op.abs(x)), axes, bool(keepdim))))
    if len(axes) == 2 and (dim is not None or rank == 2):
        return wrap(_matrix_norm(x, ord, axes, bool(keepdim)))
    if isinstance(ord, str):
        raise ValueError(f"For 'norm', the ord mode must be a number for vectors, but got {ord}.")
    return wrap(_vector_norm(x, ord, axes, bool(keepdim)))


def _vector_norm(x, order, axes, keepdims):
    magnitude = op.abs(x)
    if order == math.inf:
        return op.max(magnitude, axes, keepdims)
    if order == -math.inf:
        return op.min(magnitude, axes, keepdims)
    if order == 0:
        return op.sum(
            op.astype(op.not_equal(magnitude, 0.0), op.dtype_of(magnitude)), axes, keepdims
        )
    if order == 1:
        return op.sum(magnitude, axes, keepdims)
    if order == 2:
        return op.sqrt(op.sum(compose.square(magnitude), axes, keepdims))
    total = op.sum(op.pow(magnitude, compose.full_like(magnitude, order)), axes, keepdims)
    return op.pow(total, compose.full_like(total, 1.0 / order))


def _matrix_norm(x, order, axes, keepdims):
    row, column = axes
    if order in (1, -1):
        sums = op.sum(op.abs(x), (row,), True)
        found = (op.max if order > 0 else op.min)(sums, (column,), True)
    elif order in (math.inf, -math.inf):
        sums = op.sum(op.abs(x), (column,), True)
        found = (op.max if order > 0 else op.min)(sums, (row,), True)
    else:
        found = _singular_norm(x, order, row, column)
    return found if keepdims else compose.squeeze(found, axes)


def _singular_norm(x, order, row, column):
    rest = [i for i in range(len(op.shape_of(x))) if i not in (row, column)]
    values = op.svd(op.permute_dims(x, (*rest, row, column)), False)[1]
    last = (len(op.shape_of(values)) - 1,)
    if order == "nuc":
        found = op.sum(values, last, False)
    elif order in (2, -2):
        found = (op.max if order > 0 else op.min)(values, last, False)
    else:
        raise ValueError(
            f"For 'norm', the ord mode must be in [None, 'fro', 'nuc', ±inf, ±1, ±2], got {order}."
        )
    for axis in (row, column):
        found = compose.expand_dims(found, axis)
    return found


# -- old operators -----------------------------------------------------------------------------


def lp_norm(x, axis, p, keep_dims, epsilon):
    """(sum |x| ** p) ** (1 / p) over axes."""
    value = operand("LpNorm", "input", x)
    axes = axes_of("LpNorm", axis, x.ndim)
    found = _vector_norm(value, p, axes, keep_dims)
    return wrap(op.maximum(found, epsilon) if epsilon else found)


def l2_loss(x):
    """Half the sum of squares."""
    value = unary("L2Loss", "x", x)
    return wrap(op.multiply(op.sum(compose.square(value), tuple(range(x.ndim)), False), 0.5))
