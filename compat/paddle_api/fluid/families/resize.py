"""Resampling of planes and volumes."""

from __future__ import annotations

import numpy as np

from compat.core import op

from .._attributes import int_list
from .._operands import invalid, take
from .._registry import operator
from .._varbase import VarBase, wrap
from .shape.view import transpose2_op


def resampled(x, size, method, align_corners, align_mode):
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


@operator
def grid_sampler_op(x, grid, **options):
    """Planes read at positions in [-1, 1]; corners aligned, zeros outside."""
    value = take(x, "grid_sampler")
    places = take(grid, "grid_sampler")
    if op.shape_of(value)[0] != op.shape_of(places)[0] or (
        (*op.shape_of(value)[2:], 2) != op.shape_of(places)[1:]
    ):
        raise invalid(
            f"Input(X) dims {list(op.shape_of(value))} and Input(Grid) dims "
            f"{list(op.shape_of(places))} should agree: (N, C, H, W) and (N, H, W, 2).",
            "grid_sampler",
        )
    return wrap(op.grid_sample(value, places, "bilinear", "zeros", True))


def grid_sampler(x, grid, name=None):
    """Planes read at positions in [-1, 1]."""
    return grid_sampler_op(x, grid)


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
        input = transpose2_op(input, [0, rank + 1, *range(1, rank + 1)])
    if actual_shape is not None:
        out_shape = actual_shape
    size = _sizes(input, out_shape, scale, rank)
    result = resampled(input, size, _METHODS[resample], align_corners, align_mode)
    return transpose2_op(result, [0, *range(2, rank + 2), 1]) if last else result


def _sizes(input, out_shape, scale, rank):
    if out_shape is not None:
        if not isinstance(out_shape, (list, tuple, VarBase)):
            raise TypeError("out_shape should be a list or tuple or Variable.")
        size = int_list(out_shape)
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
    """Sequences, planes or volumes of another size.

    Args:
        input (Variable): (N, C, W), (N, C, H, W) or (N, C, D, H, W), or as `data_format` says;
            floats.
        out_shape (list, tuple or Variable or None, default None): extents of the result.
        scale (float, Variable or None, default None): factor of all instead.
        resample (str, default 'BILINEAR'): "LINEAR", "BILINEAR", "TRILINEAR", "NEAREST" or
            "BICUBIC".
        actual_shape (Variable or None, default None): is taken instead of `out_shape` in static
            programs.
        align_corners (bool, default True): corners of the planes fall on each other.
        align_mode (int, default 1): without `align_corners`, 0 counts from the pixels' centers, 1
            from their corners.
        data_format (str, default 'NCHW'): "NCW", "NCHW", "NCDHW" or with the channels last.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable.

    Raises:
        ValueError: `resample` does not fit the rank, or neither `out_shape` nor `scale` is given.

    Example:
        >>> x = to_variable(np.array([[[[1.0, 3.0]]]], "float32"))
        >>> print(layers.interpolate(x, out_shape=[1, 4], resample="NEAREST").numpy())
        [[[[1. 1. 3. 3.]]]]
    """
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
    """Planes of another size by bilinear interpolation.

    Args:
        input (Variable): (N, C, H, W), or as `data_format` says; floats.
        out_shape (list, tuple or Variable or None, default None): height and width of the result.
        scale (float, Variable or None, default None): factor of both instead.
        actual_shape (Variable or None, default None): is taken instead of `out_shape` in static
            programs.
        align_corners (bool, default True): corners of the planes fall on each other.
        align_mode (int, default 1): without `align_corners`, 0 counts from the pixels' centers, 1
            from their corners.
        data_format (str, default 'NCHW'): "NCHW" or "NHWC".
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable.

    Raises:
        ValueError: neither `out_shape` nor `scale` is given.

    Example:
        >>> x = to_variable(np.array([[[[1.0, 3.0]]]], "float32"))
        >>> print(layers.resize_bilinear(x, out_shape=[1, 3]).numpy())
        [[[[1. 2. 3.]]]]
    """
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


def image_resize_short(input, out_short_len, resample="BILINEAR"):
    """Planes resampled so that the shorter side has `out_short_len` pixels."""
    if len(input.shape) != 4:
        raise ValueError("The rank of input must be 4 (num_batches, channels, in_h, in_w).")
    sides = list(input.shape[2:4])
    short = sides.index(min(sides))
    scale = float(out_short_len) / float(sides[short])
    size = [int(float(n) * scale + 0.5) for n in sides]
    size[short] = out_short_len
    return image_resize(input, out_shape=size, resample=resample)


@operator(inputs=("Theta", "OutputShape"), outputs=("Output",))
def affine_grid_op(theta, size=None, output_shape=(), **options):
    """Positions (N, H, W, 2) in [-1, 1] moved by affine maps (N, 2, 3)."""
    maps = take(theta, "affine_grid", slot="Theta")
    shape = int_list(size) if size is not None else list(output_shape)
    height, width = shape[2:]
    y, x = np.meshgrid(np.linspace(-1, 1, height), np.linspace(-1, 1, width), indexing="ij")
    base = np.stack([x, y, np.ones_like(x)], 2).reshape(1, height * width, 3)
    dtype = op.dtype_of(maps)
    points = op.asarray(base.astype(dtype), dtype, op.device_of(maps))
    n = op.shape_of(maps)[0]
    points = op.broadcast_to(points, (n, height * width, 3))
    found = op.matmul(points, op.permute_dims(maps, (0, 2, 1)))
    return wrap(op.reshape(found, (n, height, width, 2)))


def affine_grid(theta, out_shape, name=None):
    """Positions (N, H, W, 2) for `grid_sampler`, from affine maps (N, 2, 3)."""
    if not isinstance(out_shape, (list, tuple, VarBase)):
        raise ValueError("The out_shape should be a list, tuple or Variable.")
    if not isinstance(theta, VarBase):
        raise ValueError("The theta should be a Variable.")
    return affine_grid_op(theta, None, int_list(out_shape))
