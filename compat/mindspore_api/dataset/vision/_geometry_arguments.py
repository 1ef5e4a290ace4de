"""Checks of the arguments of operations that move pixels."""

from __future__ import annotations

import numbers

from ..core.validator_helpers import (
    INT32_MAX,
    check_float32,
    check_non_negative_int32,
    check_pos_float32,
    check_pos_int32,
    check_positive,
    check_value,
    type_check,
    type_check_list,
)
from ._argument_parts import (
    NUMBERS,
    check_crop_coordinates,
    check_crop_size,
    check_degrees,
    check_fill_value,
    check_ordered,
    check_padding,
    check_points,
    check_resize_size,
    check_scale,
    check_turn,
)
from .utils import Border, Inter, SliceMode


def check_affine(degrees, translate, scale, shear, resample, fill_value):
    """Of Affine."""
    type_check(degrees, NUMBERS, "degrees")
    check_degrees(degrees)
    type_check(translate, (list, tuple), "translate")
    if len(translate) != 2:
        raise TypeError("The length of translate should be 2.")
    for i, value in enumerate(translate):
        type_check(value, NUMBERS, f"translate[{i}]")
        check_value(value, [-1.0, 1.0], f"translate[{i}]")
    type_check(scale, NUMBERS, "scale")
    check_positive(scale, "scale")
    type_check(shear, (numbers.Number, tuple, list), "shear")
    if isinstance(shear, (list, tuple)):
        if len(shear) != 2:
            raise TypeError("The length of shear should be 2.")
        for i, value in enumerate(shear):
            type_check(value, NUMBERS, f"shear[{i}]")
    type_check(resample, (Inter,), "resample")
    check_fill_value(fill_value)


def check_crop(coordinates, size):
    """Of Crop."""
    check_crop_coordinates(coordinates)
    check_crop_size(size)


def check_center_crop(size):
    """Of CenterCrop and FiveCrop."""
    check_crop_size(size)


check_five_crop = check_center_crop


def check_erase(top, left, height, width, value, inplace):
    """Of Erase."""
    check_non_negative_int32(top, "top")
    check_non_negative_int32(left, "left")
    check_pos_int32(height, "height")
    check_pos_int32(width, "width")
    type_check(inplace, (bool,), "inplace")
    check_fill_value(value)


def check_resize_interpolation(size, interpolation):
    """Of Resize and ResizeWithBBox."""
    if interpolation is None:
        raise KeyError("Interpolation should not be None")
    check_resize_size(size)
    type_check(interpolation, (Inter,), "interpolation")


def check_resized_crop(top, left, height, width, size, interpolation):
    """Of ResizedCrop."""
    check_non_negative_int32(top, "top")
    check_non_negative_int32(left, "left")
    check_pos_int32(height, "height")
    check_pos_int32(width, "width")
    type_check(interpolation, (Inter,), "interpolation")
    check_crop_size(size)


def check_resize(size):
    """Of RandomResize and RandomResizeWithBBox."""
    check_resize_size(size)


def check_random_resize_crop(size, scale, ratio, interpolation, max_attempts):
    """Of RandomResizedCrop, RandomCropDecodeResize and RandomResizedCropWithBBox."""
    if interpolation is not None:
        type_check(interpolation, (Inter,), "interpolation")
    check_crop_size(size)
    if scale is not None:
        type_check(scale, (tuple, list), "scale")
        if len(scale) != 2:
            raise TypeError("scale should be a list/tuple of length 2.")
        type_check_list(scale, (float, int), "scale")
        check_ordered(scale, "scale")
        check_scale(scale)
    if ratio is not None:
        type_check(ratio, (tuple, list), "ratio")
        if len(ratio) != 2:
            raise TypeError("ratio should be a list/tuple of length 2.")
        check_pos_float32(ratio[0], "ratio[0]")
        check_pos_float32(ratio[1], "ratio[1]")
        check_ordered(ratio, "ratio")
    if max_attempts is not None:
        check_pos_int32(max_attempts, "max_attempts")


def check_random_crop(size, padding, pad_if_needed, fill_value, padding_mode):
    """Of RandomCrop and RandomCropWithBBox."""
    check_crop_size(size)
    type_check(pad_if_needed, (bool,), "pad_if_needed")
    if padding is not None:
        check_padding(padding)
    if fill_value is not None:
        check_fill_value(fill_value)
    if padding_mode is not None:
        type_check(padding_mode, (Border,), "padding_mode")


def check_random_rotation(degrees, resample, expand, center, fill_value):
    """Of RandomRotation."""
    check_degrees(degrees)
    check_turn(resample, expand, center, fill_value)


def check_rotate(degrees, resample, expand, center, fill_value):
    """Of Rotate."""
    type_check(degrees, (float, int), "degrees")
    check_float32(degrees, "degrees")
    check_turn(resample, expand, center, fill_value)


def check_ten_crop(size, use_vertical_flip):
    """Of TenCrop."""
    check_crop_size(size)
    if use_vertical_flip is not None:
        type_check(use_vertical_flip, (bool,), "use_vertical_flip")


def check_pad(padding, fill_value, padding_mode):
    """Of Pad."""
    check_padding(padding)
    check_fill_value(fill_value)
    type_check(padding_mode, (Border,), "padding_mode")


def check_pad_to_size(size, offset, fill_value, padding_mode):
    """Of PadToSize."""
    type_check(size, (int, list, tuple), "size")
    if isinstance(size, int):
        check_pos_int32(size, "size")
    else:
        if len(size) != 2:
            raise ValueError("The size must be a sequence of length 2.")
        for i, value in enumerate(size):
            check_pos_int32(value, f"size{i}")
    if offset is not None:
        type_check(offset, (int, list, tuple), "offset")
        if isinstance(offset, int):
            check_non_negative_int32(offset, "offset")
        else:
            if len(offset) not in (0, 2):
                raise ValueError("The offset must be empty or a sequence of length 2.")
            for i, value in enumerate(offset):
                check_non_negative_int32(value, f"offset{i}")
    check_fill_value(fill_value)
    type_check(padding_mode, (Border,), "padding_mode")


def check_perspective(start_points, end_points, interpolation):
    """Of Perspective."""
    type_check_list(start_points, (list, tuple), "start_points")
    type_check_list(end_points, (list, tuple), "end_points")
    check_points(start_points, "start_points")
    check_points(end_points, "end_points")
    type_check(interpolation, (Inter,), "interpolation")


def check_slice_patches(num_height, num_width, slice_mode, fill_value):
    """Of SlicePatches."""
    for value, name in ((num_height, "num_height"), (num_width, "num_width")):
        if value is not None:
            type_check(value, (int,), name)
            check_value(value, (1, INT32_MAX), name)
    if slice_mode is not None:
        type_check(slice_mode, (SliceMode,), "slice_mode")
    if fill_value is not None:
        type_check(fill_value, (int,), "fill_value")
        check_value(fill_value, [0, 255], "fill_value")


def check_random_perspective(distortion_scale, prob, interpolation):
    """Of RandomPerspective."""
    type_check(distortion_scale, (float,), "distortion_scale")
    type_check(prob, (float,), "prob")
    check_value(distortion_scale, [0.0, 1.0], "distortion_scale")
    check_value(prob, [0.0, 1.0], "prob")
    type_check(interpolation, (Inter,), "interpolation")


def check_decode(to_pil):
    """Of Decode."""
    type_check(to_pil, (bool,), "to_pil")


def check_random_affine(degrees, translate, scale, shear, resample, fill_value):
    """Of RandomAffine."""
    check_degrees(degrees)
    if translate is not None:
        type_check(translate, (list, tuple), "translate")
        type_check_list(translate, NUMBERS, "translate")
        if len(translate) not in (2, 4):
            raise TypeError("translate should be a list or tuple of length 2 or 4.")
        for i, value in enumerate(translate):
            check_value(value, [-1.0, 1.0], f"translate at {i}")
    if scale is not None:
        _affine_scale(scale)
    if shear is not None:
        _affine_shear(shear)
    type_check(resample, (Inter,), "resample")
    if fill_value is not None:
        check_fill_value(fill_value)


def _affine_scale(scale):
    type_check(scale, (tuple, list), "scale")
    type_check_list(scale, NUMBERS, "scale")
    if len(scale) != 2:
        raise TypeError("scale should be a list or tuple of length 2.")
    if scale[0] > scale[1]:
        raise ValueError("Input scale[1] must be equal to or greater than scale[0].")
    check_scale(scale)


def _affine_shear(shear):
    type_check(shear, (numbers.Number, tuple, list), "shear")
    if isinstance(shear, numbers.Number):
        check_positive(shear, "shear")
        return
    type_check_list(shear, NUMBERS, "shear")
    if len(shear) not in (2, 4):
        raise TypeError("shear must be of length 2 or 4.")
    if len(shear) == 2 and shear[0] > shear[1]:
        raise ValueError("Input shear[1] must be equal to or greater than shear[0]")
    if len(shear) == 4 and (shear[0] > shear[1] or shear[2] > shear[3]):
        raise ValueError(
            "Input shear[1] must be equal to or greater than shear[0] and "
            "shear[3] must be equal to or greater than shear[2]."
        )
