"""Matrix products."""

from __future__ import annotations

import math

from compat.core import op

from .base import FLOATS, enforce_not_met, f32, invalid, same_dtype, take, wrap


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
            "received "
            f"X's shape: {list(op.shape_of(x))}, Y's shape: {list(op.shape_of(y))}.",
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


def matmul(x, y, out=None, transpose_X=False, transpose_Y=False, alpha=1.0, **options):
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


def mul(x, y, x_num_col_dims=1, y_num_col_dims=1, **options):
    """Product of matrices made by flattening leading and trailing axes."""
    a, b = take(x, "mul"), take(y, "mul", FLOATS, "Y")
    same_dtype(a, b, "mul")
    sa, sb = op.shape_of(a), op.shape_of(b)
    rows, inner = math.prod(sa[:x_num_col_dims]), math.prod(sa[x_num_col_dims:])
    height, columns = math.prod(sb[:y_num_col_dims]), math.prod(sb[y_num_col_dims:])
    if inner != height:
        raise invalid(
            f"After flatten the input tensor X and Y to 2-D dimensions matrix X1 and Y1, the "
            f"matrix "
            f"X1's width must be equal with matrix Y1's height. But received X's shape = "
            f"{list(sa)}, "
            f"X1's shape = {[rows, inner]}, X1's width = {inner}; Y's shape = {list(sb)}, Y1's "
            f"shape "
            f"= {[height, columns]}, Y1's height = {height}.",
            "mul",
        )
    result = op.matmul(op.reshape(a, (rows, inner)), op.reshape(b, (height, columns)))
    return wrap(op.reshape(result, sa[:x_num_col_dims] + sb[y_num_col_dims:]))


def bmm(x, y, **options):
    """Products of matrices, one for each batch entry."""
    a, b = take(x, "bmm"), take(y, "bmm", FLOATS, "Y")
    same_dtype(a, b, "bmm")
    return wrap(op.matmul(a, b))


def dot(x, y, **options):
    """Sum of products along the last axis."""
    a, b = take(x, "dot"), take(y, "dot", FLOATS, "Y")
    result = op.multiply(a, b)
    return wrap(op.sum(result, (len(op.shape_of(result)) - 1,), True))


def bilinear_tensor_product(x, y, weight, bias=None, **options):
    """`x W_k y` for every slice of the weight, plus bias."""
    a, b = take(x, "bilinear_tensor_product"), take(y, "bilinear_tensor_product")
    w = take(weight, "bilinear_tensor_product")
    m, n = op.shape_of(w)[1:]
    size, batch = op.shape_of(w)[0], op.shape_of(a)[0]
    flat = op.reshape(op.permute_dims(w, (1, 0, 2)), (m, size * n))
    left = op.reshape(op.matmul(a, flat), (batch, size, n))
    result = op.sum(op.multiply(left, op.reshape(b, (batch, 1, n))), (2,), False)
    return wrap(result if bias is None else op.add(result, bias._value))


def cos_sim(x, y, **options):
    """(N, 1): cosine of the angle between rows."""
    a, b = take(x, "cos_sim"), take(y, "cos_sim")
    dot = op.sum(op.multiply(a, b), (1,), True)
    lengths = op.multiply(_length(a), _length(b))
    return wrap(op.divide(dot, lengths)), wrap(_length(a)), wrap(_length(b))


def _length(x):
    return op.sqrt(op.sum(op.multiply(x, x), (1,), True))
