"""Order and place: sorting, uniqueness, flipping, rolling, triangles, diagonals, repetition."""

from __future__ import annotations

import math
from builtins import range as _range

from ....core import compose, dtypes, op
from ...common.tensor import Tensor, wrap
from .._operands import axis_of, kind_of, operand, unary
from ._reduction import extreme_with_index
from ._shaping import reshape


def sort(input_x, axis=-1, descending=False):
    """(values in order, int32 positions) along an axis."""
    x = unary("Sort", "x", input_x)
    text = "For 'Sort', the axis must be in [-{rank}, {rank}), but got {axis}."
    axis = axis_of("Sort", "axis", axis, input_x.ndim, text)
    index = op.argsort(x, axis, bool(descending), True)
    return wrap(op.take_along_axis(x, index, axis)), wrap(op.astype(index, "int32"))


def argsort(input, axis=-1, descending=False):
    """int32 positions that sort along an axis."""
    return sort(input, axis, descending)[1]


def msort(input):
    """Values in order along axis 0."""
    return sort(input, 0)[0]


def top_k(input_x, k, sorted=True):
    """(largest elements of the last axis in order, int32 positions)."""
    x = unary("TopK", "input_x", input_x)
    if isinstance(k, Tensor):
        k = int(op.to_numpy(k._value))
    if not isinstance(k, int) or isinstance(k, bool):
        raise TypeError(
            "For primitive[TopK], the input argument[k] must be a type of "
            f"{{Int16, Int32, Int64, Int8}}, but got {kind_of(k)}."
        )
    extent = input_x.shape[-1]
    if not 0 < k <= extent:
        raise ValueError(f"For primitive[TopK], the k must be in (0,{extent}], but got {k}.")
    if not sorted and k == extent:
        places = op.arange(0, extent, 1, "int32", op.device_of(x))
        return input_x, wrap(op.broadcast_to(places, input_x.shape))
    values, index = op.top_k(x, k, input_x.ndim - 1, True)
    return wrap(values), wrap(op.astype(index, "int32"))


def topk(input, k, dim=None, largest=True, sorted=True):
    """(extreme elements of an axis in order, int32 positions)."""
    axis = axis_of("TopK", "dim", -1 if dim is None else dim, input.ndim)
    if not sorted and k == input.shape[axis]:
        places = op.arange(0, k, 1, "int32", op.device_of(input._value))
        column = tuple(k if i == axis else 1 for i in _range(input.ndim))
        return input, wrap(op.broadcast_to(op.reshape(places, column), input.shape))
    values, index = op.top_k(unary("TopK", "x", input), k, axis, bool(largest))
    return wrap(values), wrap(op.astype(index, "int32"))


def max(input, axis=None, keepdims=False, *, initial=None, where=None):
    """(largest element, int32 position of the first one), of everything or along an axis."""
    return _extreme("ArgMaxWithValue", input, axis, keepdims, initial, where, True)


def min(input, axis=None, keepdims=False, *, initial=None, where=None):
    """(smallest element, int32 position of the first one), of everything or along an axis."""
    return _extreme("ArgMinWithValue", input, axis, keepdims, initial, where, False)


def _extreme(name, input, axis, keepdims, initial, where, larger):
    x = operand(name, "x", input)
    if where is not None:
        facts = dtypes.DTYPES[input._name]
        edge = facts.smallest if larger else facts.largest
        x = op.where(where._value, x, compose.full_like(x, edge if initial is None else initial))
    if axis is None:
        every = tuple(_range(input.ndim))
        found = (op.max if larger else op.min)(x, every, False)
        index = wrap(op.full((), 0, "int32", op.device_of(x)), "int32")
    else:
        index, picked = extreme_with_index(name, wrap(x), axis, keepdims, larger)
        found = picked._value
    if initial is not None:
        found = (op.maximum if larger else op.minimum)(found, initial)
    return wrap(found), index


def argmax(input, dim=None, keepdim=False):
    """int64 position of the largest element."""
    x = unary("Argmax", "x", input)
    if dim is None:
        return wrap(op.argmax(op.reshape(x, (input.size,)), 0), "int64")
    axis = axis_of("Argmax", "axis", dim, input.ndim)
    index = op.argmax(x, axis)
    return wrap(compose.expand_dims(index, axis) if keepdim else index, "int64")


def aminmax(input, *, axis=0, keepdims=False):
    """(smallest, largest) along an axis."""
    if axis is None:
        axis = tuple(_range(input.ndim))
    low = extreme_with_index("ArgMinWithValue", input, axis, keepdims, False)[1]
    return low, extreme_with_index("ArgMaxWithValue", input, axis, keepdims, True)[1]


def unique(input):
    """(values by first occurrence, position of every element among them)."""
    x = operand("Unique", "x", input)
    flat = op.reshape(x, (input.size,))
    values, inverse, _ = op.unique(flat)
    count = op.shape_of(values)[0]
    # First occurrences: the smallest position that leads to each value.
    steps = op.arange(0, input.size, 1, "int64", op.device_of(x))
    start = op.full((count,), input.size, "int64", op.device_of(x))
    first = op.scatter_nd(start, compose.expand_dims(inverse, 1), steps, "min")
    order = op.argsort(first, 0, False, True)
    rank = op.argsort(order, 0, False, True)
    index_dtype = "int64" if input._name == "int64" else "int32"
    positions = op.astype(op.take(rank, inverse, 0), index_dtype)
    return wrap(op.take(values, order, 0)), wrap(op.reshape(positions, input.shape))


def unique_with_pad(x, pad_num):
    """As `unique`, the values padded to the number of elements."""
    values, index = unique(x)
    missing = x.size - values.size
    if missing:
        number = int(op.to_numpy(pad_num._value)) if isinstance(pad_num, Tensor) else pad_num
        tail = op.full((missing,), number, x._name, op.device_of(values._value))
        values = wrap(op.concat([values._value, tail], 0))
    return values, index


def unique_consecutive(input, return_idx=False, return_counts=False, axis=None):
    """Values without repetition of the one before."""
    if axis is not None and input.ndim > 1:
        raise NotImplementedError(
            "mindspore.ops.unique_consecutive with 'axis' for tensors of several axes is not "
            "supported; "
            "use axis=None."
        )
    flat = op.reshape(operand("UniqueConsecutive", "x", input), (input.size,))
    device = op.device_of(flat)
    changed = op.not_equal(
        compose.narrow(flat, 0, 1, input.size), compose.narrow(flat, 0, 0, input.size - 1)
    )
    starts = op.concat([op.full((1,), 1, "int64", device), op.astype(changed, "int64")], 0)
    group = op.subtract(op.cumulative_sum(starts, 0), 1)
    places = op.nonzero(starts)
    places = op.reshape(places, (op.shape_of(places)[0],))
    results = [wrap(op.take(flat, places, 0))]
    if return_idx:
        results.append(wrap(op.reshape(op.astype(group, "int32"), input.shape)))
    if return_counts:
        ends = op.concat(
            [
                compose.narrow(places, 0, 1, op.shape_of(places)[0]),
                op.full((1,), input.size, "int64", device),
            ],
            0,
        )
        results.append(wrap(op.astype(op.subtract(ends, places), "int32")))
    return results[0] if len(results) == 1 else tuple(results)


def searchsorted(sorted_sequence, values, *, out_int32=False, right=False):
    """Positions at which values keep a sequence in order."""
    x, v = (
        operand("SearchSorted", "sorted_sequence", sorted_sequence),
        operand("SearchSorted", "values", values),
    )
    side = "right" if right else "left"
    if sorted_sequence.ndim == 1:
        shape = op.shape_of(v)
        found = op.reshape(op.searchsorted(x, op.reshape(v, (math.prod(shape),)), side), shape)
    else:
        compared = (op.less if side == "left" else op.less_equal)(
            compose.expand_dims(x, sorted_sequence.ndim - 1), compose.expand_dims(v, values.ndim)
        )
        found = op.sum(op.astype(compared, "int64"), (values.ndim,), False)
    return wrap(op.astype(found, "int32" if out_int32 else "int64"))


def bincount(input, weights=None, minlength=0):
    """How often each number occurs, or the sum of its weights, as float32."""
    x = operand("bincount", "input", input)
    top = int(op.to_numpy(op.max(x, (0,), False))) + 1 if input.size else 0
    count = top if top > minlength else minlength
    amounts = (
        op.full(input.shape, 1.0, "float32", op.device_of(x)) if weights is None else weights._value
    )
    amounts = (
        op.astype(amounts, "float32") if op.dtype_of(amounts) not in dtypes.FLOATS else amounts
    )
    base = op.full((count,), 0, op.dtype_of(amounts), op.device_of(x))
    return wrap(op.scatter_nd(base, compose.expand_dims(x, 1), amounts, "add"))


# -- place -------------------------------------------------------------------------------------


def flip(input, dims):
    """Reversed along axes."""
    x = operand("ReverseV2", "x", input)
    dims = (dims,) if isinstance(dims, int) else dims
    return wrap(
        op.flip(x, tuple(sorted(axis_of("ReverseV2", "axis", d, input.ndim) for d in dims)))
    )


def flipud(input):
    """Reversed along axis 0."""
    return flip(input, (0,))


def fliplr(input):
    """Reversed along axis 1."""
    return flip(input, (1,))


def reverse(x, axis):
    """Reversed along axes."""
    return flip(x, axis)


def reverse_sequence(x, seq_lengths, seq_dim, batch_dim=0):
    """The first elements of every row reversed, as many as its length says."""
    value, lengths = (
        operand("ReverseSequence", "x", x),
        operand("ReverseSequence", "seq_lengths", seq_lengths),
    )
    axis, batch = seq_dim % x.ndim, batch_dim % x.ndim
    steps = op.arange(0, x.shape[axis], 1, seq_lengths._name, op.device_of(value))
    ends = compose.expand_dims(lengths, 1)
    positions = op.where(op.less(steps, ends), op.subtract(op.subtract(ends, 1), steps), steps)
    shape = [1] * x.ndim
    shape[batch], shape[axis] = x.shape[batch], x.shape[axis]
    if batch > axis:
        positions = op.permute_dims(positions, (1, 0))
    index = op.broadcast_to(op.reshape(positions, tuple(shape)), x.shape)
    return wrap(op.take_along_axis(value, op.astype(index, "int64"), axis))


def roll(input, shifts, dims=None):
    """Shifted along axes; what leaves at one end enters at the other."""
    x = operand("Roll", "input_x", input)
    if dims is None:
        flat = compose.roll(op.reshape(x, (input.size,)), _one(shifts), 0)
        return wrap(op.reshape(flat, input.shape))
    pairs = zip(_several(shifts), _several(dims), strict=True)
    for shift, dim in pairs:
        x = compose.roll(x, shift, axis_of("Roll", "dims", dim, input.ndim))
    return wrap(x)


def _several(x):
    return x if isinstance(x, (tuple, list)) else (x,)


def _one(x):
    return x[0] if isinstance(x, (tuple, list)) else x


def rot90(input, k, dims):
    """Rotated by quarter turns in the plane of two axes."""
    x = operand("rot90", "input", input)
    first, second = (axis_of("rot90", "dims", d, input.ndim) for d in dims)
    for _ in _range(k % 4):
        x = compose.swapaxes(op.flip(x, (second,)), first, second)
    return wrap(x)


def repeat_elements(x, rep, axis=0):
    """Every element repeated along an axis."""
    value = operand("repeat_elements", "x", x)
    return wrap(compose.repeat(value, rep, axis_of("repeat_elements", "axis", axis, x.ndim)))


def repeat_interleave(input, repeats, axis=None):
    """Every element repeated along an axis, or of the flattened tensor."""
    if axis is None:
        input, axis = reshape(input, (-1,)), 0
    if isinstance(repeats, Tensor):
        repeats = op.to_numpy(repeats._value).reshape(-1).tolist()
    if isinstance(repeats, (tuple, list)):
        if len(repeats) > 1:
            places = [i for i, n in enumerate(repeats) for _ in _range(n)]
            index = op.asarray(places, "int64", op.device_of(input._value))
            return wrap(
                op.take(input._value, index, axis_of("repeat_interleave", "axis", axis, input.ndim))
            )
        repeats = repeats[0]
    return repeat_elements(input, repeats, axis)


def tril(input, diagonal=0):
    """Zeros above a diagonal."""
    return wrap(compose.tril(operand("Tril", "x", input), diagonal))


def triu(input, diagonal=0):
    """Zeros below a diagonal."""
    return wrap(compose.triu(operand("Triu", "x", input), diagonal))


def diagonal(input, offset=0, dim1=0, dim2=1):
    """A diagonal of two axes, as the last axis."""
    x = operand("diagonal", "input", input)
    first = axis_of("diagonal", "dim1", dim1, input.ndim)
    return wrap(compose.diagonal(x, offset, first, axis_of("diagonal", "dim2", dim2, input.ndim)))


def diag_embed(input, offset=0, dim1=-2, dim2=-1):
    """Matrices with the last axis as their diagonal."""
    x = operand("diag_embed", "input", input)
    found = compose.diagonal_matrix(x, offset)
    rank = input.ndim + 1
    first, second = dim1 % rank, dim2 % rank
    order = [i for i in _range(rank - 2)]
    for place, axis in sorted(((first, rank - 2), (second, rank - 1))):
        order.insert(place, axis)
    return wrap(op.permute_dims(found, tuple(order)))


def diag(input):
    """A tensor of twice the rank with the elements on its diagonal."""
    x = operand("Diag", "input_x", input)
    flat = compose.diagonal_matrix(op.reshape(x, (input.size,)), 0)
    return wrap(op.reshape(flat, input.shape * 2))


def diagflat(input, offset=0):
    """Matrix with the flattened elements on a diagonal."""
    x = op.reshape(operand("diagflat", "input", input), (input.size,))
    return wrap(compose.diagonal_matrix(x, offset))


def block_diag(*inputs):
    """Matrices along the diagonal of a larger one."""
    blocks = [x if x.ndim == 2 else reshape(x, (1, -1)) for x in inputs]
    width = sum(b.shape[1] for b in blocks)
    rows, left = [], 0
    for b in blocks:
        right = width - left - b.shape[1]
        rows.append(op.pad(b._value, ((0, 0), (left, right)), "constant", 0))
        left += b.shape[1]
    return wrap(op.concat(rows, 0))


def diff(x, n=1, axis=-1, prepend=None, append=None):
    """Differences of neighbours along an axis, `n` times."""
    value = operand("diff", "x", x)
    axis = axis_of("diff", "axis", axis, x.ndim)
    parts = [p._value for p in (prepend, x, append) if p is not None]
    value = op.concat(parts, axis) if len(parts) > 1 else value
    for _ in _range(n):
        extent = op.shape_of(value)[axis]
        value = op.subtract(
            compose.narrow(value, axis, 1, extent), compose.narrow(value, axis, 0, extent - 1)
        )
    return wrap(value)


def trapz(y, x=None, *, dx=1.0, dim=-1):
    """Area under a curve by trapezoids."""
    value = operand("trapz", "y", y)
    axis = axis_of("trapz", "dim", dim, y.ndim)
    extent = y.shape[axis]
    heights = op.add(
        compose.narrow(value, axis, 1, extent), compose.narrow(value, axis, 0, extent - 1)
    )
    if x is not None:
        heights = op.multiply(heights, diff(x, axis=-1 if x.ndim == 1 else axis)._value)
    else:
        heights = op.multiply(heights, float(dx))
    return wrap(op.multiply(op.sum(heights, (axis,), False), 0.5))


def histc(input, bins=100, min=0.0, max=0.0):
    """int32 counts of equal bins between two bounds (those of the data when both are 0)."""
    x = op.astype(operand("Histogram", "x", input), "float32")
    every = tuple(_range(input.ndim))
    low, high = float(min), float(max)
    if low == high == 0.0:
        low, high = (float(op.to_numpy(f(x, every, False))) for f in (op.min, op.max))
    if low == high:
        low, high = low - 1.0, high + 1.0
    flat = op.reshape(x, (input.size,))
    inside = op.logical_and(op.greater_equal(flat, low), op.less_equal(flat, high))
    place = op.floor(op.multiply(op.divide(op.subtract(flat, low), high - low), float(bins)))
    place = op.astype(compose.clip(place, 0.0, float(bins - 1)), "int64")
    base = op.full((bins,), 0, "int32", op.device_of(x))
    return wrap(
        op.scatter_nd(base, compose.expand_dims(place, 1), op.astype(inside, "int32"), "add")
    )


def cast_to(x, dtype):
    """Conversion; what the operator Cast does."""
    return wrap(op.astype(x._value, dtype), dtype)
