"""Functions of the composite module."""

from ..function import _creation, _matrix, _reduction, array_func, clip_func, math_func, random_func
from ..function._gather_up import take
from .base import HyperMap, MultitypeFuncGraph

take(globals(), "batch_dot count_nonzero dot mm tensor_dot", _matrix, _reduction)
take(globals(), "clip_by_value clip_by_global_norm", clip_func)
take(globals(), "repeat_elements sequence_mask repeat_interleave", array_func)
take(globals(), "uniform poisson normal multinomial laplace gamma", random_func)


def matmul(x1, x2, dtype=None):
    """Matrix product as NumPy's matmul defines it, in a dtype."""
    found = math_func.matmul(x1, x2)
    return found if dtype is None else found.astype(dtype)


def cummin(x, axis):
    """Running minimum along an axis and its int32 positions."""
    return _reduction.cummin(x, axis)


_ones = MultitypeFuncGraph("ones_like_leaf")
_ones.register("Number")(lambda x: type(x)(1))
_ones.register("Tensor")(_creation.ones_like)
ones_like = HyperMap(_ones)
_zeros = MultitypeFuncGraph("zeros_like")
_zeros.register("Number")(lambda x: type(x)(0))
_zeros.register("Tensor")(_creation.zeros_like)
zeros_like = _zeros
_add = MultitypeFuncGraph("hyper_add")
_add.register("Number", "Number")(lambda x, y: x + y)
_add.register("Tensor", "Tensor")(math_func.add)
hyper_add = HyperMap(_add)
__all__ = [*__all__, "matmul", "cummin", "ones_like", "zeros_like", "hyper_add"]  # noqa: F821
