"""Gathering, scattering, sorting."""

from __future__ import annotations

from compat.core import op

from .._dtypes import VARTYPES, canonical
from .base import (
    FLOATS,
    NUMBERS,
    axis_of,
    derived,
    enforce_not_met,
    invalid,
    mask,
    raw,
    take,
    wrap,
    zeros,
)

_ANY = frozenset(VARTYPES)
_INDICES = frozenset(("int32", "int64"))


def _flat_index(index, name):
    value = raw(take(index, name, _INDICES, "Index"))
    shape = op.shape_of(value)
    if len(shape) == 2:
        if shape[1] != 1:
            raise invalid(
                "If the index's rank of gather_op is 2, the second dimension should be 1.", name
            )
        value = op.reshape(value, shape[:1])
    return value


def _last_row(rows):
    """`x[rows]` whose gradient for a row taken twice is the last cotangent, as in the original."""

    def backward(g, x):
        shape, device = op.shape_of(x), op.device_of(rows)
        count = op.shape_of(rows)[0]
        dtype = op.dtype_of(rows)
        order = op.arange(0, count, 1, dtype, device)
        nowhere = op.full((shape[0],), -1, dtype, device)
        last = op.scatter_nd(nowhere, op.reshape(rows, (count, 1)), order, "max")
        taken = op.greater_equal(last, 0)
        found = op.take(g, op.maximum(last, 0), 0)
        form = (shape[0],) + (1,) * (len(shape) - 1)
        return (op.multiply(found, op.reshape(mask(taken, g), form)),)

    return derived(lambda x: op.take(x, rows, 0), backward)


def gather(x, index, axis=0, overwrite=True, **options):
    """Slices along the first axis."""
    value, rows = take(x, "gather", _ANY), _flat_index(index, "gather")
    return wrap(_last_row(rows)(value) if overwrite else op.take(value, rows, 0))


def gather_nd(x, index, **options):
    """`x[index[..., 0], index[..., 1], ...]`."""
    value, index = take(x, "gather_nd", _ANY), raw(take(index, "gather_nd", _INDICES, "Index"))
    return wrap(op.gather_nd(value, index))


def scatter(x, ids, updates, overwrite=True, **options):
    """A copy of `x` with rows replaced, or their sums where `overwrite` is False."""
    value, index = take(x, "scatter"), _flat_index(ids, "scatter")
    rows = take(updates, "scatter")
    places = op.reshape(index, (*op.shape_of(index), 1))
    if overwrite:
        return wrap(op.scatter_nd(value, places, rows, "set"))
    cleared = op.scatter_nd(value, places, zeros(raw(rows)), "set")
    return wrap(op.scatter_nd(cleared, places, rows, "add"))


def scatter_nd_add(x, index, updates, **options):
    """A copy of `x` with updates added where `gather_nd` would read."""
    value, places = take(x, "scatter_nd_add"), raw(take(index, "scatter_nd_add", _INDICES, "Index"))
    return wrap(op.scatter_nd(value, places, take(updates, "scatter_nd_add"), "add"))


def one_hot_v2(x, depth=1, dtype=5, allow_out_of_range=False, **options):
    """float32: 1 at the class along a new last axis."""
    index = raw(take(x, "one_hot_v2", _INDICES))
    return wrap(_one_hot(index, int(depth), allow_out_of_range, "one_hot_v2"))


def one_hot(x, depth=1, dtype=5, allow_out_of_range=False, **options):
    """float32: 1 at the class; the last axis of `x`, of extent 1, becomes the classes."""
    index = raw(take(x, "one_hot", _INDICES))
    shape = op.shape_of(index)
    if shape[-1] != 1:
        raise invalid(
            f"Last dimension of Input(X) should be 1, but received {shape[-1]}.", "one_hot"
        )
    return wrap(_one_hot(op.reshape(index, shape[:-1]), int(depth), allow_out_of_range, "one_hot"))


def _one_hot(index, depth, lenient, name):
    if not lenient:
        check_range(index, depth, name)
    device = op.device_of(index)
    classes = op.arange(0, depth, 1, op.dtype_of(index), device)
    return op.astype(op.equal(op.reshape(index, (*op.shape_of(index), 1)), classes), "float32")


def check_range(index, extent, name):
    """Raise for an index outside [0, extent); only on the processor, where looking is cheap."""
    if op.device_of(index) != "cpu" or 0 in op.shape_of(index):
        return
    array = op.to_numpy(index)
    low, high = int(array.min()), int(array.max())
    if low < 0 or high >= extent:
        wrong = low if low < 0 else high
        raise enforce_not_met(
            f"Error: Variable value (input) of OP({name}) expected >= 0 and < {extent}, but "
            f"got {wrong}. "
            "Please check input value.",
            name,
        )


def lookup_table_v2(w, ids, is_sparse=False, is_distributed=False, padding_idx=-1, **options):
    """Rows of `w`; zeros for `padding_idx`."""
    table = take(w, "lookup_table_v2", FLOATS, "W")
    index = raw(take(ids, "lookup_table_v2", _INDICES, "Ids"))
    check_range(index, op.shape_of(table)[0], "fluid.layers.embedding")
    rows = op.take(table, index, 0)
    if padding_idx == -1:
        return wrap(rows)
    kept = mask(op.not_equal(index, padding_idx), rows)
    return wrap(op.multiply(rows, op.reshape(kept, (*op.shape_of(kept), 1))))


def lookup_table(w, ids, is_sparse=False, is_distributed=False, padding_idx=-1, **options):
    """Rows of `w` for ids whose last axis has extent 1, which is dropped."""
    from .._varbase import wrap as variable

    index = raw(take(ids, "lookup_table", _INDICES, "Ids"))
    shape = op.shape_of(index)
    if shape[-1] != 1:
        raise invalid(
            f"The last dimension of input Ids must be 1, but received {shape[-1]}.", "lookup_table"
        )
    return lookup_table_v2(
        w, variable(op.reshape(index, shape[:-1])), is_sparse, is_distributed, padding_idx
    )


def arg_max(x, axis=0, keepdims=False, dtype=-1, **options):
    """int64: position of the first maximum."""
    value = raw(take(x, "arg_max", NUMBERS))
    return wrap(op.argmax(value, axis_of(axis, len(op.shape_of(value)))))


def arg_min(x, axis=0, keepdims=False, dtype=-1, **options):
    """int64: position of the first minimum."""
    value = raw(take(x, "arg_min", NUMBERS))
    return wrap(op.argmin(value, axis_of(axis, len(op.shape_of(value)))))


def argsort(x, axis=-1, descending=False, **options):
    """Sorted values and their int64 positions."""
    value = take(x, "argsort", NUMBERS)
    axis = axis_of(axis, len(op.shape_of(value)))
    order = op.argsort(raw(value), axis, bool(descending), True)
    return wrap(op.take_along_axis(value, order, axis)), wrap(order)


def top_k(x, k=1, **options):
    """The largest `k` of the last axis and their int64 positions; without gradient, as in the
    original."""
    value = raw(take(x, "top_k", NUMBERS))
    values, positions = op.top_k(value, int(k), len(op.shape_of(value)) - 1, True)
    return wrap(values), wrap(positions)


def where_index(x, **options):
    """int64: positions of elements that are not 0."""
    return wrap(op.nonzero(raw(take(x, "where_index", _ANY))))


def where(condition, x, y, **options):
    """`x` where the condition holds, else `y`."""
    chosen = take(condition, "where", {"bool"}, "Condition")
    return wrap(op.where(chosen, take(x, "where", NUMBERS), take(y, "where", NUMBERS)))


def index_select(x, index, dim=0, **options):
    """Slices along `dim`."""
    value = take(x, "index_select", NUMBERS)
    index = raw(take(index, "index_select", _INDICES, "Index"))
    return wrap(op.take(value, index, axis_of(dim, len(op.shape_of(value)))))


def index_sample(x, index, **options):
    """Elements of every row."""
    value = take(x, "index_sample", NUMBERS)
    return wrap(op.take_along_axis(value, raw(take(index, "index_sample", _INDICES, "Index")), 1))


def sequence_mask(x, maxlen=-1, out_dtype=3, **options):
    """1 in front of every length along a new last axis, then 0."""
    lengths = raw(take(x, "sequence_mask", NUMBERS))
    if maxlen is None or maxlen < 0:
        maxlen = int(op.to_numpy(lengths).max())
    places = op.arange(0, int(maxlen), 1, op.dtype_of(lengths), op.device_of(lengths))
    shorter = op.less(places, op.reshape(lengths, (*op.shape_of(lengths), 1)))
    return wrap(op.astype(shorter, canonical(out_dtype)))


def multiplex(ids, xs, **options):
    """Row `i` from the variable number `ids[i]`."""
    index = op.reshape(raw(take(ids, "multiplex", _INDICES, "Ids")), (len(ids),))
    values = op.stack([take(x, "multiplex", NUMBERS) for x in xs], 0)
    rows = op.arange(0, len(ids), 1, op.dtype_of(index), op.device_of(index))
    return wrap(op.gather_nd(values, op.stack([index, rows], 1)))
