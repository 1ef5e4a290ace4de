"""Checks of the arguments of operations that change colours."""

from __future__ import annotations

import numbers

from ..core.validator_helpers import (
    FLOAT_MAX_INTEGER,
    FLOAT_MIN_INTEGER,
    UINT8_MAX,
    UINT8_MIN,
    check_non_negative_float32,
    check_odd,
    check_range,
    check_uint8,
    check_value,
    type_check,
    type_check_list,
)
from ._argument_parts import (
    NUMBERS,
    check_colour_range,
    check_cutoff_ignore,
    check_ordered,
    check_probability,
)
from .utils import ConvertMode


def check_random_posterize(bits):
    """Of RandomPosterize."""
    if bits is not None:
        type_check(bits, (list, tuple, int), "bits")
    if isinstance(bits, int):
        check_value(bits, [1, 8])
    if isinstance(bits, (list, tuple)):
        if len(bits) != 2:
            raise TypeError(
                "Size of bits should be a single integer or a list/tuple (min, max) of length 2."
            )
        for item in bits:
            check_uint8(item, "bits")
        check_range(bits, [1, 8])


def check_posterize(bits):
    """Of Posterize."""
    type_check(bits, (int,), "bits")
    check_value(bits, [0, 8], "bits")


def check_random_adjust_sharpness(degree, prob):
    """Of RandomAdjustSharpness."""
    type_check(degree, (float, int), "degree")
    check_non_negative_float32(degree, "degree")
    check_probability(prob)


def check_random_auto_contrast(cutoff, ignore, prob):
    """Of RandomAutoContrast."""
    check_cutoff_ignore(cutoff, ignore)
    check_probability(prob)


def check_alpha(alpha):
    """Of RandomLighting."""
    type_check(alpha, (float, int), "alpha")
    check_non_negative_float32(alpha, "alpha")


def check_random_color_adjust(brightness, contrast, saturation, hue):
    """Of RandomColorAdjust."""
    check_colour_range(brightness, "brightness")
    check_colour_range(contrast, "contrast")
    check_colour_range(saturation, "saturation")
    check_colour_range(hue, "hue", bound=(-0.5, 0.5))


def check_num_channels(num_output_channels):
    """Of Grayscale."""
    type_check(num_output_channels, (int,), "num_output_channels")
    if num_output_channels not in (1, 3):
        raise ValueError(
            "Number of channels of the output grayscale image"
            f"should be either 1 or 3. Got {num_output_channels}."
        )


def check_is_hwc(is_hwc):
    """Of RgbToHsv, HsvToRgb and RgbToBgr."""
    type_check(is_hwc, (bool,), "is_hwc")


def _factor(name, low, high, named=True):
    """A check of one number in an interval; some of MindSpore's texts do not name it."""

    def check(value):
        type_check(value, (float, int), name)
        check_value(value, (low, high), name if named else "")

    return check


check_adjust_brightness = _factor("brightness_factor", 0, FLOAT_MAX_INTEGER)


check_adjust_contrast = _factor("contrast_factor", 0, FLOAT_MAX_INTEGER)


check_adjust_hue = _factor("hue_factor", -0.5, 0.5)


check_adjust_saturation = _factor("saturation_factor", 0, FLOAT_MAX_INTEGER, named=False)


check_adjust_sharpness = _factor("sharpness_factor", 0, FLOAT_MAX_INTEGER, named=False)


def check_adjust_gamma(gamma, gain):
    """Of AdjustGamma."""
    type_check(gamma, (float, int), "gamma")
    check_value(gamma, (0, FLOAT_MAX_INTEGER))
    if gain is not None:
        type_check(gain, (float, int), "gain")
        check_value(gain, (FLOAT_MIN_INTEGER, FLOAT_MAX_INTEGER))


def check_auto_contrast(cutoff, ignore):
    """Of AutoContrast."""
    check_cutoff_ignore(cutoff, ignore)


def check_positive_degrees(degrees):
    """Of RandomColor and RandomSharpness."""
    if degrees is None:
        return
    if not isinstance(degrees, (list, tuple)):
        raise TypeError("degrees must be either a tuple or a list.")
    type_check_list(degrees, NUMBERS, "degrees")
    if len(degrees) != 2:
        raise ValueError("degrees must be a sequence with length 2.")
    for degree in degrees:
        check_value(degree, (0, FLOAT_MAX_INTEGER))
    check_ordered(degrees, "degrees")


def check_random_solarize(threshold):
    """Of RandomSolarize."""
    type_check(threshold, (tuple,), "threshold")
    type_check_list(threshold, (int,), "threshold")
    if len(threshold) != 2:
        raise ValueError("threshold must be a sequence of two numbers.")
    for element in threshold:
        check_value(element, (0, UINT8_MAX))
    if threshold[1] < threshold[0]:
        raise ValueError("threshold must be in min max format numbers.")


def check_solarize(threshold):
    """Of Solarize."""
    type_check(threshold, (float, int, list, tuple), "threshold")
    if isinstance(threshold, (float, int)):
        threshold = (threshold, threshold)
    type_check_list(threshold, (float, int), "threshold")
    if len(threshold) != 2:
        raise TypeError("threshold must be a single number or sequence of two numbers.")
    for i, value in enumerate(threshold):
        check_value(value, (UINT8_MIN, UINT8_MAX), f"threshold[{i}]")
    if threshold[1] < threshold[0]:
        raise ValueError("threshold must be in order of (min, max).")


def check_gaussian_blur(kernel_size, sigma):
    """Of GaussianBlur."""
    type_check(kernel_size, (int, list, tuple), "kernel_size")
    if isinstance(kernel_size, int):
        check_value(kernel_size, (1, FLOAT_MAX_INTEGER), "kernel_size")
        check_odd(kernel_size, "kernel_size")
    elif len(kernel_size) == 2:
        for i, value in enumerate(kernel_size):
            type_check(value, (int,), f"kernel_size[{i}]")
            check_value(value, (1, FLOAT_MAX_INTEGER), "kernel_size")
            check_odd(value, f"kernel_size[{i}]")
    else:
        raise TypeError(
            "Kernel size should be a single integer or a list/tuple "
            "(kernel_width, kernel_height) of length 2."
        )
    if sigma is not None:
        _sigma(sigma)


def _sigma(sigma):
    type_check(sigma, (numbers.Number, list, tuple), "sigma")
    if isinstance(sigma, numbers.Number):
        check_value(sigma, (0, FLOAT_MAX_INTEGER), "sigma")
    elif len(sigma) == 2:
        for i, value in enumerate(sigma):
            type_check(value, (numbers.Number,), f"size[{i}]")
            check_value(value, (0, FLOAT_MAX_INTEGER), "sigma")
    else:
        raise TypeError(
            "Sigma should be a single number or a list/tuple of length 2 for width and height."
        )


def check_convert_color(convert_mode):
    """Of ConvertColor."""
    type_check(convert_mode, (ConvertMode,), "convert_mode")
