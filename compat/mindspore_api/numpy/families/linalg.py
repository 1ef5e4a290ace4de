"""Products of vectors and matrices, polynomials, convolution."""

from compat.core import op

from ... import ops
from ...common.tensor import Tensor, wrap
from ..arguments import cast, common, floating, one_axis, pair, tensor
from .creation import eye


def _tensors(*xs):
    for x in xs:
        if not isinstance(x, Tensor):
            raise TypeError("the input x must be Tensor!")
    return xs


def _same(a, b):
    name = common(a, b)
    return cast(a, name), cast(b, name)


def _matmul(a, b):
    """Matrix product with MindSpore's error for extents that do not fit."""
    if a.shape[-1] != b.shape[-2]:
        raise ValueError(
            f"For 'MatMul', the input dimensions must be equal, but got 'x1_col': {a.shape[-1]} "
            f"and 'x2_row': {b.shape[-2]}. And 'x' shape {list(a.shape)}(transpose_a=False), 'y' "
            f"shape {list(b.shape)}(transpose_b=False)."
        )
    return wrap(op.matmul(a._value, b._value), a._name)


def matmul(x1, x2, dtype=None):
    """Matrix product; vectors count as one row or column."""
    a, b = _same(tensor(x1), tensor(x2))
    if not a.ndim or not b.ndim:
        raise ValueError("matmul: inputs must not be scalars.")
    row, column = a.ndim == 1, b.ndim == 1
    left = ops.reshape(a, (1, -1)) if row else a
    right = ops.reshape(b, (-1, 1)) if column else b
    found = _matmul(left, right)
    shape = found.shape
    if row:
        shape = (*shape[:-2], shape[-1])
    if column:
        shape = shape[:-1]
    return cast(ops.reshape(found, shape), dtype)


def _last_with(a, b, axis):
    """Sum over the last axis of `a` and an axis of `b`."""
    order = (axis, *(i for i in range(b.ndim) if i != axis))
    moved = wrap(op.permute_dims(b._value, order), b._name)
    rest = moved.shape[1:]
    found = _matmul(ops.reshape(a, (-1, a.shape[-1])), ops.reshape(moved, (moved.shape[0], -1)))
    return ops.reshape(found, (*a.shape[:-1], *rest))


def dot(a, b):
    """Sum over the last axis of `a` and the last but one of `b`."""
    a, b = _same(*_tensors(a, b))
    if not a.ndim or not b.ndim:
        return a * b
    return _last_with(a, b, max(b.ndim - 2, 0))


def inner(a, b):
    """Sum over the last axes."""
    a, b = _same(*_tensors(a, b))
    if not a.ndim or not b.ndim:
        return a * b
    return _last_with(a, b, b.ndim - 1)


def outer(a, b):
    """Products of all pairs."""
    a, b = pair(a, b)
    return ops.reshape(a, (-1, 1)) * ops.reshape(b, (1, -1))


def tensordot(a, b, axes=2):
    """Sum over pairs of axes."""
    a, b = _same(*_tensors(a, b))
    if isinstance(axes, int):
        first = list(range(a.ndim - axes, a.ndim))
        second = list(range(axes))
    else:
        first, second = ([x] if isinstance(x, int) else list(x) for x in axes)
        first = [one_axis(i, a.ndim) for i in first]
        second = [one_axis(i, b.ndim) for i in second]
    if [a.shape[i] for i in first] != [b.shape[i] for i in second]:
        raise ValueError(f"shape mismatch for tensordot: {a.shape} and {b.shape} over {axes}")
    left = [i for i in range(a.ndim) if i not in first]
    right = [i for i in range(b.ndim) if i not in second]
    count = 1
    for i in first:
        count *= a.shape[i]
    x = op.reshape(op.permute_dims(a._value, (*left, *first)), (_size(a, left), count))
    y = op.reshape(op.permute_dims(b._value, (*second, *right)), (count, _size(b, right)))
    shape = (*(a.shape[i] for i in left), *(b.shape[i] for i in right))
    return wrap(op.reshape(op.matmul(x, y), shape), a._name)


def _size(x, axes):
    size = 1
    for i in axes:
        size *= x.shape[i]
    return size


def kron(a, b):
    """Block products."""
    a, b = pair(a, b)
    ndim = max(a.ndim, b.ndim)
    left = (1,) * (ndim - a.ndim) + a.shape
    right = (1,) * (ndim - b.ndim) + b.shape
    split_left = [n for extent in left for n in (extent, 1)]
    split_right = [n for extent in right for n in (1, extent)]
    found = ops.reshape(a, tuple(split_left)) * ops.reshape(b, tuple(split_right))
    return ops.reshape(found, tuple(m * n for m, n in zip(left, right, strict=True)))


def multi_dot(arrays):
    """Product of several matrices, from left to right."""
    found = tensor(arrays[0])
    for x in arrays[1:]:
        found = dot(found, tensor(x))
    return found


def matrix_power(a, n):
    """A matrix times itself."""
    a = tensor(a)
    if not isinstance(n, int):
        raise TypeError("exponent must be an integer")
    if n < 0:
        raise ValueError("n must be non-negative.")
    if n == 0:
        return ops.broadcast_to(cast(eye(a.shape[-1]), a._name), a.shape)
    found = a
    for _ in range(n - 1):
        found = matmul(found, a)
    return found


def cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None):
    """Cross product of vectors of two or three numbers."""
    a, b = _same(tensor(a), tensor(b))
    if axis is not None:
        axisa = axisb = axisc = axis
    x, y = _components(a, axisa), _components(b, axisb)
    if len(x) == len(y) == 2:
        return x[0] * y[1] - x[1] * y[0]
    x, y = ([*v, v[0] * 0] if len(v) == 2 else v for v in (x, y))
    found = [x[i] * y[j] - x[j] * y[i] for i, j in ((1, 2), (2, 0), (0, 1))]
    place = one_axis(axisc, found[0].ndim + 1)
    return wrap(op.stack([f._value for f in found], place), a._name)


def _components(x, axis):
    axis = one_axis(axis, x.ndim)
    if x.shape[axis] not in (2, 3):
        raise ValueError("incompatible dimensions for cross product (dimension must be 2 or 3)")
    return list(ops.unbind(x, axis))


# -- polynomials, the highest power first ------------------------------------------------------


def _longer(a1, a2):
    a1, a2 = pair(a1, a2)
    a1, a2 = ops.reshape(a1, (-1,)), ops.reshape(a2, (-1,))
    size = max(a1.size, a2.size)
    return [wrap(op.pad(x._value, ((size - x.size, 0),), "constant", 0), x._name) for x in (a1, a2)]


def polyadd(a1, a2):
    """Sum."""
    a1, a2 = _longer(a1, a2)
    return a1 + a2


def polysub(a1, a2):
    """Difference."""
    a1, a2 = _longer(a1, a2)
    return a1 - a2


def polymul(a1, a2):
    """Product."""
    a1, a2 = pair(a1, a2)
    return _convolved(ops.reshape(a1, (-1,)), ops.reshape(a2, (-1,)))


def polyval(p, x):
    """Value at `x`."""
    p = tensor(p)
    x = tensor(x)
    found = x * 0
    for factor in p:
        found = found * x + factor
    return found


def polyder(p, m=1):
    """Derivative of order `m`."""
    p = ops.reshape(tensor(p), (-1,))
    if m < 0:
        raise ValueError("Order of derivative must be positive")
    for _ in range(m):
        powers = tensor([float(i) for i in range(p.size - 1, 0, -1)])
        p = cast(p[:-1] * powers, common(p)) if p.size > 1 else p[:0]
    return p


def polyint(p, m=1, k=None):
    """Integral of order `m`, with constants `k`."""
    p = floating(tensor(p))
    if m < 0:
        raise ValueError("Order of integral must be positive")
    constants = [0.0] * m if k is None else [k] * m if isinstance(k, (int, float)) else list(k)
    for constant in constants:
        powers = tensor([float(i) for i in range(p.size, 0, -1)])
        p = wrap(op.concat([(p / powers)._value, tensor([float(constant)])._value], 0), p._name)
    return p


# -- convolution -------------------------------------------------------------------------------


def _convolved(a, v):
    """Full convolution of two vectors."""
    rows = outer(a, v)
    count, width = a.size, v.size
    padded = op.pad(rows._value, ((0, 0), (0, count)), "constant", 0)
    flat = op.reshape(padded, (count * (width + count),))
    flat = op.strided_slice(flat, (0,), (count * (width + count - 1),), (1,))
    table = op.reshape(flat, (count, width + count - 1))
    return wrap(op.sum(table, (0,), False), a._name)


def _part(full, longer, shorter, mode):
    if mode == "full":
        return full
    if mode == "same":
        start = (shorter - 1) // 2
        return full[start : start + longer]
    if mode == "valid":
        return full[shorter - 1 : longer]
    raise ValueError("mode must be one of ['full', 'same', 'valid']")


def convolve(a, v, mode="full"):
    """Convolution of two vectors."""
    a, v = (ops.reshape(x, (-1,)) for x in pair(a, v))
    if a.size < v.size:
        a, v = v, a
    return _part(_convolved(a, v), a.size, v.size, mode)


def correlate(a, v, mode="valid"):
    """Cross-correlation of two vectors."""
    a, v = (ops.reshape(floating(x), (-1,)) for x in pair(a, v))
    flipped = wrap(op.flip(v._value, (0,)), v._name)
    full = _convolved(a, flipped)
    if a.size >= v.size:
        return _part(full, a.size, v.size, mode)
    if mode != "same":
        return _part(full, v.size, a.size, mode)
    start = a.size // 2
    return full[start : start + v.size]
