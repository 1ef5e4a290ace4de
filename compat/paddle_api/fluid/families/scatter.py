"""Writing rows and elements at given positions."""

from __future__ import annotations

from compat.core import op

from .._operands import INDICES, derived, raw, take, zeros_of
from .._registry import operator
from .._varbase import wrap
from .creation import zeros
from .indexing import flat_index


@operator(inputs=("X", "Ids", "Updates"))
def scatter_op(x, ids, updates, overwrite=True, **options):
    """A copy of `x` with rows replaced, or their sums where `overwrite` is False."""
    value, index = take(x, "scatter"), flat_index(ids, "scatter")
    rows = take(updates, "scatter")
    places = op.reshape(index, (*op.shape_of(index), 1))

    def forward(value, rows):
        if overwrite:
            return op.scatter_nd(value, places, rows, "set")
        cleared = op.scatter_nd(value, places, zeros_of(rows), "set")
        return op.scatter_nd(cleared, places, rows, "add")

    # As in Paddle 1.8 the rows that were replaced get the whole gradient, too.
    return wrap(derived(forward, lambda g, *xs: (g, op.take(g, index, 0)))(value, rows))


def scatter(input, index, updates, name=None, overwrite=True):
    """A copy of `input` with rows replaced, or summed where `overwrite` is False."""
    return scatter_op(input, index, updates, overwrite)


@operator
def scatter_nd_add_op(x, index, updates, **options):
    """A copy of `x` with updates added where `gather_nd` would read."""
    value, places = take(x, "scatter_nd_add"), raw(take(index, "scatter_nd_add", INDICES, "Index"))
    return wrap(op.scatter_nd(value, places, take(updates, "scatter_nd_add"), "add"))


def scatter_nd_add(ref, index, updates, name=None):
    """A copy of `ref` with updates added."""
    if ref.dtype != updates.dtype:
        raise ValueError("ref and updates must have same data type.")
    return scatter_nd_add_op(ref, index, updates)


def scatter_nd(index, updates, shape, name=None):
    """Zeros of that shape with updates added."""

    return scatter_nd_add(zeros(shape, updates.dtype), index, updates)
