"""Functions of the composite module."""

from ..families import creation
from ..families.elementwise import arithmetic
from ..families.linalg import products
from ..families.reduction import scan
from ..publishing import publish
from .base import HyperMap, MultitypeFuncGraph

_PUBLISHED = publish(globals())


def matmul(x1, x2, dtype=None):
    """Matrix product as NumPy's matmul defines it, in a dtype."""
    found = products.matmul(x1, x2)
    return found if dtype is None else found.astype(dtype)


def cummin(x, axis):
    """Running minimum along an axis and its int32 positions."""
    return scan.cummin(x, axis)


_ones = MultitypeFuncGraph("ones_like_leaf")
_ones.register("Number")(lambda x: type(x)(1))
_ones.register("Tensor")(creation.ones_like)
ones_like = HyperMap(_ones)
_zeros = MultitypeFuncGraph("zeros_like")
_zeros.register("Number")(lambda x: type(x)(0))
_zeros.register("Tensor")(creation.zeros_like)
zeros_like = _zeros
_add = MultitypeFuncGraph("hyper_add")
_add.register("Number", "Number")(lambda x, y: x + y)
_add.register("Tensor", "Tensor")(arithmetic.add)
hyper_add = HyperMap(_add)
__all__ = [*_PUBLISHED, "matmul", "cummin", "ones_like", "zeros_like", "hyper_add"]
