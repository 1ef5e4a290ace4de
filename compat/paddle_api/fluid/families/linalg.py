"""Products of matrices and vectors."""

from __future__ import annotations

import math

import numpy as np

from compat.core import op

from .._errors import enforce_not_met
from .._operands import FLOATS, f32, into, invalid, part, raw, same_dtype, take
from .._registry import operator
from .._varbase import VarBase, wrap
from .shape.view import transpose2_op


def _swapped(x):
    rank = len(op.shape_of(x))
    return op.permute_dims(x, (*range(rank - 2), rank - 1, rank - 2))


def _check_matmul(name, sx, sy, x, y):
    if sx[-1] != sy[-2]:
        raise enforce_not_met(
            "Error: An error occurred here. There is no accurate error hint for this error "
            "yet. We are "
            "continuously in the process of increasing hint for this kind of error check. It "
            "would be "
            "helpful if you could inform us of how this conversion went by opening a github "
            "issue. And "
            "we will resolve it with high priority.",
            name,
            "Expected mat_dim_x.width_ == mat_dim_y.height_, but received mat_dim_x.width_:"
            f"{sx[-1]} != mat_dim_y.height_:{sy[-2]}.",
        )
    batch_x, batch_y = math.prod(sx[:-2]), math.prod(sy[:-2])
    if batch_x != batch_y and len(sx) > 2 and len(sy) > 2:
        raise invalid(
            "The batch size of the two matrices should be equal, or at least one is zero.\nBut "
            f"received X's shape: {list(op.shape_of(x))}, Y's shape: {list(op.shape_of(y))}.",
            name,
        )


def _same_batch(a, b):
    """Leading axes of equal size but different form are flattened as the first operand's are."""
    la, lb = op.shape_of(a)[:-2], op.shape_of(b)[:-2]
    if la and lb and la != lb:
        b = op.reshape(b, la + op.shape_of(b)[-2:])
    return a, b


def _plain_product(a, b):
    """The product of two matrices; None for other ranks and for what does not fit."""
    if not op.rank_of(a) == op.rank_of(b) == 2:
        return None
    try:
        return op.matmul(a, b)
    except Exception:
        return None  # the checks that follow find out why


@operator
def matmul_op(x, y, out=None, transpose_X=False, transpose_Y=False, alpha=1.0, **options):
    """Matrix product of the last two axes."""
    a, b = take(x, "matmul"), take(y, "matmul", FLOATS, "Y")
    same_dtype(a, b, "matmul")
    if not transpose_X and not transpose_Y and alpha == 1.0:
        found = _plain_product(a, b)
        if found is not None:
            return wrap(found)
    sa, sb = op.shape_of(a), op.shape_of(b)
    if len(sa) == 1:
        a = op.reshape(a, (1, sa[0]))
    elif transpose_X:
        a = _swapped(a)
    if len(sb) == 1:
        b = op.reshape(b, (sb[0], 1))
    elif transpose_Y:
        b = _swapped(b)
    _check_matmul("matmul", op.shape_of(a), op.shape_of(b), x._value, y._value)
    result = op.matmul(*_same_batch(a, b))
    if alpha != 1.0:
        result = op.multiply(result, f32(alpha))
    shape = op.shape_of(result)
    if len(sa) == 1:
        shape = shape[:-2] + shape[-1:]
    if len(sb) == 1:
        shape = shape[:-1]
    return wrap(op.reshape(result, shape or (1,)))


def matmul(x, y, transpose_x=False, transpose_y=False, alpha=1.0, name=None):
    """Matrix product of the last two axes, times `alpha`; leading axes broadcast.

    Args:
        x (Variable): floats; a vector counts as a row.
        y (Variable): floats; a vector counts as a column.
        transpose_x (bool, default False): exchange the last two axes of `x` before.
        transpose_y (bool, default False): exchange the last two axes of `y` before.
        alpha (float, default 1.0): a factor.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable.

    Raises:
        EnforceNotMet: the extents do not fit each other.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> print(layers.matmul(x, x, transpose_y=True).numpy())
        [[ 5. 11.]
         [11. 25.]]
    """
    return matmul_op(x, y, None, transpose_x, transpose_y, float(alpha))


@operator
def mul_op(x, y, x_num_col_dims=1, y_num_col_dims=1, **options):
    """Product of matrices made by flattening leading and trailing axes."""
    a, b = take(x, "mul"), take(y, "mul", FLOATS, "Y")
    same_dtype(a, b, "mul")
    sa, sb = op.shape_of(a), op.shape_of(b)
    rows, inner = math.prod(sa[:x_num_col_dims]), math.prod(sa[x_num_col_dims:])
    height, columns = math.prod(sb[:y_num_col_dims]), math.prod(sb[y_num_col_dims:])
    if inner != height:
        raise invalid(
            "After flatten the input tensor X and Y to 2-D dimensions matrix X1 and Y1, the "
            "matrix X1's width must be equal with matrix Y1's height. But received X's shape = "
            f"{list(sa)}, X1's shape = {[rows, inner]}, X1's width = {inner}; Y's shape = "
            f"{list(sb)}, Y1's shape = {[height, columns]}, Y1's height = {height}.",
            "mul",
        )
    result = op.matmul(op.reshape(a, (rows, inner)), op.reshape(b, (height, columns)))
    return wrap(op.reshape(result, sa[:x_num_col_dims] + sb[y_num_col_dims:]))


def mul(x, y, x_num_col_dims=1, y_num_col_dims=1, name=None):
    """Product of the matrices that flattening makes."""
    return mul_op(x, y, x_num_col_dims, y_num_col_dims)


@operator
def bmm_op(x, y, **options):
    """Products of matrices, one for each batch entry."""
    a, b = take(x, "bmm"), take(y, "bmm", FLOATS, "Y")
    same_dtype(a, b, "bmm")
    for slot, value in (("X", a), ("Y", b)):
        if op.rank_of(value) != 3:
            raise invalid(
                f"Input({slot}) of BmmOp must be 3-dimensional in BmmOp, but received {slot}'s "
                f"shape: {list(op.shape_of(value))}.",
                "bmm",
            )
    return wrap(op.matmul(a, b))


def bmm(x, y, name=None):
    """Products of matrices, one for each batch entry."""
    return bmm_op(x, y)


@operator
def dot_op(x, y, **options):
    """Sum of products along the last axis."""
    a, b = take(x, "dot"), take(y, "dot", FLOATS, "Y")
    if op.shape_of(a) != op.shape_of(b):
        raise invalid(
            f"ShapeError: The shape of input tensor X: {list(op.shape_of(a))} should be exactly "
            f"the same with input tensor Y: {list(op.shape_of(b))}",
            "dot",
        )
    result = op.multiply(a, b)
    return wrap(op.sum(result, (len(op.shape_of(result)) - 1,), True))


def dot(x, y, name=None):
    """Sum of products along the last axis."""
    return dot_op(x, y)


@operator
def cos_sim_op(x, y, **options):
    """(N, 1): cosine of the angle between rows, each with all its further axes."""
    a, b = _rows(take(x, "cos_sim")), _rows(take(y, "cos_sim"))
    dot = op.sum(op.multiply(a, b), (1,), True)
    lengths = op.multiply(_length(a), _length(b))
    return wrap(op.divide(dot, lengths)), wrap(_length(a)), wrap(_length(b))


def cos_sim(X, Y):
    """(N, 1): cosine of the angle between rows."""
    return cos_sim_op(X, Y)[0]


def _rows(x):
    n, *rest = op.shape_of(x)
    return op.reshape(x, (n, math.prod(rest)))


def _length(x):
    return op.sqrt(op.sum(op.multiply(x, x), (1,), True))


def cross(input, other, dim=None):
    """The cross product along an axis of extent 3."""
    a, b = take(input, "cross"), take(other, "cross")
    shape = op.shape_of(a)
    axis = (
        next((i for i, n in enumerate(shape) if n == 3), None) if dim is None else dim % len(shape)
    )
    if axis is None or shape[axis] != 3:
        raise invalid(
            "Input(X/Y).dims()[dim] should be equal to 3.But received Input(X/Y).dims() = "
            f"{list(shape)}.",
            "cross",
        )
    x = [part(a, axis, i, i + 1) for i in range(3)]
    y = [part(b, axis, i, i + 1) for i in range(3)]
    parts = []
    for i in range(3):
        j, k = (i + 1) % 3, (i + 2) % 3
        parts.append(op.subtract(op.multiply(x[j], y[k]), op.multiply(x[k], y[j])))
    return wrap(op.concat(parts, axis))


def t(input, name=None):
    """The transposed matrix."""
    rank = len(input.shape)
    if rank > 2:
        raise ValueError(
            f"Input(input) only support N-D (N<=2) tensor, but received length of Input(input) "
            f"is {rank}. "
            "Perhaps you can use paddle.tensor.transpose() instead."
        )
    return input if rank < 2 else transpose2_op(input, [1, 0])


def addmm(input, x, y, alpha=1.0, beta=1.0, name=None):
    """`beta * input + alpha * (x @ y)`."""
    for slot, given in (("input", input), ("x", x), ("y", y)):
        if isinstance(given, VarBase) and len(given.shape) != 2:
            raise invalid(
                f"The input tensor {slot}'s dimension must be 2. But received {slot}'s dimension = "
                f"[{len(given.shape)}].",
                "addmm",
            )
    product = op.matmul(take(x, "addmm"), take(y, "addmm"))
    return wrap(op.add(op.multiply(take(input, "addmm"), beta), op.multiply(product, alpha)))


def dist(x, y, p=2):
    """(1,): the p-norm of the difference."""
    value = op.abs(op.subtract(take(x, "dist"), take(y, "dist")))
    axes = tuple(range(len(op.shape_of(value))))
    if p == 0:
        total = op.sum(op.astype(op.not_equal(raw(value), 0), op.dtype_of(value)), axes, False)
    elif p == float("inf"):
        total = op.max(value, axes, False)
    elif p == float("-inf"):
        total = op.min(value, axes, False)
    else:
        total = op.pow(op.sum(op.pow(value, float(p)), axes, False), 1.0 / p)
    return wrap(op.reshape(total, (1,)))


def kron(x, y, out=None, name=None):
    """The Kronecker product."""
    a, b = x._value, y._value
    sa, sb = op.shape_of(a), op.shape_of(b)
    rank = max(len(sa), len(sb))
    sa, sb = (1,) * (rank - len(sa)) + sa, (1,) * (rank - len(sb)) + sb
    wide = op.reshape(a, tuple(n for m in sa for n in (m, 1)))
    fine = op.reshape(b, tuple(n for m in sb for n in (1, m)))
    shape = tuple(m * n for m, n in zip(sa, sb, strict=True))
    return into(wrap(op.reshape(op.multiply(wide, fine), shape)), out)


def trace(input, offset=0, dim1=0, dim2=1, out=None, name=None):
    """The sum of a diagonal."""
    value = input._value
    rank = len(op.shape_of(value))
    dim1, dim2 = dim1 % rank, dim2 % rank
    order = (*(i for i in np.arange(rank).tolist() if i not in (dim1, dim2)), dim1, dim2)
    moved = op.permute_dims(value, order)
    rows, columns = op.shape_of(moved)[-2:]
    unit = np.eye(rows, columns, offset, dtype=op.dtype_of(value))
    kept = op.multiply(moved, op.asarray(unit, op.dtype_of(value), op.device_of(value)))
    total = op.sum(kept, (rank - 2, rank - 1), False)
    return into(wrap(total if op.shape_of(total) else op.reshape(total, (1,))), out)


@operator
def fsp_op(x, y, **options):
    """(N, C1, C2): products of the maps of two feature volumes, averaged over their pixels."""
    a, b = take(x, "fsp"), take(y, "fsp", slot="Y")
    n, rows, height, width = op.shape_of(a)
    left = op.reshape(a, (n, rows, height * width))
    right = op.reshape(b, (n, op.shape_of(b)[1], height * width))
    product = op.matmul(left, op.permute_dims(right, (0, 2, 1)))
    return wrap(op.divide(product, op.full((), height * width, op.dtype_of(a), op.device_of(a))))


def fsp_matrix(x, y):
    """(N, C1, C2): the flow between two feature volumes (N, C, H, W)."""
    return fsp_op(x, y)
