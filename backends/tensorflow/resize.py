"""Resizing: TensorFlow's kernels for images, else axis by axis from gathered neighbours."""

import numpy as np

from compat.core.contract import implements

from .library import cast, integers, raw, scalar, shape, tf, transposed, widened

KEYS = -0.75
_taps: dict = {}


def _positions(n, out, coordinates):
    i = np.arange(out, dtype=np.float32)
    if coordinates == "align_corners":
        return i * np.float32((n - 1) / (out - 1) if out > 1 else 0.0)
    ratio = np.float32(n / out)
    if coordinates == "asymmetric":
        return i * ratio
    return (i + np.float32(0.5)) * ratio - np.float32(0.5)


def _nearest(n, out, coordinates):
    if coordinates == "half_pixel":
        p = (np.arange(out, dtype=np.float32) + np.float32(0.5)) * np.float32(n / out)
    else:
        p = _positions(n, out, coordinates)
        p = p + np.float32(0.5) if coordinates == "align_corners" else p
    return [(np.floor(p), None)]


def _linear(n, out, coordinates):
    p = np.clip(_positions(n, out, coordinates), 0, n - 1)
    low = np.floor(p)
    return [(low, 1 - (p - low)), (low + 1, p - low)]


def _keys(t):
    t = np.abs(t)
    near = ((KEYS + 2) * t - (KEYS + 3)) * t * t + 1
    far = ((KEYS * t - 5 * KEYS) * t + 8 * KEYS) * t - 4 * KEYS
    return np.where(t <= 1, near, np.where(t < 2, far, 0)).astype(np.float32)


def _cubic(n, out, coordinates):
    p = _positions(n, out, coordinates)
    low = np.floor(p)
    return [(low + k, _keys(p - low - k)) for k in (-1, 0, 1, 2)]


METHODS = {"nearest": _nearest, "linear": _linear, "cubic": _cubic}


def _neighbours(method, n, out, coordinates):
    """(positions, weights or None) of the input that each output position reads, as tensors."""
    key = (method, n, out, coordinates)
    if key not in _taps:
        if len(_taps) > 256:
            _taps.clear()
        _taps[key] = [
            (
                tf.constant(np.clip(p, 0, n - 1).astype(np.int32)),
                None if w is None else tf.constant(w),
            )
            for p, w in METHODS[method](n, out, coordinates)
        ]
    return _taps[key]


def _weighted(x, weight, axis):
    """`x` times the weights along `axis`."""
    if weight is None:
        return x
    sizes = tuple(-1 if a == axis else 1 for a in range(len(x.shape)))
    weight = raw.Reshape(tensor=cast(weight, x.dtype), shape=integers(sizes))
    return raw.Mul(x=x, y=weight)


def _total(parts):
    return raw.AddN(inputs=parts) if len(parts) > 1 else parts[0]


def _is_image(x, rank, method):
    """Whether a kernel of TensorFlow computes just this; it has float32 and two axes."""
    return rank == 2 and method != "cubic" and x.dtype in (tf.float32, tf.float16, tf.bfloat16)


def _corners(coordinates):
    return {
        "align_corners": coordinates == "align_corners",
        "half_pixel_centers": coordinates == "half_pixel",
    }


@implements
def resize(x, size, method, coordinates):
    if _is_image(x, len(size), method):
        kernel = raw.ResizeBilinear if method == "linear" else raw.ResizeNearestNeighbor
        last = transposed(widened(x), (0, 2, 3, 1))
        y = kernel(images=last, size=integers(tuple(size)), **_corners(coordinates))
        return cast(transposed(y, (0, 3, 1, 2)), x.dtype)
    y = widened(x) if x.dtype.is_floating else x
    for axis, out in enumerate(size, start=2):
        taps = _neighbours(method, shape(y)[axis], out, coordinates)
        y = _total(
            [
                _weighted(
                    raw.GatherV2(params=y, indices=p, axis=integers(axis), batch_dims=0), w, axis
                )
                for p, w in taps
            ]
        )
    return cast(y, x.dtype)


def _image_grad(g, input_shape, method, coordinates):
    n, c, *size = input_shape
    if method == "nearest":
        return raw.ResizeNearestNeighborGrad(
            grads=g, size=integers(tuple(size)), **_corners(coordinates)
        )
    # Only the shape of the second operand is read.
    like = raw.Fill(dims=integers((n, *size, c)), value=scalar(0.0, tf.float32))
    return raw.ResizeBilinearGrad(grads=g, original_image=like, **_corners(coordinates))


@implements
def resize_grad(g, input_shape, method, coordinates):
    x = widened(g)
    if _is_image(g, len(input_shape) - 2, method):
        last = transposed(x, (0, 2, 3, 1))
        return cast(
            transposed(_image_grad(last, input_shape, method, coordinates), (0, 3, 1, 2)), g.dtype
        )
    for axis, n in enumerate(input_shape[2:], start=2):
        taps = _neighbours(method, n, shape(x)[axis], coordinates)
        rank = len(x.shape)
        swap = tuple({0: axis, axis: 0}.get(a, a) for a in range(rank))
        parts = [
            raw.UnsortedSegmentSum(
                data=transposed(_weighted(x, w, axis), swap),
                segment_ids=p,
                num_segments=integers(n),
            )
            for p, w in taps
        ]
        x = transposed(_total(parts), swap)
    return cast(x, g.dtype)
