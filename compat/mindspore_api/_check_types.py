"""Checks of types, strings and dtypes, with the framework's exception types and texts."""

import functools
import inspect
import re
from collections.abc import Iterable

from ..core.text import class_name
from . import log as logger
from ._check_numbers import _for, _quoted, check_equal_int
from .common import dtype as mstype


def check_isinstance(arg_name, arg_value, classes):
    """An instance; ValueError otherwise."""
    if not isinstance(arg_value, classes):
        raise ValueError(
            f"The parameter '{arg_name}' must be isinstance of {classes}, but got {arg_value}."
        )
    return arg_value


def check_bool(arg_value, arg_name=None, prim_name=None):
    """A bool."""
    if not isinstance(arg_value, bool):
        subject = _for(prim_name, _quoted(arg_name))
        raise TypeError(f"{subject} must be a bool, but got {class_name(arg_value)}.")
    return arg_value


def check_string(arg_value, valid_values, arg_name=None, prim_name=None):
    """One of the strings."""
    if not (isinstance(arg_value, str) and arg_value in valid_values):
        subject = _for(prim_name, f"'{arg_name or 'parameter'}'")
        raise ValueError(
            f"{subject} must be str and must be in '{valid_values}', but got '{arg_value}'."
        )
    return arg_value


def check_str_by_regular(target, reg=None, flag=re.ASCII, prim_name=None):
    """A string that a pattern matches; by default a name."""
    if reg is None:
        reg = r"^\w+[0-9a-zA-Z\_\.]*$"
    if re.match(reg, target, flag) is None:
        raise ValueError(
            f"{_for(prim_name)} '{target}' is illegal, it must be match regular'{reg}' by "
            f"flags'{flag}.'"
        )
    return True


def check_file_name_by_regular(target, reg=None, prim_name=None):
    """A file name without unusual characters."""
    if not isinstance(target, str):
        raise TypeError(f"{_for(prim_name)} '{target}' must be string, but got {type(target)}.")
    if target.endswith(("\\", "/")):
        raise ValueError(f"{_for(prim_name)} '{target}' cannot be a directory path.")
    if reg is None:
        reg = r"^[0-9a-zA-Z@\_\-\.\:\/\\]+$"
    if re.match(reg, target) is None:
        raise ValueError(
            f"{_for(prim_name)} '{target}' is illegal, it must be match regular '{reg}'."
        )
    return True


def check_pad_value_by_mode(pad_mode, padding, prim_name):
    """Padding only with pad_mode "pad"."""
    if pad_mode != "pad" and padding != 0:
        raise ValueError(
            f"For '{prim_name}', padding must be zero when pad_mode is '{pad_mode}', but got "
            f"{padding}."
        )
    return padding


def check_valid_input(arg_name, arg_value, prim_name):
    """Anything but None."""
    if arg_value is None:
        raise ValueError(
            f"For '{prim_name}', the argument '{arg_name}'can not be None, but got {arg_value}."
        )
    return arg_value


def _names(types):
    return [t.__name__ if hasattr(t, "__name__") else str(t) for t in types]


def _one_of(names):
    return f"one of '{names}'" if len(names) > 1 else f"'{names[0]}'"


def check_value_type(arg_name, arg_value, valid_types, prim_name=None):
    """An instance of the types; a bool counts as an int only where bool is listed."""
    types = tuple(valid_types) if isinstance(valid_types, Iterable) else (valid_types,)
    if (isinstance(arg_value, bool) and bool not in types) or not isinstance(arg_value, types):
        raise TypeError(
            f"{_for(prim_name)} type of '{arg_name}' should be {_one_of(_names(types))}, "
            f"but got type '{class_name(arg_value)}'."
        )
    return arg_value


def check_type_name(arg_name, arg_type, valid_types, prim_name):
    """A dtype out of a list."""
    types = tuple(valid_types) if isinstance(valid_types, Iterable) else (valid_types,)
    if isinstance(arg_type, mstype.TensorType):
        arg_type = arg_type.element_type()
    if arg_type not in types:
        names = [t.__name__ if hasattr(t, "__name__") else t for t in types]
        wanted = f"one of {names}" if len(names) > 1 else f"{names[0]}"
        given = arg_type.__name__ if hasattr(arg_type, "__name__") else repr(arg_type)
        raise TypeError(f"{_for(prim_name)} '{arg_name}' should be {wanted}, but got '{given}'.")
    return arg_type


def check_subclass(arg_name, type_, template_types, prim_name, addition_error_info=None):
    """A type that belongs to one of the families."""
    templates = template_types if isinstance(template_types, Iterable) else (template_types,)
    for template in templates:
        if isinstance(template, mstype.Type):
            if mstype._issubclass_(type_, template):
                return
        elif type_ is template:
            return
    wanted = ", ".join(str(t) for t in templates)
    given = f"type '{type(type_).__name__}'" if isinstance(type_, (tuple, list)) else str(type_)
    extra = "" if addition_error_info is None else f" {addition_error_info}"
    raise TypeError(
        f"For '{prim_name}', the element of '{arg_name}' must be "
        f"{'one of ' if len(tuple(templates)) > 1 else ''}{wanted}, but got {given}{extra}."
    )


def check_types_same_and_valid(args, valid_values, prim_name):
    """Types that are allowed and all equal."""
    first_name = first_type = None
    for name, type_ in args.items():
        check_subclass(name, type_, valid_values, prim_name)
        if first_name is None:
            first_name, first_type = name, type_
        elif type_ != first_type:
            raise TypeError(_not_same(prim_name, first_name, first_type, name, type_))


def _not_same(prim_name, name1, type1, name2, type2):
    return (
        f"For '{prim_name}', the type of '{name2}' should be same as '{name1}', but got "
        f"'{name1}' with type {type1} and '{name2}' with type {type2}."
    )


def _tensor_types(dtypes):
    return [mstype.TensorType(t) for t in (dtypes if isinstance(dtypes, Iterable) else [dtypes])]


def check_tensors_dtypes_same_and_valid(args, valid_dtypes, prim_name):
    """Tensor types that are allowed and all equal."""
    check_types_same_and_valid(args, _tensor_types(valid_dtypes), prim_name)


def check_tensor_dtype_valid(arg_name, arg_type, valid_dtypes, prim_name):
    """A tensor type out of a list of dtypes."""
    check_subclass(arg_name, arg_type, _tensor_types(valid_dtypes), prim_name)


def check_scalar_or_tensor_types_same(args, valid_values, prim_name, allow_mix=False):
    """Scalar or tensor types that are allowed and all equal."""
    first = None
    for name, type_ in args.items():
        is_tensor = isinstance(type_, mstype.TensorType)
        element = type_.element_type() if is_tensor else type_
        if element not in valid_values:
            raise TypeError(
                f"For '{prim_name}', the type of '{name}' must be in {valid_values}, but got "
                f"{element}."
            )
        if first is None:
            first = name, type_, is_tensor, element
        elif element != first[3] or (is_tensor != first[2] and not allow_mix):
            text = _not_same(prim_name, first[0], first[1], name, type_)
            raise TypeError(text.replace("should be same", "must be same"))


def check_element_type_of_iterable(arg_name, arg_value, valid_types, prim_name=None):
    """A list or tuple of instances."""
    check_value_type(arg_name, arg_value, [list, tuple], prim_name)
    _check_elements(arg_name, arg_value, valid_types, prim_name)


def _check_elements(arg_name, elements, valid_types, prim_name):
    names = _names(valid_types)
    wanted = f"one of {names}" if len(names) > 1 else names[0]
    for element in elements:
        if not isinstance(element, tuple(valid_types)):
            raise TypeError(
                f"{_for(prim_name)} type of '{arg_name}' should be {wanted}, "
                f"but got '{element}' with type '{type(element).__name__}'."
            )


def check_element_type_of_dict(arg_name, arg_value, key_types, value_types, prim_name=None):
    """A dict with keys and values of given types."""
    check_value_type(arg_name, arg_value, [dict], prim_name)
    _check_elements(arg_name, arg_value.keys(), key_types, prim_name)
    _check_elements(arg_name, arg_value.values(), value_types, prim_name)


def check_size_and_element_type_of_tuple(
    arg_name, arg_value, expect_size, expect_element_type, prim_name=None
):
    """A tuple of a given length and element type."""
    check_value_type(arg_name, arg_value, [tuple], prim_name)
    check_equal_int(len(arg_value), expect_size, f"{arg_name} size", prim_name)
    check_element_type_of_iterable("arg_name", arg_value, [expect_element_type], prim_name)


def args_type_check(*type_args, **type_kwargs):
    """Decorator: arguments are None or instances of the given types."""

    def decorate(func):
        signature = inspect.signature(func)
        types = signature.bind_partial(*type_args, **type_kwargs).arguments
        types = types.get("kwargs", types)

        @functools.wraps(func)
        def checked(*args, **kwargs):
            values = signature.bind(*args, **kwargs).arguments
            for name, value in values.get("kwargs", values).items():
                if name in types and value is not None and not isinstance(value, types[name]):
                    raise TypeError(
                        f"The parameter '{name}' must be {types[name]}, but got {type(value)}"
                    )
            return func(*args, **kwargs)

        return checked

    return decorate


# -- data of a model ---------------------------------------------------------------------------


def check_input_data(*data, data_class):
    """Instances, nested in lists, tuples and dicts; arrays that are not empty."""
    classes = tuple(data_class) if isinstance(data_class, (tuple, list)) else (data_class,)
    for item in data:
        if isinstance(item, (list, tuple)):
            check_input_data(*item, data_class=data_class)
        elif isinstance(item, dict):
            check_input_data(*item.values(), data_class=data_class)
        elif not any(_is_input(item, kind) for kind in classes):
            names = tuple(getattr(c, "__name__", c) for c in classes)
            text = names if isinstance(data_class, (tuple, list)) else names[0]
            given = item if item is None else type(item).__name__
            raise TypeError(
                f"The type of input data must be in the Union({text}, tuple[{text}], list[{text}], "
                f"dict[{text}]), but got type {given}."
            )


def _is_input(item, kind):
    if kind is None:
        return item is None
    if not isinstance(item, kind):
        return False
    if getattr(item, "size", None) == 0:
        logger.critical("The input data can not be empty.")
        raise ValueError("The input data can not be empty.")
    return True


def check_input_dataset(*dataset, dataset_type):
    """True when every argument is a dataset."""
    return bool(dataset) and all(isinstance(item, dataset_type) for item in dataset)


check_input_data.__module__ = check_input_dataset.__module__ = "mindspore._checkparam"


def check_output_data(data):
    """Anything but None."""
    if data is None:
        raise RuntimeError("The output data can not be None, please check your net or input data.")
