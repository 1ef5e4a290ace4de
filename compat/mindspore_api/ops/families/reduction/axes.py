"""Sums, means, products and logic over axes."""

from __future__ import annotations

from .....core import autodiff, compose, dtypes, op
from .... import _checkparam as validator
from ....common import dtype as mstype
from ....common.forwarding import tensor_method, tensor_methods
from ....common.tensor import Tensor, wrap
from ...accepted import BOOL, COMPLEX, FLOAT, INT, UINT, accepts
from ...arguments import accept, axes_of, dtype_name, operand
from ...primitive import Primitive, PrimitiveWithInfer, prim_attr_register

accepts(BOOL, "ReduceAll", "ReduceAny", argument="x dtype")
accepts(INT + UINT + FLOAT + COMPLEX, "ReduceMean", "ReduceProd", argument="x dtype")
accepts(BOOL + INT + UINT + FLOAT + COMPLEX, "ReduceSum", lacks=BOOL)
accepts(BOOL + INT + UINT + FLOAT + COMPLEX, "ReduceMax", "ReduceMin", lacks=BOOL + COMPLEX)


def reduce(name, x, axis, keep_dims, compute):
    """`compute(x, axes, keepdims)` of the axes that `axis` means; all of them for () and None."""
    value = operand(name, "x", x)
    accept(name, x._name)
    rank = op.rank_of(value)
    every = type(axis) is tuple and not axis
    axes = compose.every_axis(rank) if every else axes_of(name, axis, rank)
    if name == "ReduceProd" and (every or axis is None):
        compute = COMPUTE["ReduceProd over all"]
    return wrap(compute(value, axes, bool(keep_dims)))


def _sum(x, axes, keepdims):
    return op.sum(x, axes, keepdims)


def _mean(x, axes, keepdims):
    dtype = op.dtype_of(x)
    if dtype in dtypes.DIFFERENTIABLE:
        return op.mean(x, axes, keepdims)
    total = op.sum(op.astype(x, "float64"), axes, keepdims)
    return op.astype(op.trunc(op.divide(total, float(compose.count(x, axes)))), dtype)


def _prod(x, axes, keepdims):
    if len(axes) < op.rank_of(x) or not autodiff.engine().is_tracked(x):
        return op.prod(x, axes, keepdims)
    return autodiff.engine().custom(lambda v: op.prod(v, axes, keepdims), _spread)(x)


def _spread(cotangents, xs, results):
    """The gradient of a product of all elements as MindSpore has it: that of their sum."""
    shape = op.shape_of(xs[0])
    g = op.reshape(cotangents[0], (1,) * len(shape))
    return [op.broadcast_to(g, shape)]


COMPUTE = {
    "ReduceSum": _sum,
    "ReduceMean": _mean,
    "ReduceProd": lambda x, axes, keepdims: op.prod(x, axes, keepdims),
    "ReduceProd over all": _prod,
    "ReduceMax": lambda x, axes, keepdims: op.max(x, axes, keepdims),
    "ReduceMin": lambda x, axes, keepdims: op.min(x, axes, keepdims),
    "ReduceAll": lambda x, axes, keepdims: op.all(x, axes, keepdims),
    "ReduceAny": lambda x, axes, keepdims: op.any(x, axes, keepdims),
}


def _as_bool(x):
    if isinstance(x, Tensor) and x._name != "bool":
        return wrap(op.astype(x._value, "bool"), "bool")
    return x


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
    """Mean over axes.

    Args:
        x (Tensor): numbers; of integers the mean is cut towards zero.
        axis (int, tuple, list of ints or None, default None): the axes; None: all.
        keep_dims (bool, default False): keep the axes, with extent 1.

    Returns:
        Tensor of the dtype of `x`.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: an axis is out of range.

    Example:
        >>> x = Tensor([[1.0, 2.0], [3.0, 4.0]])
        >>> print(ops.mean(x, axis=0))
        [2. 3.]
    """
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


class _Reduce(PrimitiveWithInfer, inputs="input_x axis", outputs="y"):
    """Base of the reductions."""

    @prim_attr_register
    def __init__(self, keep_dims=False):
        validator.check_value_type("keep_dims", keep_dims, [bool], self.name)

    def __call__(self, x, axis=()):
        return reduce(self.name, x, axis, self.keep_dims, COMPUTE[self.name])


class ReduceMean(_Reduce):
    """Mean over axes.

    Args:
        keep_dims (bool, default False): keep the axes, with extent 1.

    Inputs:
        x (Tensor): integers (the mean is cut towards zero), floats or complex numbers, any shape.
        axis (int, tuple or list of ints): the axes; (), all of them, by default.

    Outputs:
        Tensor of the dtype of `x`, without the axes (with extent 1 for `keep_dims`).

    Raises:
        TypeError: `keep_dims` is not a bool, `x` is not a Tensor, or `axis` is of another kind.
        ValueError: an axis is out of range.

    Example:
        >>> x = Tensor([[1.0, 2.0], [3.0, 4.0]])
        >>> print(ops.ReduceMean()(x, 0))
        [2. 3.]
        >>> print(ops.ReduceMean(keep_dims=True)(x))
        [[2.5]]
    """


class ReduceProd(_Reduce):
    """Product over axes."""


class ReduceMax(_Reduce):
    """Largest element along axes.

    Args:
        keep_dims (bool, default False): keep the axes, with extent 1.

    Inputs:
        x (Tensor): integers or floats, any shape.
        axis (int, tuple or list of ints): the axes; (), all of them, by default.

    Outputs:
        Tensor of the dtype of `x`, without the axes (with extent 1 for `keep_dims`).

    Raises:
        TypeError: `keep_dims` is not a bool, `x` is not a Tensor, or `axis` is of another kind.
        ValueError: an axis is out of range.

    Example:
        >>> x = Tensor([[1.0, 2.0], [3.0, 4.0]])
        >>> print(ops.ReduceMax()(x, 1))
        [2. 4.]
    """


class ReduceMin(_Reduce):
    """Smallest element along axes.

    Args:
        keep_dims (bool, default False): keep the axes, with extent 1.

    Inputs:
        x (Tensor): integers or floats, any shape.
        axis (int, tuple or list of ints): the axes; (), all of them, by default.

    Outputs:
        Tensor of the dtype of `x`, without the axes (with extent 1 for `keep_dims`).

    Raises:
        TypeError: `keep_dims` is not a bool, `x` is not a Tensor, or `axis` is of another kind.
        ValueError: an axis is out of range.

    Example:
        >>> x = Tensor([[1.0, 2.0], [3.0, 4.0]])
        >>> print(ops.ReduceMin()(x, 1))
        [1. 3.]
    """


class ReduceAll(_Reduce):
    """Whether all elements over axes are true."""


class ReduceAny(_Reduce):
    """Whether some element over axes is true."""


class ReduceSum(_Reduce):
    """Sum over axes.

    Args:
        keep_dims (bool, default False): keep the axes, with extent 1.
        skip_mode (bool, default False): empty axes leave the tensor as it is; otherwise they stand
            for all axes.

    Inputs:
        x (Tensor): integers, floats or complex numbers, any shape.
        axis (int, tuple or list of ints): the axes to sum over; () by default.

    Outputs:
        Tensor of the dtype of `x`, without the summed axes (with extent 1 for `keep_dims`).

    Raises:
        TypeError: `keep_dims` or `skip_mode` is not a bool, `x` is not a Tensor, or `axis` is of
            another kind.
        ValueError: an axis is out of range.

    Example:
        >>> x = Tensor([[1.0, 2.0], [3.0, 4.0]])
        >>> print(ops.ReduceSum()(x, 0))
        [4. 6.]
        >>> print(ops.ReduceSum(keep_dims=True)(x, 1))
        [[3.]
         [7.]]
    """

    @prim_attr_register
    def __init__(self, keep_dims=False, skip_mode=False):
        validator.check_value_type("keep_dims", keep_dims, [bool], self.name)
        validator.check_value_type("skip_mode", skip_mode, [bool], self.name)

    def __call__(self, x, axis=()):
        if self.skip_mode and isinstance(axis, (tuple, list)) and not axis:
            return wrap(x._value)
        return super().__call__(x, axis)


class CountNonZero(Primitive, inputs="x", outputs="y"):
    """Number of elements that are not zero."""

    @prim_attr_register
    def __init__(self, dims=None):
        validator.check_value_type("dims", dims, [int, tuple, list, type(None)], self.name)

    def _compute(self, x):
        return count_nonzero(x, () if self.dims is None else self.dims, dtype=mstype.int64)


class SquareSumAll(Primitive, inputs="x y", outputs="output_x output_y"):
    """Sums of the squares of two tensors."""

    def _compute(self, x, y):
        return tuple(
            wrap(op.sum(op.multiply(v._value, v._value), tuple(range(v.ndim)), False))
            for v in (x, y)
        )


tensor_methods(mean, prod)
tensor_method("logsumexp", logsumexp, lambda axis, keepdims=False: ...)
