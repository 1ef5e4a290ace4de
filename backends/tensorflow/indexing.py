"""Gathering, scattering, sorting."""

import math

from compat.core.contract import implements

from .library import cast, integers, raw, reshaped, scalar, shape, tf, transposed, widened
from .types import index

SCATTER = {
    "set": raw.TensorScatterUpdate,
    "add": raw.TensorScatterAdd,
    "subtract": raw.TensorScatterSub,
    "max": raw.TensorScatterMax,
    "min": raw.TensorScatterMin,
}


@implements
def take(x, indices, axis):
    return raw.GatherV2(params=x, indices=index(indices), axis=integers(axis), batch_dims=0)


def moved_last(x, axis):
    """`x` with `axis` last, and the permutation that undoes it."""
    rank = len(x.shape)
    if axis == rank - 1:
        return x, None
    order = (*(a for a in range(rank) if a != axis), axis)
    return transposed(x, order), tuple(order.index(a) for a in range(rank))


def back_from_last(x, undo):
    return x if undo is None else transposed(x, undo)


@implements
def take_along_axis(x, indices, axis):
    x, undo = moved_last(x, axis)
    indices, _ = moved_last(index(indices), axis)
    batch_shape = _broadcast(shape(x)[:-1], shape(indices)[:-1])
    x, indices = _expanded(x, batch_shape), _expanded(indices, batch_shape)
    n, m, rows = shape(x)[-1], shape(indices)[-1], math.prod(batch_shape)
    y = raw.GatherV2(
        params=reshaped(x, (rows, n)),
        indices=reshaped(indices, (rows, m)),
        axis=integers(1),
        batch_dims=1,
    )
    return back_from_last(reshaped(y, (*batch_shape, m)), undo)


def _broadcast(a, b):
    return tuple(n if m == 1 else m for n, m in zip(a, b, strict=True))


def _expanded(x, batch_shape):
    if shape(x)[:-1] == batch_shape:
        return x
    return raw.BroadcastTo(input=x, shape=integers((*batch_shape, shape(x)[-1]), tf.int64))


def _flat_positions(x, indices, axis):
    """Positions in the flattened `x` that `indices` along `axis` mean, leading ones elsewhere."""
    sizes, stride = shape(x), 1
    total = None
    for a in reversed(range(len(sizes))):
        if a == axis:
            part = indices
        else:
            n = shape(indices)[a]
            part = reshaped(
                tf.range(n, dtype=tf.int64), [n if b == a else 1 for b in range(len(sizes))]
            )
        part = raw.Mul(x=part, y=scalar(stride, tf.int64))
        total = part if total is None else raw.AddV2(x=total, y=part)
        stride *= sizes[a]
    return total


def _scattered(x, rows, updates, reduce):
    """`updates` put into the matrix `x` at its rows `rows` (n, 1)."""
    if reduce in ("multiply", "divide"):
        kernel = raw.UnsortedSegmentProd
        factor = kernel(
            data=updates,
            segment_ids=reshaped(rows, (-1,)),
            num_segments=integers(shape(x)[0]),
        )
        if reduce == "multiply":
            return raw.Mul(x=x, y=factor)
        return raw.RealDiv(x=x, y=factor) if x.dtype.is_floating else raw.FloorDiv(x=x, y=factor)
    if x.dtype is tf.bool and reduce != "set":
        return cast(_scattered(cast(x, tf.int8), rows, cast(updates, tf.int8), reduce), tf.bool)
    return SCATTER[reduce](tensor=x, indices=rows, updates=updates)


@implements
def put_along_axis(x, indices, updates, axis, reduce):
    rows = reshaped(_flat_positions(x, cast(indices, tf.int64), axis), (-1, 1))
    flat = _scattered(reshaped(x, (-1,)), rows, reshaped(updates, (-1,)), reduce)
    return reshaped(flat, shape(x))


@implements
def gather_nd(x, indices):
    return raw.GatherNd(params=x, indices=index(indices))


@implements
def scatter_nd(x, indices, updates, reduce):
    if reduce in SCATTER and shape(indices)[-1] and x.dtype is not tf.bool:
        if indices.shape.rank == 1:  # TensorFlow wants a list of positions
            indices, updates = raw.Pack(values=[indices]), raw.Pack(values=[updates])
        return SCATTER[reduce](tensor=x, indices=index(indices), updates=updates)
    depth = shape(indices)[-1]
    batch_shape, trail = shape(x)[:depth], math.prod(shape(x)[depth:])
    strides = tuple(math.prod(batch_shape[a + 1 :]) for a in range(depth))
    rows = raw.Mul(x=cast(indices, tf.int64), y=integers(strides, tf.int64))
    rows = raw.Sum(input=rows, axis=integers(-1), keep_dims=True)
    flat = reshaped(x, (math.prod(batch_shape), trail))
    updates = reshaped(updates, (-1, trail))
    return reshaped(_scattered(flat, reshaped(rows, (-1, 1)), updates, reduce), shape(x))


@implements
def nonzero(x):
    if x.dtype is not tf.bool:
        x = raw.NotEqual(x=x, y=scalar(0, x.dtype))
    if not x.shape.rank:  # one position of no coordinates, or none
        return reshaped(raw.Where(condition=reshaped(x, (1,))), (-1, 1))[:, :0]
    return raw.Where(condition=x)


@implements
def searchsorted(x, values, side):
    if x.dtype is tf.bool:
        x, values = cast(x, tf.int8), cast(values, tf.int8)
    kernel = raw.LowerBound if side == "left" else raw.UpperBound
    found = kernel(
        sorted_inputs=reshaped(x, (1, -1)), values=reshaped(values, (1, -1)), out_type=tf.int64
    )
    return reshaped(found, shape(values))


def _key(x):
    """Integers in the order of `x`, equal for equal values, NaN above all numbers.

    TensorFlow's comparison of NaN is arbitrary, that of integers is not.
    """
    dtype = x.dtype
    if dtype.is_floating:
        if dtype not in (tf.float32, tf.float64):
            x = cast(x, tf.float32)
        target = tf.int64 if x.dtype == tf.float64 else tf.int32
        x = raw.AddV2(x=x, y=scalar(0.0, x.dtype))  # -0.0 becomes 0.0
        x = raw.SelectV2(condition=raw.NotEqual(x=x, y=x), t=scalar(math.nan, x.dtype), e=x)
        bits = raw.Bitcast(input=x, type=target)
        sign = raw.RightShift(x=bits, y=scalar(target.size * 8 - 1, target))
        return raw.BitwiseXor(x=bits, y=raw.BitwiseAnd(x=sign, y=scalar(target.max, target)))
    if dtype == tf.uint64:
        return raw.BitwiseXor(x=raw.Bitcast(input=x, type=tf.int64), y=scalar(-(2**63), tf.int64))
    return cast(x, tf.int64)


def _order(x, k, descending):
    """Positions of the first `k` elements in order along the last axis, equal ones by position."""
    key = _key(x)
    if not descending:
        key = raw.Invert(x=key)
    return raw.TopKV2(input=key, k=integers(k), sorted=True, index_type=tf.int64).indices


def _ordered(x, k, axis, descending):
    last, undo = moved_last(x, axis)
    positions = back_from_last(_order(last, k, descending), undo)
    return take_along_axis(x, positions, axis), positions


@implements
def sort(x, axis, descending, stable):
    return _ordered(x, shape(x)[axis], axis, descending)[0]


@implements
def argsort(x, axis, descending, stable):
    last, undo = moved_last(x, axis)
    return back_from_last(_order(last, shape(x)[axis], descending), undo)


@implements
def top_k(x, k, axis, largest):
    return _ordered(x, k, axis, largest)


@implements
def unique(x):
    order = _order(x, shape(x)[0], False)
    ascending = raw.GatherV2(params=x, indices=order, axis=integers(0), batch_dims=0)
    values, group, counts = raw.UniqueWithCounts(x=widened(ascending), out_idx=tf.int64)
    inverse = raw.ScatterNd(
        indices=reshaped(order, (-1, 1)), updates=group, shape=integers(shape(x), tf.int64)
    )
    return cast(values, x.dtype), inverse, counts
