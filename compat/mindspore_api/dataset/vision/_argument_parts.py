"""Checks of arguments that several operations on images have."""

from __future__ import annotations

import numbers

from ..core.validator_helpers import (
    FLOAT_MAX_INTEGER,
    INT32_MAX,
    INT32_MIN,
    check_2tuple,
    check_float32,
    check_int32,
    check_non_negative_float32,
    check_positive,
    check_range,
    check_uint8,
    check_value,
    check_value_cutoff,
    check_value_normalize_std,
    type_check,
    type_check_list,
)
from .utils import Inter

NUMBERS = (int, float)


def check_size(size, low, text, first, second):
    """One number, or two."""
    if isinstance(size, int):
        check_value(size, (low, FLOAT_MAX_INTEGER))
    elif isinstance(size, (tuple, list)) and len(size) == 2:
        for i, value in enumerate(size):
            name = text.format(i)
            type_check(value, (int,), name)
            check_value(value, (low, first), name if second else "")
    else:
        raise TypeError("Size should be a single integer or a list/tuple (h, w) of length 2.")


def check_crop_size(size):
    """A height and width, or one number for both."""
    type_check(size, (int, list, tuple), "size")
    check_size(size, 1, "size[{}]", FLOAT_MAX_INTEGER, False)


def check_resize_size(size):
    """A height and width, or a short side."""
    check_size(size, 1, "size at dim {}", INT32_MAX, True)


def check_crop_coordinates(coordinates):
    """The top left corner (y, x)."""
    type_check(coordinates, (list, tuple), "coordinates")
    if len(coordinates) != 2:
        raise TypeError("Coordinates should be a list/tuple (y, x) of length 2.")
    for i, value in enumerate(coordinates):
        type_check(value, (int,), f"coordinates[{i}]")
        check_value(value, (0, INT32_MAX), f"coordinates[{i}]")


def check_fill_value(fill_value):
    """A byte, or one for each colour."""
    if isinstance(fill_value, int):
        check_uint8(fill_value, "fill_value")
    elif isinstance(fill_value, tuple) and len(fill_value) == 3:
        for i, value in enumerate(fill_value):
            check_uint8(value, f"fill_value[{i}]")
    else:
        raise TypeError("fill_value should be a single integer or a 3-tuple.")


def check_padding(padding):
    """One, two or four widths."""
    type_check(padding, (tuple, list, numbers.Number), "padding")
    if isinstance(padding, numbers.Number):
        check_value(padding, (0, INT32_MAX), "padding")
        return
    if len(padding) not in (2, 4):
        raise ValueError("The size of the padding list or tuple should be 2 or 4.")
    for i, value in enumerate(padding):
        type_check(value, (int,), f"padding[{i}]")
        check_value(value, (0, INT32_MAX), "pad_value")


def check_degrees(degrees):
    """A largest angle, or a range."""
    type_check(degrees, (int, float, list, tuple), "degrees")
    if isinstance(degrees, NUMBERS):
        check_non_negative_float32(degrees, "degrees")
        return
    if len(degrees) != 2:
        raise TypeError("If degrees is a sequence, the length must be 2.")
    type_check_list(degrees, NUMBERS, "degrees")
    for value in degrees:
        check_float32(value, "degrees")
    if degrees[0] > degrees[1]:
        raise ValueError("degrees should be in (min,max) format. Got (max,min).")


def check_probability(prob):
    """A number from 0 to 1."""
    type_check(prob, (float, int), "prob")
    check_value(prob, [0.0, 1.0], "prob")


def check_same_length(mean, std):
    """Two lists of equal length."""
    type_check(mean, (list, tuple), "mean")
    type_check(std, (list, tuple), "std")
    if len(mean) != len(std):
        raise ValueError("Length of mean and std must be equal.")


def check_mean_std(mean, std):
    """Means and deviations of pixels."""
    check_same_length(mean, std)
    for i, value in enumerate(mean):
        type_check(value, NUMBERS, f"mean[{i}]")
        check_value(value, [0, 255], f"mean[{i}]")
    for i, value in enumerate(std):
        type_check(value, NUMBERS, f"std[{i}]")
        check_value_normalize_std(value, [0, 255], f"std[{i}]")


def check_old_mean_std(mean, std, low, high):
    """Means and deviations as the old modules check them."""
    check_same_length(mean, std)
    for value in mean:
        check_value(value, [low, high], "mean_value")
    for value in std:
        check_value_normalize_std(value, [low, high], "std_value")


def check_pad_type(dtype, verb="supports"):
    """The type of NormalizePad."""
    if not isinstance(dtype, str):
        raise TypeError("dtype should be string.")
    if dtype not in ("float32", "float16"):
        raise ValueError(f"dtype only {verb} float32 or float16.")


def check_ordered(pair, name):
    """(min, max)."""
    if pair[0] > pair[1]:
        raise ValueError(f"{name} should be in (min,max) format. Got (max,min).")


def check_scale(scale):
    """A range of shares."""
    check_range(scale, [0, FLOAT_MAX_INTEGER])
    check_positive(scale[1], "scale[1]")


def check_points(points, name):
    """Four points."""
    if len(points) != 4:
        raise TypeError(f"{name} should be a list or tuple of length 4.")
    for i, point in enumerate(points):
        type_check(point, (list, tuple), f"{name}[{i}]")
        if len(point) != 2:
            raise TypeError(f"{name}[{i}] should be a list or tuple of length 2.")
        check_int32(point[0], f"{name}[{i}][0]")
        check_int32(point[1], f"{name}[{i}][1]")


def check_cutoff_ignore(cutoff, ignore):
    """Percent left out and levels ignored."""
    type_check(cutoff, NUMBERS, "cutoff")
    check_value_cutoff(cutoff, [0, 50], "cutoff")
    if ignore is not None:
        type_check(ignore, (list, tuple, int), "ignore")
    if isinstance(ignore, int):
        check_value(ignore, [0, 255], "ignore")
    if isinstance(ignore, (list, tuple)):
        for item in ignore:
            type_check(item, (int,), "item")
            check_value(item, [0, 255], "ignore")


def check_turn(resample, expand, center, fill_value):
    """Options of rotations."""
    type_check(resample, (Inter,), "resample")
    type_check(expand, (bool,), "expand")
    if center is not None:
        check_2tuple(center, "center")
        for value in center:
            type_check(value, NUMBERS, "center")
            check_value(value, [INT32_MIN, INT32_MAX], "center")
    check_fill_value(fill_value)


def check_colour_range(value, input_name, bound=(0, FLOAT_MAX_INTEGER)):
    type_check(value, (numbers.Number, list, tuple), input_name)
    if isinstance(value, numbers.Number):
        if value < 0:
            raise ValueError(f"The input value of {input_name} cannot be negative.")
        return
    if len(value) != 2:
        raise TypeError(f"If {input_name} is a sequence, the length must be 2.")
    if value[0] > value[1]:
        raise ValueError(
            f"{input_name} value should be in (min,max) format. Got ({value[0]}, {value[1]})."
        )
    check_range(value, bound)
