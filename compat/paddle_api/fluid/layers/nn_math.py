"""Arithmetic, reductions, products, comparisons."""

from __future__ import annotations

from .. import dygraph_utils
from .._ops import activation as _act
from .._ops import elementwise as _ew
from .._ops import product as _product
from .._ops import reduce as _reduce


def _binary(name):
    kernel = getattr(_ew, name)

    # `name` only labels nodes of static graphs.
    def call(x, y, axis=-1, act=None, name=None):
        result = kernel(x, y, axis)
        return result if act is None else dygraph_utils._append_activation_in_dygraph(result, act)

    call.__name__ = call.__qualname__ = name
    call.__doc__ = kernel.__doc__
    return call


elementwise_add = _binary("elementwise_add")
elementwise_sub = _binary("elementwise_sub")
elementwise_mul = _binary("elementwise_mul")
elementwise_div = _binary("elementwise_div")
elementwise_max = _binary("elementwise_max")
elementwise_min = _binary("elementwise_min")
elementwise_pow = _binary("elementwise_pow")
elementwise_mod = _binary("elementwise_mod")
elementwise_floordiv = _binary("elementwise_floordiv")


def _reduction(name):
    kernel = getattr(_reduce, name)

    # `name` only labels nodes of static graphs.
    def call(input, dim=None, keep_dim=False, name=None):
        if dim is None:
            return kernel(input, (0,), keep_dim, True)
        if not isinstance(dim, list):
            dim = [dim]
        return kernel(input, dim or [0], keep_dim, not dim or len(dim) == len(input.shape))

    call.__name__ = call.__qualname__ = name
    call.__doc__ = kernel.__doc__
    return call


reduce_sum = _reduction("reduce_sum")
reduce_mean = _reduction("reduce_mean")
reduce_max = _reduction("reduce_max")
reduce_min = _reduction("reduce_min")
reduce_prod = _reduction("reduce_prod")
reduce_all = _reduction("reduce_all")
reduce_any = _reduction("reduce_any")


def logsumexp(x, dim=None, keepdim=False, out=None, name=None):
    """Logarithm of the sum of exponentials over `dim`."""
    if out is not None:
        raise NotImplementedError(
            "paddle.fluid.layers.logsumexp(out=...) is not provided; use the result"
        )
    total = reduce_sum(_act.exp(x), dim, keepdim)
    return _act.log(total)


def mean(x, name=None):
    """(1,): the mean of all elements."""
    return _reduce.mean(x)


def sum(x):
    """The sum of a variable or of a list of variables."""
    return _reduce.sum(x if isinstance(x, (list, tuple)) else [x])


def scale(x, scale=1.0, bias=0.0, bias_after_scale=True, act=None, name=None):
    """`x * scale + bias`, or `(x + bias) * scale`."""
    result = _ew.scale(x, scale, bias, bias_after_scale)
    return dygraph_utils._append_activation_in_dygraph(result, act)


def pow(x, factor=1.0, name=None):
    """`x ** factor`; the exponent may be a variable."""
    return _act.pow(x, float(factor))


def clip(x, min, max, name=None):
    """`x` between `min` and `max`."""
    return _act.clip(x, min, max)


def clip_by_norm(x, max_norm, name=None):
    """`x` no longer than `max_norm`; without gradient, as in the original."""
    from ..clip import GradientClipByNorm

    return GradientClipByNorm(max_norm)._clipped(x.detach())


def matmul(x, y, transpose_x=False, transpose_y=False, alpha=1.0, name=None):
    """Matrix product of the last two axes, times `alpha`."""
    return _product.matmul(x, y, None, transpose_x, transpose_y, float(alpha))


def mul(x, y, x_num_col_dims=1, y_num_col_dims=1, name=None):
    """Product of the matrices that flattening makes."""
    return _product.mul(x, y, x_num_col_dims, y_num_col_dims)


def bmm(x, y, name=None):
    """Products of matrices, one for each batch entry."""
    if len(x.shape) != 3 or len(y.shape) != 3:
        raise ValueError(
            f"x and y should be 3-dimensional. But received x's dimention: {x.shape}, y's "
            f"dimention: "
            f"{y.shape}"
        )
    if x.shape[2] != y.shape[1]:
        raise ValueError(
            f"x's width must be equal with y's height. But received x's shape: {x.shape}, y's "
            f"shape: "
            f"{y.shape}"
        )
    return _product.bmm(x, y)


def dot(x, y, name=None):
    """Sum of products along the last axis."""
    return _product.dot(x, y)


def cos_sim(X, Y):
    """(N, 1): cosine of the angle between rows."""
    return _product.cos_sim(X, Y)[0]


def sign(x):
    """-1, 0 or 1."""
    return _act.sign(x)


def log(x, name=None):
    """Natural logarithm."""
    return _act.log(x)


def log1p(x, out=None, name=None):
    """`log(1 + x)`."""
    return _act.log1p(x)


def logical_and(x, y, out=None, name=None):
    """bool: both."""
    return _into(_ew.logical_and(x, y), out)


def logical_or(x, y, out=None, name=None):
    """bool: either."""
    return _into(_ew.logical_or(x, y), out)


def logical_xor(x, y, out=None, name=None):
    """bool: exactly one."""
    return _into(_ew.logical_xor(x, y), out)


def logical_not(x, out=None, name=None):
    """bool: not `x`."""
    return _into(_ew.logical_not(x), out)


def _into(result, out):
    """`result`, put into `out` if there is one."""
    if out is None:
        return result
    out._set(result._value)
    return out


def log_softmax(input, axis=None, dtype=None, name=None):
    """Logarithm of softmax."""
    if dtype is not None:
        from .tensor import cast

        input = cast(input, dtype)
    return _act.log(_act.softmax(input, -1 if axis is None else axis))
