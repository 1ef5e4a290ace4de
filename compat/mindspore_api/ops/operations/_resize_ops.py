"""Operators that resample images."""

from __future__ import annotations

from ....core import op
from ... import _checkparam as validator
from ...common.tensor import wrap
from ..function import _convolve, _resize, nn_func
from ..primitive import Primitive, prim_attr_register

__all__ = [
    "AffineGrid", "Col2Im", "GridSampler2D", "GridSampler3D", "Im2Col", "ResizeBicubic",
    "ResizeBilinear", "ResizeBilinearV2", "ResizeLinear1D", "ResizeNearestNeighbor",
    "ResizeNearestNeighborV2",
]  # fmt: skip


class ResizeBilinear(Primitive):
    """Linear between the neighbours, to a size."""

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
        return _resize.resized(
            self.name, x, self.size, "linear", self.align_corners, self.half_pixel_centers
        )


class ResizeBilinearV2(Primitive):
    """Linear between the neighbours, to the size in the call."""

    _io = ("x size", "output")

    @prim_attr_register
    def __init__(self, align_corners=False, half_pixel_centers=False):
        validator.check_value_type("align_corners", align_corners, [bool], self.name)
        validator.check_value_type("half_pixel_centers", half_pixel_centers, [bool], self.name)

    def _compute(self, x, size):
        return _resize.resized(
            self.name, x, size, "linear", self.align_corners, self.half_pixel_centers
        )


class ResizeBicubic(Primitive):
    """Cubic between the neighbours, to the size in the call."""

    _io = ("images size", "y")

    @prim_attr_register
    def __init__(self, align_corners=False, half_pixel_centers=False):
        validator.check_value_type("align_corners", align_corners, bool, self.name)
        validator.check_value_type("half_pixel_centers", half_pixel_centers, bool, self.name)

    def _compute(self, images, size):
        return _resize.resized(
            self.name, images, size, "cubic", self.align_corners, self.half_pixel_centers
        )


class ResizeLinear1D(Primitive):
    """Linear between the neighbours of the last axis."""

    _io = ("x sizes", "output")

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
        return _resize.resized(self.name, x, sizes, "linear", corners, not corners)


class ResizeNearestNeighbor(Primitive):
    """The nearest element, to a size."""

    _io = ("image_in", "image_out")

    @prim_attr_register
    def __init__(self, size, align_corners=False):
        validator.check_value_type("size", size, [tuple, list], self.name)
        validator.check_value_type("align_corners", align_corners, [bool], self.name)
        validator.check_equal_int(len(size), 2, "length of size", self.name)
        for i, value in enumerate(size):
            validator.check_non_negative_int(value, f"{i}th value of size", self.name)

    def _compute(self, x):
        return _resize.resized(self.name, x, self.size, "nearest", self.align_corners)


class ResizeNearestNeighborV2(Primitive):
    """The nearest element, to the size in the call."""

    _io = ("x size", "y")

    @prim_attr_register
    def __init__(self, align_corners=False, half_pixel_centers=False, data_format="NHWC"):
        validator.check_value_type("align_corners", align_corners, [bool], self.name)
        validator.check_value_type("half_pixel_centers", half_pixel_centers, [bool], self.name)
        validator.check_string(data_format, ["NHWC", "NCHW"], "data_format", self.name)

    def _compute(self, x, size):
        last = self.data_format == "NHWC"
        value = wrap(op.permute_dims(x._value, (0, 3, 1, 2))) if last else x
        found = _resize.resized(
            self.name, value, size, "nearest", self.align_corners, self.half_pixel_centers
        )
        return wrap(op.permute_dims(found._value, (0, 2, 3, 1))) if last else found


class _GridSampler(Primitive):
    """Base of the operators that read an image at the positions of a grid."""

    _io = ("input grid", "output")

    @prim_attr_register
    def __init__(self, interpolation_mode="bilinear", padding_mode="zeros", align_corners=False):
        validator.check_string(
            interpolation_mode, ["bilinear", "nearest"], "interpolation_mode", self.name
        )
        validator.check_string(
            padding_mode, ["zeros", "border", "reflection"], "padding_mode", self.name
        )
        validator.check_bool(align_corners, "align_corners", self.name)

    def _compute(self, x, grid):
        return nn_func.grid_sample(
            x, grid, self.interpolation_mode, self.padding_mode, self.align_corners
        )


class GridSampler2D(_GridSampler):
    """A 4-D input read at the positions of a grid."""


class GridSampler3D(_GridSampler):
    """A 5-D input read at the positions of a grid."""

    _io = ("input_x grid", "output")


class AffineGrid(Primitive):
    """Positions that an affine map gives the elements of an image."""

    _io = ("theta output_size", "y")

    @prim_attr_register
    def __init__(self, align_corners=False):
        validator.check_value_type("align_corners", align_corners, [bool], self.name)

    def _compute(self, theta, output_size):
        return _resize.affine_grid(theta, output_size, self.align_corners)


class Im2Col(Primitive):
    """(N, C, H, W) to (N, C, taps, windows)."""

    _io = ("x", "y")

    @prim_attr_register
    def __init__(self, ksizes, strides=1, dilations=1, pads=0):
        validator.check_value_type("ksizes", ksizes, [int, tuple, list], self.name)

    def _compute(self, x):
        two = [
            (v, v) if isinstance(v, int) else tuple(v)
            for v in (self.ksizes, self.strides, self.dilations)
        ]
        sides = _convolve._both_sides(self.pads, 2)
        found = _convolve.windows_of(x._value, *two, sides)
        n, channels, taps, h, w = op.shape_of(found)
        return wrap(op.reshape(found, (n, channels, taps, h * w)))


class Col2Im(Primitive):
    """(N, C, taps, windows) added up to (N, C, H, W)."""

    _io = ("x output_size", "y")

    @prim_attr_register
    def __init__(self, kernel_size, dilation=1, padding=0, stride=1):
        validator.check_value_type("kernel_size", kernel_size, [int, list, tuple], self.name)

    def _compute(self, x, output_size):
        two = [
            (v, v) if isinstance(v, int) else tuple(v)
            for v in (self.kernel_size, self.dilation, self.padding, self.stride)
        ]
        return _convolve.col2im(x, output_size, *two)
