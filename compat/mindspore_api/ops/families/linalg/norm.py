"""Norms and distances."""

from __future__ import annotations

import itertools
import math

from .....core import compose, dtypes, op
from .... import _checkparam as validator
from ....common import _arithmetic
from ....common.forwarding import tensor_methods
from ....common.tensor import wrap
from ...arguments import axes_of, axis_of, dtype_name, operand
from ...primitive import Primitive, prim_attr_register
from ..elementwise.table import binary


def dist(input, other, p=2):
    """p-norm of the difference."""
    difference = binary("Sub", input, other, _arithmetic.COMPUTE["Sub"])
    return wrap(_vector_norm(difference._value, p, tuple(range(difference.ndim)), False))


def cdist(x1, x2, p=2.0):
    """p-norms of the differences of all pairs of rows."""
    a, b = operand("Cdist", "input_x", x1), operand("Cdist", "input_y", x2)
    rank = len(op.shape_of(a))
    apart = op.subtract(compose.expand_dims(a, rank - 1), compose.expand_dims(b, rank - 2))
    return wrap(_vector_norm(apart, p, (len(op.shape_of(apart)) - 1,), False))


def cosine_similarity(x1, x2, dim=1, eps=1e-08):
    """Cosine of the angle between vectors along an axis."""
    a, b = x1._value, x2._value
    axis = (axis_of("cosine_similarity", "dim", dim, max(x1.ndim, x2.ndim)),)
    product = op.sum(op.multiply(a, b), axis, False)
    lengths = [op.sqrt(op.sum(compose.square(v), axis, False)) for v in (a, b)]
    floor = [op.maximum(n, float(eps)) for n in lengths]
    return wrap(op.divide(product, op.multiply(floor[0], floor[1])))


def norm(A, ord=None, dim=None, keepdim=False, *, dtype=None):
    """Norm of vectors or matrices.

    Args:
        A (Tensor): numbers; integers are converted to float32.
        ord (int, float, str or None, default None): order: None the root of the sum of squares, a
            number that norm (inf and -inf for the largest and smallest absolute value), "fro" or
            "nuc" for matrices.
        dim (int, tuple of 2 ints or None, default None): axis of the vectors or axes of the
            matrices; None takes all elements.
        keepdim (bool, default False): keep the axes, with extent 1.
        dtype (dtype or None, default None): computed in this dtype.

    Returns:
        Tensor without the axes.

    Raises:
        TypeError: `A` is not a Tensor.
        ValueError: `dim` is out of range, or `ord` does not fit it.

    Example:
        >>> print(ops.norm(Tensor([3.0, 4.0])))
        5.0
        >>> print(ops.norm(Tensor([[3.0, -4.0]]), ord=1, dim=1))
        [7.]
    """
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


def lp_norm(x, axis, p, keep_dims, epsilon):
    """(sum |x| ** p) ** (1 / p) over axes."""
    value = operand("LpNorm", "input", x)
    axes = axes_of("LpNorm", axis, x.ndim)
    found = _vector_norm(value, p, axes, keep_dims)
    return wrap(op.maximum(found, epsilon) if epsilon else found)


def pdist(input, p=2.0):
    """p-norms of the differences of all pairs of rows, each pair once."""
    x = operand("Pdist", "x", input)
    count = input.shape[-2]
    pairs = list(itertools.combinations(range(count), 2))
    device = op.device_of(x)
    axis = input.ndim - 2
    first = op.take(x, op.asarray([i for i, _ in pairs], "int64", device), axis)
    second = op.take(x, op.asarray([j for _, j in pairs], "int64", device), axis)
    return wrap(_vector_norm(op.subtract(first, second), p, (input.ndim - 1,), False))


def renorm(input, p, axis, maxnorm):
    """Slices along an axis scaled down to a p-norm of at most `maxnorm`."""
    x = operand("Renorm", "x", input)
    axis = axis_of("Renorm", "axis", axis, input.ndim)
    rest = tuple(i for i in range(input.ndim) if i != axis)
    length = _vector_norm(x, p, rest, True)
    over = op.greater(length, float(maxnorm))
    scale = op.divide(float(maxnorm), op.add(length, 1e-7))
    return wrap(op.multiply(x, op.where(over, scale, compose.ones_like(length))))


class Pdist(Primitive, of=pdist, inputs="x", outputs="y"):
    """Distances of all pairs of rows, each pair once."""

    @prim_attr_register
    def __init__(self, p=2.0):
        validator.check_value_type("p", p, [float], self.name)


class Renorm(Primitive, of=renorm, inputs="x", outputs="y"):
    """Slices scaled down to a norm."""

    @prim_attr_register
    def __init__(self, p, dim, maxnorm):
        validator.check_value_type("p", p, [int], self.name)
        validator.check_value_type("dim", dim, [int], self.name)
        validator.check_value_type("maxnorm", maxnorm, [float], self.name)


class EuclideanNorm(Primitive, inputs="x axes", outputs="y"):
    """Root of the sum of squares over axes."""

    @prim_attr_register
    def __init__(self, keep_dims=False):
        validator.check_value_type("keep_dims", keep_dims, [bool], self.name)

    def _compute(self, x, axes):
        found = axes_of(self.name, axes, x.ndim)
        return wrap(op.sqrt(op.sum(compose.square(x._value), found, self.keep_dims)))


class Cdist(Primitive, of=cdist, inputs="input_x input_y"):
    """Distances of all pairs of rows."""

    @prim_attr_register
    def __init__(self, p=2.0):
        validator.check_value_type("p", p, [float], self.name)
        if p < 0:
            raise ValueError("Cdist p must be a non-negative value, but got `{p}`.")


class NuclearNorm(Primitive):
    """Sum of the singular values of two axes."""

    @prim_attr_register
    def __init__(self, dim=None, keepdim=False):
        validator.check_value_type("keepdim", keepdim, [bool], self.name)

    def _compute(self, x):
        return norm(x, "nuc", self.dim, self.keepdim)


class LpNorm(Primitive, inputs="input"):
    """p-norm over axes."""

    @prim_attr_register
    def __init__(self, axis, p=2, keep_dims=False, epsilon=1e-12):
        validator.check_value_type("p", p, [int], self.name)
        validator.check_value_type("axis", axis, [int, tuple, list], self.name)
        validator.check_value_type("keep_dims", keep_dims, [bool], self.name)
        validator.check_value_type("epsilon", epsilon, [float], self.name)
        validator.check_non_negative_int(p, "p", self.name)
        validator.check_non_negative_float(epsilon, "epsilon", self.name)
        self.axis = [axis] if isinstance(axis, int) else axis

    def _compute(self, x):
        return lp_norm(x, tuple(self.axis), self.p, self.keep_dims, self.epsilon)


tensor_methods(norm, renorm)
