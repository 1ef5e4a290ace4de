"""Convolution and its two adjoints.

On the CPU the kernels of oneDNN take channels first, groups and dilation, float32 only. What they
lack (other dtypes, builds without oneDNN) runs channels last, group by group, with dilated filters
spelled out.
"""

import functools

from compat.core.contract import implements

from .library import cast, integers, raw, scalar, shape, tf, transposed, widened
from .shape import padded
from .window import extended, line, placed, plane

LETTERS = {2: "HW", 3: "DHW"}
FORWARD = {2: raw.Conv2D, 3: raw.Conv3D}
INPUT_GRAD = {2: raw.Conv2DBackpropInput, 3: raw.Conv3DBackpropInputV2}
FILTER_GRAD = {2: raw.Conv2DBackpropFilter, 3: raw.Conv3DBackpropFilterV2}


@functools.cache
def _has_onednn():
    """Whether this build convolves channels first on the CPU."""
    one = tf.ones((1, 1, 1, 1))
    try:
        raw.Conv2D(input=one, filter=one, strides=[1] * 4, padding="VALID", data_format="NCHW")
    except (tf.errors.UnimplementedError, tf.errors.InvalidArgumentError):
        return False
    return True


def _direct(x):
    """Whether channels-first kernels exist for `x`."""
    return "GPU" in x.device or (x.dtype is tf.float32 and _has_onednn())


def _options(rank, stride, dilation, first, padding="VALID"):
    """Attributes of TensorFlow's convolutions."""
    ones = [1, 1]
    return {
        "strides": ones + list(stride) if first else [1, *stride, 1],
        "dilations": ones + list(dilation) if first else [1, *dilation, 1],
        "padding": padding,
        "data_format": "NC" + LETTERS[rank] if first else "N" + LETTERS[rank] + "C",
    }


def _filter_last(w):
    """(M, C, *k) as TensorFlow has it, (*k, C, M).

    Kept with `w`, which nothing writes to: the gradient of a convolution asks for the same again,
    and so does every call with weights that do not change.
    """
    kept = vars(w)
    found = kept.get("_compat_filter_last")
    if found is None:
        found = kept["_compat_filter_last"] = transposed(w, (*range(2, w.ndim), 1, 0))
    return found


def _filter_first(w):
    rank = len(w.shape)
    return transposed(w, (rank - 1, rank - 2, *range(rank - 2)))


def _last(x):
    return transposed(x, (0, *range(2, len(x.shape)), 1))


def _first(x):
    rank = len(x.shape)
    return transposed(x, (0, rank - 1, *range(1, rank - 1)))


def _spread(w, dilation):
    """Filter (M, C, *k) with the zeros that dilation leaves between its taps."""
    if set(dilation) == {1}:
        return w
    m, c, *k = shape(w)
    inner = [v for t, d in zip(k, dilation, strict=True) for v in (t, 1)]
    widths = [p for d in dilation for p in ((0, 0), (0, d - 1))]
    w = padded(raw.Reshape(tensor=w, shape=integers((m, c, *inner))), [(0, 0), (0, 0), *widths])
    full = [t * d for t, d in zip(k, dilation, strict=True)]
    w = raw.Reshape(tensor=w, shape=integers((m, c, *full)))
    return placed(w, [0] * len(k), [d * (t - 1) + 1 for t, d in zip(k, dilation, strict=True)])


def _split(x, axis, groups):
    return raw.Split(axis=integers(axis), value=x, num_split=groups) if groups > 1 else [x]


def _joined(parts, axis):
    return raw.ConcatV2(values=parts, axis=integers(axis)) if len(parts) > 1 else parts[0]


def _grouped(function, x, y, groups, axes, native):
    """`function` of two arrays per group, or at once where the kernel knows groups."""
    if groups == 1 or native:
        return function(x, y)
    parts = zip(_split(x, axes[0], groups), _split(y, axes[1], groups), strict=True)
    return _joined([function(a, b) for a, b in parts], axes[2])


def _covered(sizes, k, stride, dilation):
    """Extents that `sizes` positions of the filter cover."""
    axes = zip(sizes, k, stride, dilation, strict=True)
    return [(n - 1) * s + d * (t - 1) + 1 for n, t, s, d in axes]


def _zeros(sizes, dtype):
    return raw.Fill(dims=integers(tuple(sizes), tf.int64), value=scalar(0.0, dtype))


@implements
def conv(x, w, stride, padding, dilation, groups):
    if len(stride) == 1:
        y = conv(plane(x), plane(w), (1, *stride), ((0, 0), *padding), (1, *dilation), groups)
        return line(y)
    k, dtype = shape(w)[2:], x.dtype
    axes = zip(shape(x)[2:], padding, dilation, k, stride, strict=True)
    out = [max((n + lo + hi - d * (t - 1) - 1) // s + 1, 0) for n, (lo, hi), d, t, s in axes]
    if 0 in out or 0 in x.shape.as_list():
        return _zeros((shape(x)[0], shape(w)[0], *out), dtype)
    x, w = widened(x), widened(w)
    if any(n == 1 < s for n, s in zip(out, stride, strict=True)):
        # oneDNN 3.x goes wrong for one channel, one column of results and a stride along it.
        stride = tuple(1 if n == 1 else s for n, s in zip(out, stride, strict=True))
        x = placed(x, [-lo for lo, _ in padding], _covered(out, k, stride, dilation))
        padding = ((0, 0),) * len(stride)
    return cast(_conv(x, w, stride, padding, dilation, groups), dtype)


def _conv(x, w, stride, padding, dilation, groups):
    rank, kernel = len(stride), FORWARD[len(stride)]
    if not _direct(x):
        options = _options(rank, stride, (1,) * rank, False)

        def one(x, w):
            w = _filter_last(_spread(w, dilation))
            return _first(kernel(input=_last(x), filter=w, **options))

        return _grouped(one, extended(x, padding), w, groups, (1, 0, 1), rank == 2)
    options = _options(rank, stride, dilation, True)
    if rank == 2 and all(lo >= 0 and hi >= 0 for lo, hi in padding):
        if any(map(any, padding)):
            options["padding"] = "EXPLICIT"
            options["explicit_paddings"] = [0, 0, 0, 0, *padding[0], *padding[1]]
    else:
        x = extended(x, padding)

    def whole(x, w):
        return kernel(input=x, filter=_filter_last(w), **options)

    return _grouped(whole, x, w, groups, (1, 0, 1), rank == 2)


@implements
def conv_input_grad(g, w, input_shape, stride, pad_before, dilation, groups):
    if len(stride) == 1:
        target = (*input_shape[:2], 1, input_shape[2])
        x = conv_input_grad(
            plane(g), plane(w), target, (1, *stride), (0, *pad_before), (1, *dilation), groups
        )
        return line(x)
    if 0 in g.shape.as_list() or 0 in input_shape:
        return _zeros(input_shape, g.dtype)
    size = input_shape[2:]
    covered = _covered(shape(g)[2:], shape(w)[2:], stride, dilation)
    if _is_same(g, shape(g)[2:], size, covered, stride, pad_before):
        x = _input_grad(widened(g), widened(w), size, stride, dilation, groups, "SAME")
        return cast(x, g.dtype)
    # A few sizes that the filter steps over at the end may as well be computed in place.
    canvas = [
        n if lo == 0 and r <= n < min(r + s, 2 * r) else r
        for n, r, lo, s in zip(size, covered, pad_before, stride, strict=True)
    ]
    x = _input_grad(widened(g), widened(w), canvas, stride, dilation, groups)
    return cast(placed(x, pad_before, size), g.dtype)


def _is_same(x, out, size, covered, stride, pad_before):
    """Whether images of `size` are padded as TensorFlow's "SAME" does: the kernel cuts by itself.

    Its `out` positions reach over `reach` entries, of which `pad_before` lie before the image. The
    kernels of oneDNN for the gradients take this padding or none.
    """
    if not any(pad_before) or not _direct(x):
        return False
    axes = zip(out, size, covered, stride, pad_before, strict=True)
    return all(o == -(-n // s) and lo == max(r - n, 0) // 2 for o, n, r, s, lo in axes)


def _input_grad(g, w, canvas, stride, dilation, groups, padding="VALID"):
    rank, kernel, n = len(stride), INPUT_GRAD[len(stride)], shape(g)[0]
    first = _direct(g)
    options = _options(rank, stride, dilation if first else (1,) * rank, first, padding)
    native = first and rank == 2

    def one(g, w):
        channels = shape(w)[1] * (groups if native else 1)
        if first:
            sizes = integers((n, channels, *canvas))
            return kernel(input_sizes=sizes, filter=_filter_last(w), out_backprop=g, **options)
        sizes, w = integers((n, *canvas, channels)), _filter_last(_spread(w, dilation))
        return _first(kernel(input_sizes=sizes, filter=w, out_backprop=_last(g), **options))

    return _grouped(one, g, w, groups, (1, 0, 1), native)


@implements
def conv_filter_grad(x, g, filter_shape, stride, pad_before, dilation, groups):
    if len(stride) == 1:
        target = (*filter_shape[:2], 1, filter_shape[2])
        w = conv_filter_grad(
            plane(x), plane(g), target, (1, *stride), (0, *pad_before), (1, *dilation), groups
        )
        return line(w)
    if 0 in g.shape.as_list() or 0 in x.shape.as_list():
        return _zeros(filter_shape, g.dtype)
    covered = _covered(shape(g)[2:], filter_shape[2:], stride, dilation)
    same = _is_same(x, shape(g)[2:], shape(x)[2:], covered, stride, pad_before)
    padding = "SAME" if same else "VALID"
    x = widened(x)
    if padding == "VALID":
        x = placed(x, [-lo for lo in pad_before], covered)
    w = _filter_grad(x, widened(g), filter_shape, stride, dilation, groups, padding)
    return cast(w, g.dtype)


def _filter_grad(x, g, filter_shape, stride, dilation, groups, padding):
    rank, kernel, k = len(stride), FILTER_GRAD[len(stride)], filter_shape[2:]
    first = _direct(x)
    options = _options(rank, stride, dilation if first else (1,) * rank, first, padding)
    native = first and rank == 2
    extents = k if first else _covered(k, k, dilation, (0,) * rank)

    def one(x, g):
        sizes = integers((*extents, filter_shape[1], shape(g)[1]))
        if first:
            return _filter_first(kernel(input=x, filter_sizes=sizes, out_backprop=g, **options))
        w = kernel(input=_last(x), filter_sizes=sizes, out_backprop=_last(g), **options)
        return _taps(_filter_first(w), dilation)

    return _grouped(one, x, g, groups, (1, 1, 0), native)


def _taps(w, dilation):
    """Every `dilation`-th position of a spread filter."""
    rank = len(w.shape)
    return raw.StridedSlice(
        input=w,
        begin=integers((0,) * rank),
        end=integers(shape(w)),
        strides=integers((1, 1, *dilation)),
    )
