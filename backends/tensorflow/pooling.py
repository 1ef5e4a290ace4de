"""Pooling over windows: TensorFlow's kernels for images, else sums and maxima of slices."""

import itertools
import math

from compat.core.contract import implements

from .library import cast, integers, raw, reshaped, scalar, shape, tf, transposed, widened
from .shape import padded
from .window import extended, line, placed, plane


def _out(size, window, stride, padding, dilation):
    axes = zip(size, window, stride, padding, dilation, strict=True)
    return tuple((n + lo + hi - d * (k - 1) - 1) // s + 1 for n, k, s, (lo, hi), d in axes)


def _tap(x, offset, out, stride):
    """`x` at positions `offset + stride * i` of its spatial axes."""
    end = [o + s * (n - 1) + 1 for o, s, n in zip(offset, stride, out, strict=True)]
    return raw.StridedSlice(
        input=x,
        begin=integers((0, 0, *offset)),
        end=integers((*shape(x)[:2], *end)),
        strides=integers((1, 1, *stride)),
    )


def _lowest(dtype):
    return -math.inf if dtype.is_floating else dtype.min


@implements
def max_pool(x, window, stride, padding, dilation):
    if len(window) == 1:
        pairs = ((0, 0), *padding)
        y, position = max_pool(plane(x), (1, *window), (1, *stride), pairs, (1, *dilation))
        return line(y), line(position)
    if len(window) == 2 and set(dilation) == {1} and x.dtype.is_floating and not _has_nan(x):
        return _image_maxima(x, window, stride, padding)
    return _tap_maxima(x, window, stride, padding, dilation)


def _has_nan(x):
    """Whether there is one: TensorFlow's kernel passes over NaN."""
    nan = raw.NotEqual(x=x, y=x)
    return bool(raw.Any(input=nan, axis=integers(tuple(range(len(x.shape))))))


def _image_maxima(x, window, stride, padding):
    size, channels = shape(x)[2:], shape(x)[1]
    last = transposed(placed(x, *_cut(size, padding)), (0, 2, 3, 1))
    border = [(max(lo, 0), max(hi, 0)) for lo, hi in padding]
    last = padded(last, [(0, 0), *border, (0, 0)], -math.inf)
    y, flat = raw.MaxPoolWithArgmax(
        input=last,
        ksize=[1, *window, 1],
        strides=[1, *stride, 1],
        padding="VALID",
        Targmax=tf.int64,
        include_batch_in_index=False,
    )
    flat = raw.FloorDiv(x=flat, y=scalar(channels, tf.int64))
    if any(map(any, padding)):
        flat = _unpadded(flat, shape(last)[2], size, [lo for lo, _ in padding])
    return transposed(y, (0, 3, 1, 2)), transposed(flat, (0, 3, 1, 2))


def _cut(size, padding):
    """Offsets and sizes of what negative padding leaves."""
    offsets = [max(-lo, 0) for lo, _ in padding]
    return offsets, [
        n - o - max(-hi, 0) for n, o, (_, hi) in zip(size, offsets, padding, strict=True)
    ]


def _unpadded(flat, width, size, lo):
    """Positions in the input from those in a padded image of `width` columns."""
    width = scalar(width, tf.int64)
    row = _inside(raw.FloorDiv(x=flat, y=width), lo[0], size[0])
    column = _inside(raw.FloorMod(x=flat, y=width), lo[1], size[1])
    return raw.AddV2(x=raw.Mul(x=row, y=scalar(size[1], tf.int64)), y=column)


def _inside(coordinate, lo, n):
    """Windows of nothing but -inf report a border element; the nearest real one is meant."""
    coordinate = raw.Sub(x=coordinate, y=scalar(lo, tf.int64))
    low = raw.Maximum(x=coordinate, y=scalar(0, tf.int64))
    return raw.Minimum(x=low, y=scalar(n - 1, tf.int64))


def _tap_maxima(x, window, stride, padding, dilation):
    size = shape(x)[2:]
    out = _out(size, window, stride, padding, dilation)
    border = [(0, 0), (0, 0), *((max(lo, 0), max(hi, 0)) for lo, hi in padding)]
    source = padded(x, border, _lowest(x.dtype))
    base = [max(-lo, 0) for lo, _ in padding]  # cut instead of padded
    best = place = None
    for tap in itertools.product(*map(range, window)):
        offset = [b + t * d for b, t, d in zip(base, tap, dilation, strict=True)]
        value = _tap(source, offset, out, stride)
        here, inside = _positions(offset, border[2:], size, out, stride)
        if best is None:
            best, place, valid = value, here, inside
            continue
        better = _better(value, best, inside, valid)
        best = raw.SelectV2(condition=better, t=value, e=best)
        place = raw.SelectV2(condition=better, t=here, e=place)
        valid = _either(valid, inside)
    return best, raw.BroadcastTo(input=place, shape=integers(shape(best)))


def _better(value, best, inside, valid):
    """Where a later element replaces the best so far: larger, the first NaN, the first real one."""
    better = raw.Greater(x=value, y=best)
    if value.dtype.is_floating:
        first_nan = raw.LogicalAnd(x=raw.NotEqual(x=value, y=value), y=raw.Equal(x=best, y=best))
        better = raw.LogicalOr(x=better, y=first_nan)
    if valid is not None:
        first_real = raw.LogicalAnd(x=_truth(inside), y=raw.LogicalNot(x=valid))
        better = raw.LogicalOr(x=better, y=first_real)
    return better


def _truth(inside):
    return scalar(True, tf.bool) if inside is None else inside


def _either(valid, inside):
    if valid is None or inside is None:
        return None
    return raw.LogicalOr(x=valid, y=inside)


_places: dict = {}


def _positions(offset, border, size, out, stride):
    """Flat input positions of one tap of every window, and which of them exist (None: all)."""
    key = (tuple(offset), tuple(border), size, out, stride)
    if key not in _places:
        if len(_places) > 1024:
            _places.clear()
        _places[key] = _computed_positions(*key)
    return _places[key]


def _computed_positions(offset, border, size, out, stride):
    axes = [
        [o - lo + s * i for i in range(n)]
        for o, (lo, _), s, n in zip(offset, border, stride, out, strict=True)
    ]
    flat, inside = tf.zeros((), tf.int64), None
    for axis, (coordinates, n) in enumerate(zip(axes, size, strict=True)):
        sizes = (1, 1, *(len(coordinates) if a == axis else 1 for a in range(len(size))))
        clamped = [min(max(c, 0), n - 1) * math.prod(size[axis + 1 :]) for c in coordinates]
        flat = flat + tf.reshape(tf.constant(clamped, tf.int64), sizes)
        if any(c != min(max(c, 0), n - 1) for c in coordinates):
            exists = tf.reshape(tf.constant([0 <= c < n for c in coordinates]), sizes)
            inside = exists if inside is None else tf.logical_and(inside, exists)
    return flat, inside


@implements
def sum_pool(x, window, stride, padding):
    size, y = shape(x)[2:], extended(widened(x), padding)
    out = _out(size, window, stride, padding, (1,) * len(window))
    if window == stride or set(out) == {1}:
        return cast(_block_sums(y, window, out), x.dtype)
    if len(window) == 2 and y.dtype in (tf.float32, tf.float64):
        return cast(_image_sums(y, window, stride), x.dtype)
    for axis, (k, s, n) in enumerate(zip(window, stride, out, strict=True)):
        steps = tuple(s if a == axis else 1 for a in range(len(window)))
        sizes = tuple(n if a == axis else m for a, m in enumerate(shape(y)[2:]))
        taps = [
            _tap(y, [t if a == axis else 0 for a in range(len(window))], sizes, steps)
            for t in range(k)
        ]
        y = raw.AddN(inputs=taps) if k > 1 else taps[0]
    return cast(y, x.dtype)


def _image_sums(x, window, stride):
    mean = raw.AvgPool(
        value=transposed(x, (0, 2, 3, 1)),
        ksize=[1, *window, 1],
        strides=[1, *stride, 1],
        padding="VALID",
    )
    return raw.Mul(x=transposed(mean, (0, 3, 1, 2)), y=scalar(math.prod(window), x.dtype))


def _block_sums(x, window, out):
    """Sums of windows that do not overlap."""
    x = placed(x, [0] * len(window), [k * n for k, n in zip(window, out, strict=True)])
    blocks = [v for n, k in zip(out, window, strict=True) for v in (n, k)]
    x = reshaped(x, (*shape(x)[:2], *blocks))
    axes = tuple(range(3, 3 + 2 * len(window), 2))
    return raw.Sum(input=x, axis=integers(axes), keep_dims=False)


@implements
def sum_pool_grad(g, input_shape, window, stride, pad_before):
    x = widened(g)
    for axis, (n, k, s, lo) in enumerate(
        zip(input_shape[2:], window, stride, pad_before, strict=True), start=2
    ):
        x = _windows_of(x, axis, n, k, s, lo)
    return cast(x, g.dtype)


def _windows_of(g, axis, n, k, s, lo):
    """For every input position along `axis` the sum over the windows that contain it."""
    count = shape(g)[axis]
    widths = [(0, 1) if a == axis else (0, 0) for a in range(len(g.shape))]
    g = padded(g, widths)  # window `count` is empty
    parts = []
    for back in range(-(-k // s)):
        windows = [(q + lo) // s - back for q in range(n)]
        found = tuple(
            i if 0 <= i < count and q + lo - s * i < k else count for q, i in enumerate(windows)
        )
        if any(i != count for i in found):
            parts.append(
                raw.GatherV2(params=g, indices=integers(found), axis=integers(axis), batch_dims=0)
            )
    if not parts:
        sizes = tuple(n if a == axis else m for a, m in enumerate(shape(g)))
        return raw.Fill(dims=integers(sizes), value=scalar(0, g.dtype))
    return raw.AddN(inputs=parts) if len(parts) > 1 else parts[0]
