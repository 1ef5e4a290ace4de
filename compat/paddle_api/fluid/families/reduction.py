"""Sums, means, extremes and norms over axes; running sums."""

from __future__ import annotations

from compat.core import compose, op

from .._operands import (
    FLOATS,
    NUMBERS,
    axis_of,
    derived,
    into,
    invalid,
    mask,
    raw,
    same_dtype,
    take,
)
from .._registry import operator
from .._varbase import VarBase, wrap
from .docstrings import of_reduction
from .elementwise.unary import exp_op, log_op


def _axes(name, dim, reduce_all, rank):
    if reduce_all or dim is None:
        return compose.every_axis(rank)
    dim = [dim] if isinstance(dim, int) else list(dim)
    for d in dim:
        if not -rank <= d < rank:
            raise invalid(
                f"The reduce dim index {dim.index(d)} should be in the range [-dimension(X), "
                f"dimension(X)] which dimesion = {rank}. But received dim index = {d}.",
                name,
            )
    return tuple(sorted({axis_of(d, rank) for d in dim}))


def _reduce(name, function, accepted=NUMBERS):
    def kernel(x, dim=(0,), keep_dim=False, reduce_all=False, **options):
        value = take(x, name, accepted)
        axes = _axes(name, dim, reduce_all, op.rank_of(value))
        result = function(value, axes, bool(keep_dim))
        return wrap(result if op.rank_of(result) else op.reshape(result, (1,)))

    kernel.__name__ = kernel.__qualname__ = f"{name}_op"
    kernel.__doc__ = f"`{name}` over the axes `dim`; a result without axes becomes (1,)."
    return operator(kernel)


def _extreme(function):
    """Maximum or minimum whose every occurrence gets the whole gradient."""

    def call(x, axes, keep):
        kept = op.shape_of(function(raw(x), axes, True))

        def backward(g, x):
            found = function(x, axes, True)
            hit = mask(op.equal(x, found), x)
            return (op.multiply(hit, op.reshape(g, kept)),)

        return derived(lambda v: function(v, axes, keep), backward)(x)

    return call


def _mean(x, axes, keep):
    if op.dtype_of(x) in FLOATS:
        return op.mean(x, axes, keep)
    count = 1
    for axis in axes:
        count *= op.shape_of(x)[axis]
    total = op.sum(raw(x), axes, keep)
    negative = op.less(total, 0)
    share = op.floor_divide(op.where(negative, op.negative(total), total), count)
    return op.where(negative, op.negative(share), share)  # without the fraction


reduce_sum_op = _reduce("reduce_sum", lambda x, axes, keep: op.sum(x, axes, keep))
reduce_mean_op = _reduce("reduce_mean", lambda x, axes, keep: _mean(x, axes, keep))
reduce_prod_op = _reduce("reduce_prod", lambda x, axes, keep: op.prod(x, axes, keep))
reduce_max_op = _reduce("reduce_max", _extreme(lambda x, axes, keep: op.max(x, axes, keep)))
reduce_min_op = _reduce("reduce_min", _extreme(lambda x, axes, keep: op.min(x, axes, keep)))
reduce_all_op = _reduce("reduce_all", lambda x, axes, keep: op.all(x, axes, keep), {"bool"})
reduce_any_op = _reduce("reduce_any", lambda x, axes, keep: op.any(x, axes, keep), {"bool"})


@operator
def mean_op(x, **options):
    """(1,): the mean of all elements."""
    value = take(x, "mean")
    return wrap(op.reshape(op.mean(value, tuple(range(len(op.shape_of(value)))), False), (1,)))


def mean(x, name=None):
    """Mean of all elements.

    Args:
        x (Variable): floats, any shape.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable of shape [1].

    Raises:
        TypeError: `x` is not a Variable.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> print(layers.mean(x).numpy())
        [2.5]
    """
    return mean_op(x)


@operator(list_input=True)
def sum_op(xs, **options):
    """The sum of a list of variables."""
    # The binding takes any sequence of variables, so one variable counts as its slices.
    xs = list(xs)
    filled = [x for x in xs if isinstance(x, VarBase) and 0 not in x.shape]
    xs = filled if 0 < len(filled) < len(xs) and all(isinstance(x, VarBase) for x in xs) else xs
    total = take(xs[0], "sum", NUMBERS | {"float16"})
    for x in xs[1:]:
        value = take(x, "sum", NUMBERS | {"float16"})
        same_dtype(total, value, "sum")
        if op.shape_of(value) != op.shape_of(total):
            raise invalid(
                "The input tensor X of SumOp must have same shape. But received X[0]'s shape = "
                f"{list(op.shape_of(total))}, X[1]'s shape = {list(op.shape_of(value))}.",
                "sum",
            )
        total = op.add(total, value)
    return wrap(op.copy(total) if len(xs) == 1 else total)


def sum(x):
    """The sum of a variable or of a list of variables."""
    return sum_op(x if isinstance(x, (list, tuple)) else [x])


@operator
def l1_norm_op(x, **options):
    """(1,): the sum of absolute values."""
    value = take(x, "l1_norm")
    return wrap(op.reshape(op.sum(op.abs(value), _all(value), False), (1,)))


@operator
def squared_l2_norm_op(x, **options):
    """(1,): the sum of squares."""
    value = take(x, "squared_l2_norm")
    return wrap(op.reshape(op.sum(op.multiply(value, value), _all(value), False), (1,)))


def _all(value):
    return tuple(range(len(op.shape_of(value))))


@operator
def p_norm_op(x, porder=2.0, axis=-1, epsilon=1e-12, keepdim=False, **options):
    """The p-norm along `axis`."""
    value = take(x, "p_norm")
    axis = axis_of(axis, len(op.shape_of(value)))
    total = op.sum(op.pow(op.abs(value), porder), (axis,), bool(keepdim))
    result = op.pow(total, 1.0 / porder)
    return wrap(result if op.shape_of(result) else op.reshape(result, (1,)))


@operator
def frobenius_norm_op(x, dim=(0,), keep_dim=False, reduce_all=False, **options):
    """The root of the sum of squares over the axes `dim`."""
    value = take(x, "frobenius_norm")
    axes = _axes("frobenius_norm", dim, reduce_all, len(op.shape_of(value)))
    result = op.sqrt(op.sum(op.multiply(value, value), axes, bool(keep_dim)))
    return wrap(result if op.shape_of(result) else op.reshape(result, (1,)))


@operator
def logsumexp_op(x, dim=(0,), keep_dim=False, reduce_all=False, **options):
    """Logarithm of the sum of exponentials over the axes `dim`."""
    value = take(x, "logsumexp")
    axes = _axes("logsumexp", dim, reduce_all, len(op.shape_of(value)))
    result = op.logsumexp(value, axes, bool(keep_dim))
    return wrap(result if op.shape_of(result) else op.reshape(result, (1,)))


def logsumexp(x, dim=None, keepdim=False, out=None, name=None):
    """Logarithm of the sum of exponentials over `dim`."""
    total = reduce_sum(exp_op(x), dim, keepdim)
    return into(log_op(total), out)


@operator
def cumsum_op(x, axis=-1, exclusive=False, reverse=False, flatten=False, **options):
    """Running sum along `axis`."""
    value = take(x, "cumsum", NUMBERS)
    axis = axis_of(axis, len(op.shape_of(value)))
    if reverse:
        value = op.flip(value, (axis,))
    total = op.cumulative_sum(value, axis)
    if exclusive:
        total = op.subtract(total, value)
    return wrap(op.flip(total, (axis,)) if reverse else total)


def cumsum(x, axis=None, exclusive=None, reverse=None):
    """Running sum along `axis` (the last one)."""
    return cumsum_op(x, -1 if axis is None else axis, bool(exclusive), bool(reverse))


def _reduction(kernel):
    # `name` only labels nodes of static graphs.
    def call(input, dim=None, keep_dim=False, name=None):
        if dim is None:
            return kernel(input, (0,), keep_dim, True)
        if not isinstance(dim, list):
            dim = [dim]
        return kernel(input, dim or [0], keep_dim, not dim or len(dim) == len(input.shape))

    call.__name__ = call.__qualname__ = kernel.__name__.removesuffix("_op")
    call.__doc__ = of_reduction(call.__name__)
    return call


reduce_sum = _reduction(reduce_sum_op)
reduce_mean = _reduction(reduce_mean_op)
reduce_max = _reduction(reduce_max_op)
reduce_min = _reduction(reduce_min_op)
reduce_prod = _reduction(reduce_prod_op)
reduce_all = _reduction(reduce_all_op)
reduce_any = _reduction(reduce_any_op)


def sums(input, out=None):
    """The sum of a list of variables."""
    return into(sum_op(input if isinstance(input, (list, tuple)) else [input]), out)
