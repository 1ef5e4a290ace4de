"""Pooling and resampling of planes and volumes."""

from __future__ import annotations

from .._ops import pooling as _pooling
from .._ops import shaping as _shaping
from .._varbase import VarBase
from . import utils


def _paddings(padding, rank, channel_last, what):
    """(paddings, algorithm) from a number, pairs, one entry a side, or a name."""
    if isinstance(padding, str):
        name = padding.upper()
        if name not in ("SAME", "VALID"):
            raise ValueError(f"Unknown {what}: '{name}'. It can only be 'SAME' or 'VALID'.")
        return [0] * rank, name
    if isinstance(padding, (list, tuple)) and isinstance(padding[0], (list, tuple)):
        spatial = padding[1:-1] if channel_last else padding[2:]
        rest = (padding[0], padding[-1]) if channel_last else padding[:2]
        if any(list(p) != [0, 0] for p in rest):
            raise ValueError(
                f"Non-zero {what}({padding}) in the batch or channel dimensions is not supported."
            )
        return [n for pair in spatial for n in pair], "EXPLICIT"
    if isinstance(padding, (list, tuple)) and len(padding) == 2 * rank:
        return utils.convert_to_list(padding, 2 * rank, "padding"), "EXPLICIT"
    return utils.convert_to_list(padding, rank, "padding"), "EXPLICIT"


def _pool(
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
    size = utils.convert_to_list(size, rank, "pool_size")
    stride = utils.convert_to_list(stride, rank, "pool_stride")
    pads, algorithm = _paddings(padding, rank, form == formats[1], "Attr(pool_padding)")
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
    """Largest or mean element of every window of a plane."""
    return _pool(
        2,
        _pooling.pool2d,
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
    return _pool(
        3,
        _pooling.pool3d,
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


def _adaptive(rank, kernel, input, size, kind, require_index):
    if kind not in ["max", "avg"]:
        raise ValueError("Unknown pool_type: '%s'. It can only be 'max' or 'avg'.", str(kind))
    if kind == "avg" and require_index:
        raise ValueError("invalid setting 'require_index' true when 'pool_type' is 'avg'.")
    if require_index:
        raise NotImplementedError(
            f"paddle.fluid.layers.adaptive_pool{rank}d(require_index=True) is not provided"
        )
    size = utils.convert_to_list(size, rank, "pool_size")
    return kernel(input, size, pooling_type=kind, adaptive=True)


def adaptive_pool2d(input, pool_size, pool_type="max", require_index=False, name=None):
    """Planes pooled to the extents `pool_size`."""
    return _adaptive(2, _pooling.pool2d, input, pool_size, pool_type, require_index)


def adaptive_pool3d(input, pool_size, pool_type="max", require_index=False, name=None):
    """Volumes pooled to the extents `pool_size`."""
    return _adaptive(3, _pooling.pool3d, input, pool_size, pool_type, require_index)


_METHODS = {"BILINEAR": "bilinear", "TRILINEAR": "trilinear", "NEAREST": "nearest"}


def image_resize(
    input,
    out_shape=None,
    scale=None,
    name=None,
    resample="BILINEAR",
    actual_shape=None,
    align_corners=True,
    align_mode=1,
    data_format="NCHW",
):
    """Planes or volumes resampled to other extents."""
    if resample not in _METHODS:
        raise ValueError(
            "The 'resample' of image_resize can only be 'BILINEAR', 'TRILINEAR' or 'NEAREST' "
            "currently."
        )
    rank = len(input.shape) - 2
    if resample in ["BILINEAR", "NEAREST"] and rank != 2:
        raise ValueError("'BILINEAR' and 'NEAREST' only support 4-D tensor.")
    if resample == "TRILINEAR" and rank != 3:
        raise ValueError("'TRILINEAR'only support 5-D tensor.")
    if not isinstance(align_corners, bool):
        raise TypeError("Attr align_corners should be a bool value")
    if align_mode not in (0, 1):
        raise ValueError("align_mode can only be 0 or 1")
    if out_shape is None and scale is None:
        raise ValueError("One of out_shape and scale must not be None.")
    last = data_format in ("NHWC", "NDHWC")
    if last:
        input = _shaping.transpose2(input, [0, rank + 1, *range(1, rank + 1)])
    if actual_shape is not None:
        out_shape = actual_shape
    size = _sizes(input, out_shape, scale, rank)
    result = _pooling.interpolate(input, size, _METHODS[resample], align_corners, align_mode)
    return _shaping.transpose2(result, [0, *range(2, rank + 2), 1]) if last else result


def _sizes(input, out_shape, scale, rank):
    if out_shape is not None:
        if not isinstance(out_shape, (list, tuple, VarBase)):
            raise TypeError("out_shape should be a list or tuple or Variable.")
        size = _shaping.numbers(out_shape)
        if len(size) != rank:
            raise ValueError(f"out_shape length should be {rank} for input {rank + 2}-D tensor.")
        assert min(size) > 0, "Each dimension size given in out_shape must be greater than 0."
        return size
    if isinstance(scale, VarBase):
        scale = float(scale)
    if not isinstance(scale, (float, int)):
        raise TypeError("Attr(scale)'s type should be float, int or Variable.")
    if scale <= 0:
        raise ValueError("Attr(scale) should be greater than zero.")
    return [int(n * float(scale)) for n in input.shape[2:]]


def interpolate(
    input,
    out_shape=None,
    scale=None,
    name=None,
    resample="BILINEAR",
    actual_shape=None,
    align_corners=True,
    align_mode=1,
    data_format="NCHW",
):
    """Planes or volumes resampled to other extents."""
    return image_resize(
        input,
        out_shape,
        scale,
        name,
        resample,
        actual_shape,
        align_corners,
        align_mode,
        data_format,
    )


def resize_bilinear(
    input,
    out_shape=None,
    scale=None,
    name=None,
    actual_shape=None,
    align_corners=True,
    align_mode=1,
    data_format="NCHW",
):
    """Planes resampled by bilinear interpolation."""
    return image_resize(
        input,
        out_shape,
        scale,
        name,
        "BILINEAR",
        actual_shape,
        align_corners,
        align_mode,
        data_format,
    )


def resize_trilinear(
    input,
    out_shape=None,
    scale=None,
    name=None,
    actual_shape=None,
    align_corners=True,
    align_mode=1,
    data_format="NCDHW",
):
    """Volumes resampled by trilinear interpolation."""
    return image_resize(
        input,
        out_shape,
        scale,
        name,
        "TRILINEAR",
        actual_shape,
        align_corners,
        align_mode,
        data_format,
    )


def resize_nearest(
    input,
    out_shape=None,
    scale=None,
    name=None,
    actual_shape=None,
    align_corners=True,
    data_format="NCHW",
):
    """Planes resampled by the nearest element."""
    return image_resize(
        input, out_shape, scale, name, "NEAREST", actual_shape, align_corners, 1, data_format
    )


def temporal_shift(x, seg_num, shift_ratio=0.25, name=None):
    """Parts of the channels moved one time step."""
    return _pooling.temporal_shift(x, seg_num, shift_ratio)


def pixel_shuffle(x, upscale_factor):
    """Channels rearranged into larger planes."""
    if not isinstance(upscale_factor, int):
        raise TypeError("upscale factor must be int type")
    return _pooling.pixel_shuffle(x, upscale_factor)


def shuffle_channel(x, group, name=None):
    """Channels of the groups interleaved."""
    if not isinstance(group, int):
        raise TypeError("group must be int type")
    return _pooling.shuffle_channel(x, group)


def space_to_depth(x, blocksize, name=None):
    """Blocks of planes rearranged into channels."""
    if not isinstance(blocksize, int):
        raise ValueError("blocksize must be a python Int")
    return _pooling.space_to_depth(x, blocksize)


def grid_sampler(x, grid, name=None):
    """Planes read at positions in [-1, 1]."""
    return _pooling.grid_sampler(x, grid)


def unfold(x, kernel_sizes, strides=1, paddings=0, dilations=1, name=None):
    """Windows of planes as columns."""
    pads = [paddings] * 4 if isinstance(paddings, int) else list(paddings)
    if len(pads) == 2:
        pads = pads * 2
    return _pooling.unfold(
        x,
        utils.convert_to_list(kernel_sizes, 2, "kernel_sizes"),
        utils.convert_to_list(strides, 2, "strides"),
        pads,
        utils.convert_to_list(dilations, 2, "dilations"),
    )
