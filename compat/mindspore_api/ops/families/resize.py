"""Images resized and sampled on grids."""

from __future__ import annotations

import math

from ....core import compose, op
from ... import _checkparam as validator
from ...common.tensor import Tensor, wrap
from ..arguments import ints_of, operand
from ..primitive import Primitive, prim_attr_register
from .pooling.adaptive import adaptive_average


def _coordinates(align_corners, half_pixel_centers):
    if align_corners:
        return "align_corners"
    return "half_pixel" if half_pixel_centers else "asymmetric"


def resized(name, x, size, method, align_corners=False, half_pixel_centers=False):
    """(N, C, *in) resampled to the extents `size`."""
    value = operand(name, "x", x)
    if isinstance(size, (Tensor, list)):
        size = ints_of(name, "size", size)
    if any(n <= 0 for n in size):
        raise ValueError(f"For '{name}', the 'size' must be > 0, but got {size}.")
    dtype = x._name
    if dtype not in ("float16", "float32", "float64") and method != "nearest":
        value = op.astype(value, "float32")
    if method == "cubic" and half_pixel_centers:
        return wrap(_cubic(value, tuple(size)))
    found = op.resize(value, tuple(size), method, _coordinates(align_corners, half_pixel_centers))
    return wrap(found)


def _keys(distance):
    """Keys' kernel with a = -0.5, which MindSpore takes for half-pixel centres."""
    d = abs(distance)
    if d <= 1:
        return 1.5 * d**3 - 2.5 * d**2 + 1
    return -0.5 * d**3 + 2.5 * d**2 - 4 * d + 2 if d < 2 else 0.0


def _cubic_rows(extent, size):
    """Weights (size, extent) of cubic resampling; taps outside are left out, others rescaled."""
    rows = []
    for i in range(size):
        place = (i + 0.5) * extent / size - 0.5
        first = math.floor(place) - 1
        # MindSpore reads the weights from a table of 1024 steps.
        place = first + 1 + round((place - first - 1) * 1024) / 1024
        row = [0.0] * extent
        for tap in range(first, first + 4):
            if 0 <= tap < extent:
                row[tap] = _keys(place - tap)
        total = sum(row)
        rows.append([w / total for w in row])
    return rows


def _cubic(x, size):
    _, _, height, width = op.shape_of(x)
    dtype, device = op.dtype_of(x), op.device_of(x)
    down = op.asarray(_cubic_rows(height, size[0]), dtype, device)
    across = op.asarray(_cubic_rows(width, size[1]), dtype, device)
    return op.matmul(op.matmul(down, x), op.permute_dims(across, (1, 0)))


_RANKS = {
    "linear": (3,),
    "bilinear": (4,),
    "bicubic": (4,),
    "trilinear": (5,),
    "nearest": (3, 4, 5),
    "area": (3, 4, 5),
}


def interpolate(
    input,
    size=None,
    scale_factor=None,
    mode="nearest",
    align_corners=None,
    recompute_scale_factor=None,
):
    """Resamples a tensor to another size.

    Args:
        input (Tensor): (N, C, L), (N, C, H, W) or (N, C, D, H, W), float32 or float16.
        size (int, tuple or None, default None): extents of the result behind (N, C).
        scale_factor (float, tuple or None, default None): factors of the extents; one of the two is
            given.
        mode (str, default 'nearest'): "nearest", "linear" (rank 3), "bilinear" and "bicubic" (rank
            4), "trilinear" (rank 5), "area" or "nearest-exact".
        align_corners (bool or None, default None): corners fall on each other; not for "nearest"
            and "area".
        recompute_scale_factor (bool or None, default None): the factors are found from the rounded
            extents.

    Returns:
        Tensor of the new extents.

    Raises:
        TypeError: `input` is not a Tensor, or `mode` not a str.
        ValueError: neither or both of `size` and `scale_factor` are given, or `mode` does not fit
            the rank.

    Example:
        >>> x = Tensor([[[1.0, 3.0]]])
        >>> print(ops.interpolate(x, size=3, mode="linear", align_corners=True))
        [[[1. 2. 3.]]]
    """
    x = operand("interpolate", "input", input)
    if mode not in (*_RANKS, "nearest-exact"):
        raise ValueError(
            f"For 'interpolate', 'mode' must be in '{[*_RANKS, 'nearest-exact']}', but got {mode}"
        )
    n = input.ndim - 2
    if input.ndim not in _RANKS.get(mode, (4, 5, 3)):
        raise ValueError(
            f"For 'interpolate', the mode '{mode}' does not support an input of rank {input.ndim}."
        )
    extents = _target(op.shape_of(x)[2:], size, scale_factor, n)
    if align_corners is not None and mode in ("nearest", "area", "nearest-exact"):
        raise ValueError(
            "For 'interpolate', align_corners option can only be set with the interpolating modes: "
            "linear | bilinear | bicubic | trilinear."
        )
    if mode == "area":
        return adaptive_average("interpolate", input, extents, n)
    method = {"bicubic": "cubic", "nearest": "nearest", "nearest-exact": "nearest"}.get(
        mode, "linear"
    )
    if method == "nearest":
        centred = mode == "nearest-exact"
        return resized("interpolate", input, extents, method, False, centred)
    return resized("interpolate", input, extents, method, bool(align_corners), not align_corners)


def _target(shape, size, scale_factor, n):
    if (size is None) == (scale_factor is None):
        raise ValueError(
            "For 'interpolate', exactly one of 'size' and 'scale_factor' must be given, but got "
            f"{size} and {scale_factor}."
        )
    if size is not None:
        sizes = (size,) * n if isinstance(size, int) else tuple(size)
    else:
        factors = (
            (scale_factor,) * n if isinstance(scale_factor, (int, float)) else tuple(scale_factor)
        )
        sizes = tuple(int(e * f) for e, f in zip(shape, factors, strict=True))
    if len(sizes) != n:
        raise ValueError(f"For 'interpolate', 'size' must have {n} entries, but got {size}.")
    return sizes


def upsample(
    input,
    size=None,
    scale_factor=None,
    mode="nearest",
    align_corners=None,
    recompute_scale_factor=None,
):
    """Resampled to a size or by a factor."""
    return interpolate(input, size, scale_factor, mode, align_corners, recompute_scale_factor)


def grid_sample(input, grid, mode="bilinear", padding_mode="zeros", align_corners=False):
    """The input read at the positions of a grid, in [-1, 1]."""
    x, g = operand("grid_sample", "input", input), operand("grid_sample", "grid", grid)
    if mode not in ("bilinear", "nearest"):
        raise ValueError(
            f"For 'grid_sample', the 'mode' must be 'bilinear' or 'nearest', but got '{mode}'."
        )
    if padding_mode not in ("zeros", "border", "reflection"):
        raise ValueError(
            "For 'grid_sample', the 'padding_mode' must be 'zeros', 'border' or 'reflection', but "
            f"got '{padding_mode}'."
        )
    return wrap(op.grid_sample(x, g, mode, padding_mode, bool(align_corners)))


def affine_grid(theta, size, align_corners=False):
    """Positions that an affine map gives the elements of an image."""
    matrix = operand("AffineGrid", "theta", theta)
    sizes = ints_of("AffineGrid", "output_size", size)
    device, dtype = op.device_of(matrix), theta._name
    lines = []
    for extent in sizes[2:]:
        edge = 1.0 if align_corners else 1.0 - 1.0 / extent
        lines.append(compose.linspace(-edge, edge, extent, dtype, device))
    grids = compose.meshgrid(lines, "ij")
    points = op.stack([*reversed(grids), compose.ones_like(grids[0])], len(grids))
    flat = op.reshape(points, (1, math.prod(sizes[2:]), len(grids) + 1))
    flat = op.broadcast_to(flat, (sizes[0], *op.shape_of(flat)[1:]))
    found = op.matmul(flat, op.permute_dims(matrix, (0, 2, 1)))
    return wrap(op.reshape(found, (sizes[0], *sizes[2:], len(grids))))


class ResizeBilinear(Primitive):
    """Planes of another size by bilinear interpolation.

    Args:
        size (tuple or list of 2 ints): height and width of the result.
        align_corners (bool, default False): corners of the planes fall on each other.
        half_pixel_centers (bool, default False): positions are those of the pixels' centers; not
            together with `align_corners`.

    Inputs:
        x (Tensor): (N, C, H, W), float16 or float32.

    Outputs:
        Tensor (N, C, `size[0]`, `size[1]`).

    Raises:
        TypeError: an argument is of another kind.
        ValueError: `size` has not two positive entries, or the operand not four axes.

    Example:
        >>> x = Tensor([[[[1.0, 3.0]]]])
        >>> print(ops.ResizeBilinear((1, 3), align_corners=True)(x))
        [[[[1. 2. 3.]]]]
    """

    @prim_attr_register
    def __init__(self, size, align_corners=False, half_pixel_centers=False):
        name = self.name
        validator.check_value_type("size", size, [tuple, list], name)
        validator.check_equal_int(len(size), 2, "size len", name)
        for i, value in enumerate(size):
            validator.check_positive_int(value, f"{i}th value of size", name)
        validator.check_value_type("align_corners", align_corners, [bool], name)
        validator.check_value_type("half_pixel_centers", half_pixel_centers, [bool], name)
        if align_corners and half_pixel_centers:
            raise ValueError(
                "If half_pixel_centers is True, align_corners must be False, but got True"
            )

    def _compute(self, x):
        return resized(
            self.name, x, self.size, "linear", self.align_corners, self.half_pixel_centers
        )


class ResizeBilinearV2(Primitive, inputs="x size"):
    """Linear between the neighbours, to the size in the call."""

    @prim_attr_register
    def __init__(self, align_corners=False, half_pixel_centers=False):
        validator.check_value_type("align_corners", align_corners, [bool], self.name)
        validator.check_value_type("half_pixel_centers", half_pixel_centers, [bool], self.name)

    def _compute(self, x, size):
        return resized(self.name, x, size, "linear", self.align_corners, self.half_pixel_centers)


class ResizeBicubic(Primitive, inputs="images size", outputs="y"):
    """Cubic between the neighbours, to the size in the call."""

    @prim_attr_register
    def __init__(self, align_corners=False, half_pixel_centers=False):
        validator.check_value_type("align_corners", align_corners, bool, self.name)
        validator.check_value_type("half_pixel_centers", half_pixel_centers, bool, self.name)

    def _compute(self, images, size):
        return resized(
            self.name, images, size, "cubic", self.align_corners, self.half_pixel_centers
        )


class ResizeLinear1D(Primitive, inputs="x sizes"):
    """Linear between the neighbours of the last axis."""

    @prim_attr_register
    def __init__(self, coordinate_transformation_mode="align_corners"):
        validator.check_string(
            coordinate_transformation_mode,
            ["align_corners", "half_pixel"],
            "coordinate_transformation_mode",
            self.name,
        )

    def _compute(self, x, sizes):
        corners = self.coordinate_transformation_mode == "align_corners"
        return resized(self.name, x, sizes, "linear", corners, not corners)


class ResizeNearestNeighbor(Primitive, inputs="image_in", outputs="image_out"):
    """Planes of another size, every element that of the nearest one.

    Args:
        size (tuple or list of 2 ints): height and width of the result.
        align_corners (bool, default False): corners of the planes fall on each other; otherwise
            their borders do.

    Inputs:
        input_x (Tensor): (N, C, H, W).

    Outputs:
        Tensor (N, C, `size[0]`, `size[1]`) of the same dtype.

    Raises:
        TypeError: `size` is not a tuple or list, or `align_corners` not a bool.
        ValueError: `size` has not two entries, or the operand not four axes.

    Example:
        >>> x = Tensor([[[[1.0, 2.0]]]])
        >>> print(ops.ResizeNearestNeighbor((2, 4))(x))
        [[[[1. 1. 2. 2.]
           [1. 1. 2. 2.]]]]
    """

    @prim_attr_register
    def __init__(self, size, align_corners=False):
        validator.check_value_type("size", size, [tuple, list], self.name)
        validator.check_value_type("align_corners", align_corners, [bool], self.name)
        validator.check_equal_int(len(size), 2, "length of size", self.name)
        for i, value in enumerate(size):
            validator.check_non_negative_int(value, f"{i}th value of size", self.name)

    def _compute(self, x):
        return resized(self.name, x, self.size, "nearest", self.align_corners)


class ResizeNearestNeighborV2(Primitive, inputs="x size", outputs="y"):
    """The nearest element, to the size in the call."""

    @prim_attr_register
    def __init__(self, align_corners=False, half_pixel_centers=False, data_format="NHWC"):
        validator.check_value_type("align_corners", align_corners, [bool], self.name)
        validator.check_value_type("half_pixel_centers", half_pixel_centers, [bool], self.name)
        validator.check_string(data_format, ["NHWC", "NCHW"], "data_format", self.name)

    def _compute(self, x, size):
        last = self.data_format == "NHWC"
        value = wrap(op.permute_dims(x._value, (0, 3, 1, 2))) if last else x
        found = resized(
            self.name, value, size, "nearest", self.align_corners, self.half_pixel_centers
        )
        return wrap(op.permute_dims(found._value, (0, 2, 3, 1))) if last else found


class _GridSampler(Primitive, of=grid_sample, inputs="input grid"):
    """Base of the operators that read an image at the positions of a grid."""

    @prim_attr_register
    def __init__(self, interpolation_mode="bilinear", padding_mode="zeros", align_corners=False):
        validator.check_string(
            interpolation_mode, ["bilinear", "nearest"], "interpolation_mode", self.name
        )
        validator.check_string(
            padding_mode, ["zeros", "border", "reflection"], "padding_mode", self.name
        )
        validator.check_bool(align_corners, "align_corners", self.name)


class GridSampler2D(_GridSampler):
    """A 4-D input read at the positions of a grid."""


class GridSampler3D(_GridSampler, inputs="input_x grid"):
    """A 5-D input read at the positions of a grid."""


class AffineGrid(Primitive, of=affine_grid, inputs="theta output_size", outputs="y"):
    """Positions that an affine map gives the elements of an image."""

    @prim_attr_register
    def __init__(self, align_corners=False):
        validator.check_value_type("align_corners", align_corners, [bool], self.name)
