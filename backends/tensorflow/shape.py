"""Shapes, joining, slicing."""

from compat.core.contract import implements

from .library import integers, raw, reshaped, scalar, shape, tf, transposed


@implements
def reshape(x, shape):
    return reshaped(x, shape)


@implements
def permute_dims(x, axes):
    return transposed(x, axes)


@implements
def broadcast_to(x, shape):
    return raw.BroadcastTo(input=x, shape=integers(shape, tf.int64))


@implements
def concat(xs, axis):
    xs = list(xs)
    if len(xs) == 1:
        return xs[0]
    return raw.ConcatV2(values=xs, axis=integers(axis))


@implements
def stack(xs, axis):
    return raw.Pack(values=list(xs), axis=axis)


@implements
def flip(x, axis):
    return raw.ReverseV2(tensor=x, axis=integers(axis))


@implements
def tile(x, repeats):
    if x.dtype is tf.uint16:  # has no kernel
        y = raw.Tile(input=raw.Bitcast(input=x, type=tf.int16), multiples=integers(repeats))
        return raw.Bitcast(input=y, type=tf.uint16)
    return raw.Tile(input=x, multiples=integers(repeats))


def padded(x, widths, value=0):
    """`x` with `value` around it; `widths` are not negative."""
    if not any(map(any, widths)):
        return x
    return raw.PadV2(
        input=x,
        paddings=integers(tuple(map(tuple, widths))),
        constant_values=scalar(value, x.dtype),
    )


@implements
def pad(x, widths, mode, value):
    if mode == "constant":
        return padded(x, widths, value)
    for axis, (before, after) in enumerate(widths):
        if before or after:
            n = shape(x)[axis]
            source = tuple(_MIRRORS[mode](p, n) for p in range(-before, n + after))
            x = raw.GatherV2(params=x, indices=integers(source), axis=integers(axis), batch_dims=0)
    return x


def _reflect(position, n):
    period = max(2 * (n - 1), 1)
    position %= period
    return min(position, period - position) if n > 1 else position


def _symmetric(position, n):
    position %= 2 * n
    return min(position, 2 * n - 1 - position)


_MIRRORS = {
    "reflect": _reflect,
    "symmetric": _symmetric,
    "edge": lambda position, n: min(max(position, 0), n - 1),
    "wrap": lambda position, n: position % n,
}


def sliced(x, axis, begin, end):
    """Positions `begin` to `end - 1` along one axis."""
    sizes = shape(x)
    start = tuple(begin if a == axis else 0 for a in range(len(sizes)))
    size = tuple(end - begin if a == axis else n for a, n in enumerate(sizes))
    return raw.Slice(input=x, begin=integers(start), size=integers(size))


def _masks(begin, end, step):
    """Operands of TensorFlow's strided operations; an end before the first is a mask bit."""
    ends, mask = [], 0
    for axis, (stop, by) in enumerate(zip(end, step, strict=True)):
        before_first = by < 0 and stop < 0
        mask |= before_first << axis
        ends.append(0 if before_first else stop)
    return {
        "begin": integers(tuple(begin)),
        "end": integers(tuple(ends)),
        "strides": integers(tuple(step)),
        "begin_mask": 0,
        "end_mask": mask,
        "ellipsis_mask": 0,
        "new_axis_mask": 0,
        "shrink_axis_mask": 0,
    }


@implements
def strided_slice(x, begin, end, step):
    return raw.StridedSlice(input=x, **_masks(begin, end, step))


@implements
def strided_update(x, updates, begin, end, step):
    if 0 in updates.shape.as_list():
        return x
    return raw.TensorStridedSliceUpdate(input=x, value=updates, **_masks(begin, end, step))
