"""Gathering, scattering, sorting."""

from __future__ import annotations

from .._ops import indexing as _indexing
from ..core import VarBase


def gather(input, index, overwrite=True):
    """Slices along the first axis; of a row taken twice the gradient is the last one's, or the
    sum."""
    return _indexing.gather(input, index, 0, overwrite)


def gather_nd(input, index, name=None):
    """`input[index[..., 0], index[..., 1], ...]`."""
    return _indexing.gather_nd(input, index)


def scatter(input, index, updates, name=None, overwrite=True):
    """A copy of `input` with rows replaced, or summed where `overwrite` is False."""
    return _indexing.scatter(input, index, updates, overwrite)


def scatter_nd_add(ref, index, updates, name=None):
    """A copy of `ref` with updates added."""
    if ref.dtype != updates.dtype:
        raise ValueError("ref and updates must have same data type.")
    return _indexing.scatter_nd_add(ref, index, updates)


def scatter_nd(index, updates, shape, name=None):
    """Zeros of that shape with updates added."""
    from .tensor import zeros

    return scatter_nd_add(zeros(shape, updates.dtype), index, updates)


def one_hot(input, depth, allow_out_of_range=False):
    """float32: 1 at the class; the last axis of `input` has extent 1."""
    if isinstance(depth, VarBase):
        depth = int(depth)
    return _indexing.one_hot(input, depth, 5, allow_out_of_range)


def topk(input, k, name=None):
    """The largest `k` of the last axis and their positions."""
    return _indexing.top_k(input, int(k))


def where(condition):
    """int64: positions where the condition holds."""
    return _indexing.where_index(condition)


def index_select(input, index, dim=0):
    """Slices along `dim`."""
    return _indexing.index_select(input, index, dim)


def index_sample(x, index):
    """Elements of every row."""
    return _indexing.index_sample(x, index)


def multiplex(inputs, index):
    """Row `i` from the variable number `index[i]`."""
    if not isinstance(inputs, list) and len(inputs) < 2:
        raise ValueError("inputs should be a list object and contains at least 2 elements.")
    return _indexing.multiplex(index, inputs)
