"""Pooling of planes and volumes."""

from __future__ import annotations

from compat.core import op

from .._errors import enforce_not_met
from .._operands import check_dynamic, constant, like, part, raw, take
from .._registry import operator
from .._structure import convert_to_list
from .._varbase import wrap
from ..dygraph.layers import Layer
from .convolution.forward import explicit_paddings, padding_of
from .pooling_positions import max_pool_with_index_op


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


def _pooled(name, x, ksize, strides, paddings, options):
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
        return _adaptive_bins(value, ksize, options["pooling_type"])
    pads = explicit_paddings(
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


def _adaptive_bins(value, outs, kind):
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


@operator
def pool2d_op(x, ksize=(), strides=(1, 1), paddings=(0, 0), **options):
    """Largest or mean element of every window of a plane."""
    return _pooled("pool2d", x, ksize, strides, paddings, options)


def pool2d(
    input,
    pool_size=-1,
    pool_type="max",
    pool_stride=1,
    pool_padding=0,
    global_pooling=False,
    use_cudnn=True,
    ceil_mode=False,
    name=None,
    exclusive=True,
    data_format="NCHW",
):
    """Largest or mean element of every window of a plane.

    Args:
        input (Variable): (N, C, H, W), or as `data_format` says; floats.
        pool_size (int, list or tuple of 2 ints, default -1): height and width of the windows.
        pool_type (str, default 'max'): "max" or "avg".
        pool_stride (int, list or tuple of 2 ints, default 1): steps.
        pool_padding (int, list, tuple or str, default 0): padding, "SAME" or "VALID".
        global_pooling (bool, default False): one window over everything.
        use_cudnn (bool, default True): no effect here.
        ceil_mode (bool, default False): round extents up.
        exclusive (bool, default True): padding does not count for means.
        data_format (str, default 'NCHW'): "NCHW" or "NHWC".
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable (N, C, H_out, W_out); H_out = (H + padding - window) // stride + 1.

    Raises:
        EnforceNotMet: `input` has another rank.
        ValueError: a word is another one.

    Example:
        >>> x = to_variable(np.arange(16, dtype="float32").reshape(1, 1, 4, 4))
        >>> print(layers.pool2d(x, pool_size=2, pool_stride=2).numpy())
        [[[[ 5.  7.]
           [13. 15.]]]]
    """
    return _pooled_windows(
        2,
        pool2d_op,
        input,
        pool_size,
        pool_type,
        pool_stride,
        pool_padding,
        global_pooling,
        use_cudnn,
        ceil_mode,
        exclusive,
        data_format,
    )


class Pool2D(Layer):
    """Layer: largest or mean element of every window of a plane.

    Args:
        pool_size (int or list of 2 ints, default -1): height and width of the windows; -1 for
            global pooling.
        pool_type (str, default 'max'): "max" or "avg".
        pool_stride (int or list of 2 ints, default 1): steps.
        pool_padding (int or list of 2 ints, default 0): padding at both sides.
        global_pooling (bool, default False): one window over everything.
        use_cudnn (bool, default True): no effect here.
        ceil_mode (bool, default False): round extents up.
        exclusive (bool, default True): padding does not count for means.

    Inputs:
        input (Variable): (N, C, H, W).

    Outputs:
        Variable (N, C, H_out, W_out); H_out = (H + 2 * padding - window) // stride + 1.

    Raises:
        ValueError: `pool_type` is another word, or `pool_size` is missing.

    Example:
        >>> x = to_variable(np.arange(16, dtype="float32").reshape(1, 1, 4, 4))
        >>> print(dygraph.Pool2D(2, pool_stride=2)(x).numpy())
        [[[[ 5.  7.]
           [13. 15.]]]]
    """

    def __init__(
        self,
        pool_size=-1,
        pool_type="max",
        pool_stride=1,
        pool_padding=0,
        global_pooling=False,
        use_cudnn=True,
        ceil_mode=False,
        exclusive=True,
    ):
        if pool_type not in ["max", "avg"]:
            raise ValueError(
                "Unknown pool_type: '%s'. It can only be 'max' or 'avg'.", str(pool_type)
            )
        if global_pooling is False and pool_size == -1:
            raise ValueError(
                "When the global_pooling is False, pool_size must be passed and be a valid value. "
                f"Received pool_size: {pool_size}"
            )
        if not isinstance(use_cudnn, bool):
            raise ValueError("use_cudnn should be True or False")
        super().__init__()
        self._pool_type = pool_type
        self._pool_size = convert_to_list(pool_size, 2, "pool_size")
        self._pool_padding = convert_to_list(pool_padding, 2, "pool_padding")
        self._pool_stride = convert_to_list(pool_stride, 2, "pool_stride")
        self._global_pooling, self._use_cudnn = global_pooling, use_cudnn
        self._ceil_mode, self._exclusive = ceil_mode, exclusive
        self._l_type = "pool2d"

    def forward(self, input):
        """The pooled planes."""
        check_dynamic(input, "Pool2D", ("int8", "uint8", "float16", "float32", "float64"))
        return pool2d_op(
            input,
            self._pool_size,
            self._pool_stride,
            self._pool_padding,
            pooling_type=self._pool_type,
            global_pooling=self._global_pooling,
            ceil_mode=self._ceil_mode,
            exclusive=self._exclusive,
        )


@operator
def pool3d_op(x, ksize=(), strides=(1, 1, 1), paddings=(0, 0, 0), **options):
    """Largest or mean element of every window of a volume."""
    return _pooled("pool3d", x, ksize, strides, paddings, options)


def pool3d(
    input,
    pool_size=-1,
    pool_type="max",
    pool_stride=1,
    pool_padding=0,
    global_pooling=False,
    use_cudnn=True,
    ceil_mode=False,
    name=None,
    exclusive=True,
    data_format="NCDHW",
):
    """Largest or mean element of every window of a volume."""
    return _pooled_windows(
        3,
        pool3d_op,
        input,
        pool_size,
        pool_type,
        pool_stride,
        pool_padding,
        global_pooling,
        use_cudnn,
        ceil_mode,
        exclusive,
        data_format,
    )


def _pooled_windows(
    rank, kernel, input, size, kind, stride, padding, everything, cudnn, ceil, exclusive, form
):
    if kind not in ["max", "avg"]:
        raise ValueError("Unknown Attr(pool_type): '%s'. It can only be 'max' or 'avg'.", str(kind))
    if everything is False and size == -1:
        raise ValueError(
            "When Attr(global_pooling) is False, Attr(pool_size) must be passed and be a valid "
            "value. "
            f"Received pool_size: {size}."
        )
    if not isinstance(cudnn, bool):
        raise TypeError(
            f"Attr(use_cudnn) should be True or False. Received Attr(use_cudnn): {cudnn}."
        )
    formats = ["NCHW", "NHWC"] if rank == 2 else ["NCDHW", "NDHWC"]
    if form not in formats:
        raise ValueError(
            f"Attr(data_format) should be '{formats[0]}' or '{formats[1]}'. Received "
            f"Attr(data_format): {form}."
        )
    size = convert_to_list(size, rank, "pool_size")
    stride = convert_to_list(stride, rank, "pool_stride")
    pads, algorithm = padding_of(padding, rank, form == formats[1], "Attr(pool_padding)")
    if algorithm == "VALID" and ceil:
        raise ValueError(
            'When Attr(pool_padding) is "VALID", Attr(ceil_mode) must be False. Received '
            "ceil_mode: True."
        )
    return kernel(
        input,
        size,
        stride,
        pads,
        pooling_type=kind,
        global_pooling=everything,
        ceil_mode=ceil,
        exclusive=exclusive,
        padding_algorithm=algorithm,
        data_format=form,
    )


def _pooled_bins(rank, kernel, input, size, kind, require_index):
    if kind not in ["max", "avg"]:
        raise ValueError("Unknown pool_type: '%s'. It can only be 'max' or 'avg'.", str(kind))
    if kind == "avg" and require_index:
        raise ValueError("invalid setting 'require_index' true when 'pool_type' is 'avg'.")
    size = convert_to_list(size, rank, "pool_size")
    if require_index:
        return max_pool_with_index_op(input, size)
    return kernel(input, size, pooling_type=kind, adaptive=True)


def adaptive_pool2d(input, pool_size, pool_type="max", require_index=False, name=None):
    """Planes pooled to a size.

    Args:
        input (Variable): (N, C, H, W), floats.
        pool_size (int, list or tuple of 2 ints): height and width of the result.
        pool_type (str, default 'max'): "max" or "avg".
        require_index (bool, default False): give the positions of the maxima, too.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable, or a tuple of two.

    Raises:
        ValueError: `pool_type` is another word.

    Example:
        >>> x = to_variable(np.arange(4, dtype="float32").reshape(1, 1, 2, 2))
        >>> print(layers.adaptive_pool2d(x, 1, "avg").numpy())
        [[[[1.5]]]]
    """
    return _pooled_bins(2, pool2d_op, input, pool_size, pool_type, require_index)


def adaptive_pool3d(input, pool_size, pool_type="max", require_index=False, name=None):
    """Volumes pooled to the extents `pool_size`."""
    return _pooled_bins(3, pool3d_op, input, pool_size, pool_type, require_index)
