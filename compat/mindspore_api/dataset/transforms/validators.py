"""Checks of the arguments of `mindspore.dataset.transforms` as decorators of constructors."""

from ..core.validated import validated
from . import _arguments as arguments


def _decorator(check):
    made = validated(check)
    made.__module__ = __name__
    return made


check_fill_value = _decorator(arguments.fill_value_arguments)
check_one_hot_op = _decorator(arguments.one_hot_op_arguments)
check_num_classes = _decorator(arguments.num_classes_arguments)
check_ms_type = _decorator(arguments.ms_type_arguments)
check_slice_op = _decorator(arguments.slice_op_arguments)
check_pad_end = _decorator(arguments.pad_end_arguments)
check_concat_type = _decorator(arguments.concat_type_arguments)
check_random_transform_ops = _decorator(arguments.random_transform_ops_arguments)
check_compose_list = _decorator(arguments.compose_list_arguments)
check_transforms_list = _decorator(arguments.transforms_list_arguments)
check_random_apply = _decorator(arguments.random_apply_arguments)
check_plugin = _decorator(arguments.plugin_arguments)
check_type_cast = _decorator(arguments.check_data_type("data_type"))


def check_mask_op(method):
    """Of Mask, with the relations of the module that it is written in."""
    return validated(arguments.mask_arguments(method.__globals__["Relational"]))(method)


def check_mask_op_new(method):
    """Of Mask; the newer name."""
    return check_mask_op(method)
