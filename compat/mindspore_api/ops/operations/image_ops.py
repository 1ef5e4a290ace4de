"""Operators of images."""

from __future__ import annotations

from ... import _checkparam as validator
from ..function import _boxes
from ..primitive import Primitive, prim_attr_register


class CropAndResize(Primitive):
    """Crops of (N, H, W, C), resampled."""

    _io = ("x boxes box_index crop_size", "y")

    @prim_attr_register
    def __init__(self, method="bilinear", extrapolation_value=0.0):
        validator.check_value_type("method", method, [str], self.name)
        validator.check_string(method, ["bilinear", "nearest", "bilinear_v2"], "method", self.name)
        validator.check_value_type("extrapolation_value", extrapolation_value, [float], self.name)

    def _compute(self, x, boxes, box_index, crop_size):
        return _boxes.crop_and_resize(
            x, boxes, box_index, crop_size, self.method, self.extrapolation_value
        )
