"""Checks of the arguments of `mindspore.dataset.transforms`, in MindSpore's order."""

from __future__ import annotations

import numpy as np

from ...common.dtype import Type
from ..core.validator_helpers import (
    check_pos_int64,
    check_positive,
    check_tensor_op,
    check_value,
    type_check,
    type_check_list,
)

_SCALARS = (str, float, bool, int, bytes)
_SLICES = (int, list, slice, bool, type(Ellipsis))


def fill_value_arguments(fill_value):
    """Of Fill."""
    type_check(fill_value, _SCALARS, "fill_value")


def one_hot_op_arguments(num_classes, smoothing_rate=0.0):
    """Of OneHot."""
    type_check(smoothing_rate, (int, float), "smoothing_rate")
    type_check(num_classes, (int,), "num_classes")
    check_positive(num_classes)
    if smoothing_rate is not None:
        check_value(smoothing_rate, [0.0, 1.0], "smoothing_rate")


def num_classes_arguments(num_classes):
    """Of the C++ side's OneHot."""
    type_check(num_classes, (int,), "num_classes")
    check_positive(num_classes)


def ms_type_arguments(data_type):
    """Of the C++ side's TypeCast."""
    type_check(data_type, (Type,), "data_type")


def slice_op_arguments(slices):
    """Of Slice."""
    for part in slices:
        if part is not None:
            type_check(part, _SLICES, "slice")
            if isinstance(part, list) and part and isinstance(part[0], int):
                type_check_list(part, (int,), "slice")
            if isinstance(part, list):
                type_check_list(part, (int,), "slice_option")


def mask_arguments(relational):
    """Of Mask; `relational` is the enumeration of the module asking."""

    def check(operator, constant, dtype):
        type_check(operator, (relational,), "operator")
        type_check(constant, _SCALARS, "constant")
        type_check(dtype, (Type,), "dtype")

    return check


def pad_end_arguments(pad_shape, pad_value):
    """Of PadEnd."""
    if pad_value is not None:
        type_check(pad_value, _SCALARS, "pad_value")
    type_check(pad_shape, (list,), "pad_shape")
    for dim in pad_shape:
        if dim is not None:
            if not isinstance(dim, int):
                raise TypeError("a value in the list is not an integer.")
            check_pos_int64(dim)


def concat_type_arguments(axis, prepend, append):
    """Of Concatenate."""
    if axis is not None:
        type_check(axis, (int,), "axis")
        if axis not in (0, -1):
            raise ValueError("only 1D concatenation supported.")
    for value, name in ((prepend, "prepend"), (append, "append")):
        if value is not None:
            type_check(value, (np.ndarray,), name)
            if value.ndim != 1:
                raise ValueError(f"can only {name} 1D arrays.")


def random_transform_ops_arguments(transforms, *prob):
    """Of Compose, RandomApply, RandomChoice and RandomOrder."""
    type_check(transforms, (list,), "transforms list")
    if not transforms:
        raise ValueError("transforms list can not be empty.")
    for i, op in enumerate(transforms):
        check_tensor_op(op, f"transforms[{i}]")
        check_transform_op_type(i, op)
    if prob:
        type_check(prob[0], (float, int), "prob")
        check_value(prob[0], (0, 1), "prob")


def check_transform_op_type(ind, op):
    """ValueError for a class in place of an operation."""
    if type(op) is type:
        raise ValueError(
            f"op_list[{ind}] should be a dataset processing operation instance, but got: {op}. "
            "It may be missing parentheses for instantiation."
        )


def compose_list_arguments(transforms):
    """Of the Python side's Compose."""
    type_check(transforms, (list,), transforms)
    if not transforms:
        raise ValueError("transforms list is empty.")
    for i, transform in enumerate(transforms):
        if not callable(transform):
            raise ValueError(f"transforms[{i}] is not callable.")
        check_transform_op_type(i, transform)


def transforms_list_arguments(transforms):
    """Of the Python side's RandomChoice and RandomOrder."""
    type_check(transforms, (list,), "transforms")
    for i, transform in enumerate(transforms):
        if "c_transform" in str(transform):
            raise ValueError(
                f"transforms[{i}] is not a py transforms. "
                "Should not use a c transform in py transform"
            )
        check_transform_op_type(i, transform)


def random_apply_arguments(transforms, prob):
    """Of the Python side's RandomApply."""
    transforms_list_arguments(transforms)
    if prob is not None:
        type_check(prob, (float, int), "prob")
        check_value(prob, [0.0, 1.0], "prob")


def plugin_arguments(lib_path, func_name, user_args):
    """Of Plugin."""
    type_check(lib_path, (str,), "lib_path")
    type_check(func_name, (str,), "func_name")
    if user_args is not None:
        type_check(user_args, (str,), "user_args")


def check_data_type(name):
    """Of TypeCast and ToTensor: a type of MindSpore or what NumPy takes for one."""

    def check(data_type):
        if isinstance(data_type, Type):
            return
        if data_type is None:
            type_check(data_type, (Type, np.dtype), name)
        try:
            np.dtype(data_type)
        except (TypeError, ValueError):
            type_check(data_type, (Type, np.dtype), name)

    return check
