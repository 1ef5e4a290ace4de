"""Checks of the arguments of operations on values, batches and other operations."""

from __future__ import annotations

import numbers

import numpy as np

from ..core.validator_helpers import (
    FLOAT_MAX_INTEGER,
    check_2tuple,
    check_c_tensor_op,
    check_float32,
    check_pos_float32,
    check_positive,
    check_tensor_op,
    check_value,
    check_value_ratio,
    type_check,
    type_check_list,
)
from ..transforms._arguments import check_transform_op_type
from ._argument_parts import (
    NUMBERS,
    check_fill_value,
    check_mean_std,
    check_old_mean_std,
    check_ordered,
    check_pad_type,
    check_probability,
    check_scale,
)
from .utils import AutoAugmentPolicy, ImageBatchFormat, Inter


def check_cut_mix_batch_c(image_batch_format, alpha, prob):
    """Of CutMixBatch."""
    type_check(image_batch_format, (ImageBatchFormat,), "image_batch_format")
    type_check(alpha, NUMBERS, "alpha")
    type_check(prob, NUMBERS, "prob")
    check_pos_float32(alpha)
    check_positive(alpha, "alpha")
    check_value(prob, [0, 1], "prob")


def check_mix_up_batch_c(alpha):
    """Of MixUpBatch."""
    type_check(alpha, NUMBERS, "alpha")
    check_positive(alpha, "alpha")
    check_pos_float32(alpha)


def check_prob(prob):
    """Of operations with a probability only."""
    check_probability(prob)


def check_normalize(mean, std, is_hwc):
    """Of Normalize."""
    check_mean_std(mean, std)
    type_check(is_hwc, (bool,), "is_hwc")


def check_normalize_c(mean, std):
    """Of the C++ side's Normalize."""
    check_old_mean_std(mean, std, 0, 255)


def check_normalize_py(mean, std):
    """Of the Python side's Normalize."""
    check_old_mean_std(mean, std, 0.0, 1.0)


def check_normalizepad(mean, std, dtype, is_hwc):
    """Of NormalizePad."""
    check_mean_std(mean, std)
    type_check(is_hwc, (bool,), "is_hwc")
    check_pad_type(dtype)


def check_normalizepad_c(mean, std, dtype):
    """Of the C++ side's NormalizePad."""
    check_old_mean_std(mean, std, 0, 255)
    check_pad_type(dtype, "support")


def check_normalizepad_py(mean, std, dtype):
    """Of the Python side's NormalizePad."""
    check_old_mean_std(mean, std, 0.0, 1.0)
    check_pad_type(dtype, "support")


def check_mix_up(batch_size, alpha, is_single):
    """Of MixUp."""
    type_check(is_single, (bool,), "is_single")
    type_check(batch_size, (int,), "batch_size")
    type_check(alpha, NUMBERS, "alpha")
    check_value(batch_size, (1, FLOAT_MAX_INTEGER))
    check_positive(alpha, "alpha")


def check_random_erasing(prob, scale, ratio, value, inplace, max_attempts):
    """Of RandomErasing."""
    type_check(prob, (float, int), "prob")
    type_check_list(scale, (float, int), "scale")
    if len(scale) != 2:
        raise TypeError("scale should be a list or tuple of length 2.")
    type_check_list(ratio, (float, int), "ratio")
    if len(ratio) != 2:
        raise TypeError("ratio should be a list or tuple of length 2.")
    type_check(value, (int, list, tuple, str), "value")
    type_check(inplace, (bool,), "inplace")
    type_check(max_attempts, (int,), "max_attempts")
    _erasing_value(value)
    check_value(prob, [0.0, 1.0], "prob")
    check_ordered(scale, "scale")
    check_scale(scale)
    check_ordered(ratio, "ratio")
    check_value_ratio(ratio[0], [0, FLOAT_MAX_INTEGER])
    check_value_ratio(ratio[1], [0, FLOAT_MAX_INTEGER])
    if isinstance(value, int):
        check_value(value, (0, 255))
    if isinstance(value, (list, tuple)):
        for item in value:
            type_check(item, (int,), "value")
            check_value(item, [0, 255], "value")
    check_value(max_attempts, (1, FLOAT_MAX_INTEGER))


def _erasing_value(value):
    colours = isinstance(value, (tuple, list)) and len(value) == 3
    if not (isinstance(value, numbers.Number) or value == "random" or colours):
        raise ValueError(
            "The value for erasing should be either a single value, "
            "or a string 'random', or a sequence of 3 elements for RGB respectively."
        )


def check_cutout(length, num_patches):
    """Of the old CutOut and Cutout."""
    type_check(length, (int,), "length")
    type_check(num_patches, (int,), "num_patches")
    check_value(length, (1, FLOAT_MAX_INTEGER))
    check_value(num_patches, (1, FLOAT_MAX_INTEGER))


def check_cutout_new(length, num_patches, is_hwc):
    """Of CutOut."""
    type_check(length, (int,), "length")
    type_check(num_patches, (int,), "num_patches")
    type_check(is_hwc, (bool,), "is_hwc")
    check_cutout(length, num_patches)


def check_linear_transform(transformation_matrix, mean_vector):
    """Of LinearTransformation."""
    type_check(transformation_matrix, (np.ndarray,), "transformation_matrix")
    type_check(mean_vector, (np.ndarray,), "mean_vector")
    shape = transformation_matrix.shape
    if shape[0] != shape[1]:
        raise ValueError(
            f"transformation_matrix should be a square matrix. Got shape {shape} instead."
        )
    if mean_vector.shape[0] != shape[0]:
        raise ValueError(
            f"mean_vector length {mean_vector.shape[0]} should match either one dimension of the "
            f"squaretransformation_matrix {shape}."
        )


def check_rescale(rescale, shift):
    """Of Rescale."""
    type_check(rescale, (numbers.Number,), "rescale")
    type_check(shift, (numbers.Number,), "shift")
    check_float32(rescale, "rescale")
    check_float32(shift, "shift")


def _num_ops(transforms, num_ops, text="num_ops is greater than transforms list size."):
    type_check(num_ops, (int,), "num_ops")
    check_positive(num_ops, "num_ops")
    if num_ops > len(transforms):
        raise ValueError(text)


def check_uniform_augment(transforms, num_ops):
    """Of UniformAugment."""
    _num_ops(transforms, num_ops)
    type_check(transforms, (list, tuple), "transforms list")
    if not transforms:
        raise ValueError("transforms list can not be empty.")
    for i, op in enumerate(transforms):
        check_tensor_op(op, f"transforms[{i}]")
        check_transform_op_type(i, op)


def check_uniform_augment_cpp(transforms, num_ops):
    """Of the C++ side's UniformAugment."""
    _num_ops(transforms, num_ops)
    type_check(transforms, (list, tuple), "transforms")
    for i, op in enumerate(transforms):
        if not getattr(op, "parse", None):
            raise TypeError(f"Type of Transforms[{i}] must be c_transform, but got {type(op)}")


def check_uniform_augment_py(transforms, num_ops):
    """Of the Python side's UniformAugment."""
    type_check(transforms, (list,), "transforms")
    if not transforms:
        raise ValueError("transforms list is empty.")
    for transform in transforms:
        if getattr(transform, "parse", None):
            raise ValueError("transform list only accepts Python operations.")
    text = "num_ops cannot be greater than the length of transforms list."
    _num_ops(transforms, num_ops, text)


def check_bounding_box_augment_cpp(transform, ratio):
    """Of BoundingBoxAugment."""
    type_check(ratio, (float, int), "ratio")
    check_value(ratio, [0.0, 1.0], "ratio")
    if not getattr(transform, "parse", None):
        raise TypeError(
            f"Argument transform with value {transform} is not of type "
            "[<class 'mindspore._c_dataengine.TensorOp'>, "
            f"<class 'mindspore._c_dataengine.TensorOperation'>], but got {type(transform)}."
        )


def check_random_select_subpolicy_op(policy):
    """Of RandomSelectSubpolicy."""
    type_check(policy, (list,), "policy")
    if not policy:
        raise ValueError("policy can not be empty.")
    for i, sub in enumerate(policy):
        type_check(sub, (list,), f"policy[{[i]}]")
        if not sub:
            raise ValueError(f"policy[{i}] can not be empty.")
        for j, pair in enumerate(sub):
            check_2tuple(pair, f"policy[{i}][{j}]")
            check_c_tensor_op(pair[0], f"op of (op, prob) in policy[{i}][{j}]")
            check_value(pair[1], (0, 1), f"prob of (op, prob) policy[{i}][{j}]")


def check_auto_augment(policy, interpolation, fill_value):
    """Of AutoAugment."""
    type_check(policy, (AutoAugmentPolicy,), "policy")
    type_check(interpolation, (Inter,), "interpolation")
    check_fill_value(fill_value)


def check_trivial_augment_wide(num_magnitude_bins, interpolation, fill_value):
    """Of TrivialAugmentWide."""
    type_check(num_magnitude_bins, (int,), "num_magnitude_bins")
    check_value(num_magnitude_bins, (2, FLOAT_MAX_INTEGER), "num_magnitude_bins")
    type_check(interpolation, (Inter,), "interpolation")
    check_fill_value(fill_value)


def check_rand_augment(num_ops, magnitude, num_magnitude_bins, interpolation, fill_value):
    """Of RandAugment."""
    type_check(num_ops, (int,), "num_ops")
    check_value(num_ops, (0, FLOAT_MAX_INTEGER), "num_ops")
    type_check(num_magnitude_bins, (int,), "num_magnitude_bins")
    check_value(num_magnitude_bins, (2, FLOAT_MAX_INTEGER), "num_magnitude_bins")
    type_check(magnitude, (int,), "magnitude")
    check_value(magnitude, (0, num_magnitude_bins), "magnitude", right_open_interval=True)
    type_check(interpolation, (Inter,), "interpolation")
    check_fill_value(fill_value)
