"""Reductions and scans. Half precision accumulates in float32."""

from compat.core.contract import implements

from .library import cast, integers, raw, scalar, shape, tf, widened
from .shape import sliced


def _reduced(kernel, x, axis, keepdims):
    y = wide = widened(x)
    run = _last_run(axis) if len(axis) > 1 else axis
    if len(run) < len(axis):
        # TensorFlow would move axes that are apart together (20 times the time for the mean of an
        # image's channels), and add up row after row, inaccurately.
        y = kernel(y, integers(run), True)
    y = kernel(y, integers(axis), keepdims)
    return y if wide is x else cast(y, x.dtype)


def _last_run(axis):
    """The trailing axes of `axis` that are neighbours."""
    first = len(axis) - 1
    while first and axis[first - 1] == axis[first] - 1:
        first -= 1
    return axis[first:]


@implements
def sum_(x, axis, keepdims):
    return _reduced(raw.Sum, x, axis, keepdims)


@implements
def prod(x, axis, keepdims):
    return _reduced(raw.Prod, x, axis, keepdims)


@implements
def mean(x, axis, keepdims):
    return _reduced(raw.Mean, x, axis, keepdims)


@implements
def max_(x, axis, keepdims):
    if x.dtype is tf.bool:
        return any_(x, axis, keepdims)
    return raw.Max(input=x, axis=integers(axis), keep_dims=keepdims)


@implements
def min_(x, axis, keepdims):
    if x.dtype is tf.bool:
        return all_(x, axis, keepdims)
    return raw.Min(input=x, axis=integers(axis), keep_dims=keepdims)


@implements
def all_(x, axis, keepdims):
    return raw.All(input=x, axis=integers(axis), keep_dims=keepdims)


@implements
def any_(x, axis, keepdims):
    return raw.Any(input=x, axis=integers(axis), keep_dims=keepdims)


def _first(kernel, extreme, x, axis):
    """Position of the first extreme element; NaN is one."""
    if x.dtype is tf.bool:
        x = cast(x, tf.int8)
    if x.dtype.is_floating:
        top = extreme(input=x, axis=integers(axis), keep_dims=True)
        hit = raw.LogicalOr(x=raw.Equal(x=x, y=top), y=raw.NotEqual(x=x, y=x))
        x, kernel = cast(hit, tf.int8), raw.ArgMax
    return kernel(input=x, dimension=integers(axis), output_type=tf.int64)


@implements
def argmax(x, axis):
    return _first(raw.ArgMax, raw.Max, x, axis)


@implements
def argmin(x, axis):
    return _first(raw.ArgMin, raw.Min, x, axis)


def _scan(kernel, x, axis):
    y = kernel(x=widened(x), axis=integers(axis), exclusive=False, reverse=False)
    return cast(y, x.dtype)


@implements
def cumulative_sum(x, axis):
    return _scan(raw.Cumsum, x, axis)


@implements
def cumulative_prod(x, axis):
    return _scan(raw.Cumprod, x, axis)


def _beats(earlier, later):
    """Where the earlier element of two stays the maximum; NaN wins over numbers."""
    larger = raw.Greater(x=earlier, y=later)
    if not earlier.dtype.is_floating:
        return larger
    kept = raw.LogicalAnd(x=raw.NotEqual(x=earlier, y=earlier), y=raw.Equal(x=later, y=later))
    return raw.LogicalOr(x=larger, y=kept)


@implements
def cumulative_max(x, axis):
    n, rank = shape(x)[axis], len(x.shape)
    sizes = tuple(n if a == axis else 1 for a in range(rank))
    index = raw.Reshape(tensor=tf.range(n, dtype=tf.int64), shape=integers(sizes))
    index = raw.BroadcastTo(input=index, shape=integers(shape(x), tf.int64))
    values, step = x, 1
    while step < n:  # every element looks back 1, 2, 4 ... positions
        stay = _beats(sliced(values, axis, 0, n - step), sliced(values, axis, step, n))
        values = _merged(stay, values, axis, step, n)
        index = _merged(stay, index, axis, step, n)
        step *= 2
    return values, index


def _merged(stay, x, axis, step, n):
    chosen = raw.SelectV2(
        condition=stay, t=sliced(x, axis, 0, n - step), e=sliced(x, axis, step, n)
    )
    return raw.ConcatV2(values=[sliced(x, axis, 0, step), chosen], axis=scalar(axis, tf.int32))
