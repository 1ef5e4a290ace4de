"""Pooling and resampling."""

from __future__ import annotations

from compat.core import op

from .base import constant, enforce_not_met, like, raw, required, take, wrap
from .convolution import _pads
from .shaping import part


def _size(n, k, s, low, high, ceil_mode):
    rest = n - k + low + high
    size = (rest + s - 1) // s + 1 if ceil_mode else rest // s + 1
    if size <= 0:
        raise enforce_not_met(
            f"Error: ShapeError: the output size must be greater than 0. But received: "
            f"output_size = "
            f"{size} due to the settings of input_size({n}), padding({low},{high}), "
            f"k_size({k}) and "
            f"stride({s}). Please check again!",
            "pool2d",
            f"Expected output_size > 0, but received output_size:{size} <= 0:0.",
        )
    return size


def _pool(name, x, ksize, strides, paddings, options):
    value = take(x, name)
    rank = len(op.shape_of(value)) - 2
    last = options.get("data_format", "NCHW") in ("NHWC", "NDHWC")
    if last:
        value = op.permute_dims(value, (0, rank + 1, *range(1, rank + 1)))
    result = _pool_first(value, list(ksize), list(strides), list(paddings), options)
    return wrap(op.permute_dims(result, (0, *range(2, rank + 2), 1)) if last else result)


def _pool_first(value, ksize, strides, paddings, options):
    shape = op.shape_of(value)
    rank, extents = len(shape) - 2, shape[2:]
    if options.get("adaptive", False):
        return _adaptive(value, ksize, options["pooling_type"])
    pads = _pads(
        paddings, options.get("padding_algorithm", "EXPLICIT"), shape, (0, 0, *ksize), strides, rank
    )
    if options.get("global_pooling", False):
        ksize, pads = list(extents), ((0, 0),) * rank
    windows = []
    for n, k, s, (low, high) in zip(extents, ksize, strides, pads, strict=True):
        out = _size(n, k, s, low, high, options.get("ceil_mode", False))
        windows.append((low, max((out - 1) * s + k - n - low, 0), out))
    padding = tuple((low, high) for low, high, _ in windows)
    window, stride = tuple(ksize), tuple(strides)
    if options["pooling_type"] == "max":
        result = op.max_pool(value, window, stride, padding, (1,) * rank)[0]
    else:
        result = _average(value, window, stride, padding, options.get("exclusive", True))
    outs = tuple(out for _, _, out in windows)
    if op.shape_of(result)[2:] != outs:
        for i, out in enumerate(outs):
            result = part(result, 2 + i, 0, out)
    return result


def _average(value, window, stride, padding, exclusive):
    total = op.sum_pool(value, window, stride, padding)
    if exclusive and any(low or high for low, high in padding):
        ones = like(raw(value), 1, (1, 1, *op.shape_of(value)[2:]))
        return op.divide(total, op.sum_pool(ones, window, stride, padding))
    count = 1
    for k in window:
        count *= k
    return op.divide(total, constant(total, count))


def _adaptive(value, outs, kind):
    """Bins from `floor(i * n / out)` to `ceil((i + 1) * n / out)` along every axis."""
    for i, out in enumerate(outs):
        axis = 2 + i
        n = op.shape_of(value)[axis]
        pieces = []
        for j in range(out):
            piece = part(value, axis, j * n // out, -(-(j + 1) * n // out))
            reduce = op.mean if kind == "avg" else _first_max
            pieces.append(reduce(piece, (axis,), True))
        value = op.concat(pieces, axis)
    return value


def _first_max(piece, axes, keep):
    best = op.argmax(raw(piece), axes[0])
    shape = op.shape_of(piece)
    index = op.reshape(best, (*shape[: axes[0]], 1, *shape[axes[0] + 1 :]))
    return op.take_along_axis(piece, index, axes[0])


def pool2d(x, ksize=(), strides=(1, 1), paddings=(0, 0), **options):
    """Largest or mean element of every window of a plane."""
    return _pool("pool2d", x, ksize, strides, paddings, options)


def pool3d(x, ksize=(), strides=(1, 1, 1), paddings=(0, 0, 0), **options):
    """Largest or mean element of every window of a volume."""
    return _pool("pool3d", x, ksize, strides, paddings, options)


def interpolate(x, size, method, align_corners, align_mode):
    """Planes or volumes resampled to other extents."""
    value = take(x, f"{method}_interp")
    if align_corners:
        coordinates = "align_corners"
    elif method == "nearest" or align_mode == 1:
        coordinates = "asymmetric"
    else:
        coordinates = "half_pixel"
    kind = {"nearest": "nearest", "bicubic": "cubic"}.get(method, "linear")
    return wrap(op.resize(value, tuple(size), kind, coordinates))


interpolate.__module__ = "not an operator"


def temporal_shift(x, seg_num=1, shift_ratio=0.25, **options):
    """Parts of the channels moved one time step back or forth."""
    value = take(x, "temporal_shift")
    nt, c, h, w = op.shape_of(value)
    n, first, second = nt // seg_num, int(c * shift_ratio), int(c * 2 * shift_ratio)
    frames = op.reshape(value, (n, seg_num, c, h, w))
    padded = op.pad(frames, ((0, 0), (1, 1), (0, 0), (0, 0), (0, 0)), "constant", 0.0)
    back = part(part(padded, 2, 0, first), 1, 0, seg_num)
    ahead = part(part(padded, 2, first, second), 1, 2, seg_num + 2)
    rest = part(frames, 2, second, c)
    return wrap(op.reshape(op.concat([back, ahead, rest], 2), (nt, c, h, w)))


def pixel_shuffle(x, upscale_factor=1, **options):
    """Channels rearranged into larger planes."""
    value = take(x, "pixel_shuffle")
    n, c, h, w = op.shape_of(value)
    r = upscale_factor
    split = op.reshape(value, (n, c // (r * r), r, r, h, w))
    moved = op.permute_dims(split, (0, 1, 4, 2, 5, 3))
    return wrap(op.reshape(moved, (n, c // (r * r), h * r, w * r)))


def shuffle_channel(x, group=1, **options):
    """Channels of the groups interleaved."""
    value = take(x, "shuffle_channel")
    n, c, h, w = op.shape_of(value)
    split = op.permute_dims(op.reshape(value, (n, group, c // group, h, w)), (0, 2, 1, 3, 4))
    return wrap(op.reshape(split, (n, c, h, w)))


def space_to_depth(x, blocksize=1, **options):
    """Blocks of planes rearranged into channels."""
    value = take(x, "space_to_depth")
    n, c, h, w = op.shape_of(value)
    b = blocksize
    split = op.reshape(value, (n, c, h // b, b, w // b, b))
    return wrap(
        op.reshape(op.permute_dims(split, (0, 3, 5, 1, 2, 4)), (n, c * b * b, h // b, w // b))
    )


def affine_channel(x, scale, bias, data_layout="NCHW", **options):
    """`x * scale + bias` for every channel."""
    value = take(x, "affine_channel")
    shape = (1, -1, 1, 1)
    s, b = scale._value, bias._value
    form = tuple(op.shape_of(s)[0] if n == -1 else n for n in shape)
    return wrap(op.add(op.multiply(value, op.reshape(s, form)), op.reshape(b, form)))


def grid_sampler(x, grid, **options):
    """Planes read at positions in [-1, 1]; corners aligned, zeros outside."""
    value = take(x, "grid_sampler")
    return wrap(op.grid_sample(value, take(grid, "grid_sampler"), "bilinear", "zeros", True))


def unfold(x, kernel_sizes=None, strides=(1, 1), paddings=(0, 0), dilations=(1, 1), **options):
    """Windows of planes as columns: (N, C * kh * kw, positions)."""
    if kernel_sizes is None:
        raise required("kernel_sizes")
    value = take(x, "unfold")
    if len(paddings) == 2:
        paddings = [paddings[0], paddings[1], paddings[0], paddings[1]]
    top, left, bottom, right = paddings
    value = op.pad(value, ((0, 0), (0, 0), (top, bottom), (left, right)), "constant", 0.0)
    n, c, h, w = op.shape_of(value)
    (kh, kw), (sh, sw), (dh, dw) = kernel_sizes, strides, dilations
    oh, ow = (h - dh * (kh - 1) - 1) // sh + 1, (w - dw * (kw - 1) - 1) // sw + 1
    columns = []
    for i in range(kh):
        for j in range(kw):
            y, x0 = i * dh, j * dw
            end = (n, c, y + (oh - 1) * sh + 1, x0 + (ow - 1) * sw + 1)
            piece = op.strided_slice(value, (0, 0, y, x0), end, (1, 1, sh, sw))
            columns.append(op.reshape(piece, (n, c, oh * ow)))
    return wrap(op.reshape(op.stack(columns, 2), (n, c * kh * kw, oh * ow)))
