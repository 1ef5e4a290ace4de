"""Checks of arguments, with the framework's exception types and texts."""

import functools
import inspect
import math
import re
from collections.abc import Iterable

import numpy as np

from . import log as logger
from .common import dtype as mstype

EQ, NE, LT, LE, GT, GE = 1, 2, 3, 4, 5, 6
INC_NEITHER, INC_LEFT, INC_RIGHT, INC_BOTH = 7, 8, 9, 10
IN, NOT_IN = 11, 12

_RELATIONS = {
    EQ: (lambda a, b: a == b, "= {}"),
    NE: (lambda a, b: a != b, "!= {}"),
    LT: (lambda a, b: a < b, "< {}"),
    LE: (lambda a, b: a <= b, "<= {}"),
    GT: (lambda a, b: a > b, "> {}"),
    GE: (lambda a, b: a >= b, ">= {}"),
    IN: (lambda a, b: a in b, "in {}"),
    NOT_IN: (lambda a, b: a not in b, "not in {}"),
}
_RANGES = {
    INC_NEITHER: (lambda x, a, b: a < x < b, "({}, {})"),
    INC_LEFT: (lambda x, a, b: a <= x < b, "[{}, {})"),
    INC_RIGHT: (lambda x, a, b: a < x <= b, "({}, {}]"),
    INC_BOTH: (lambda x, a, b: a <= x <= b, "[{}, {}]"),
}


def _for(prim_name, argument=None):
    """`For 'Conv2d', the 'stride'`, or `The 'stride'` without an operator."""
    head = f"For '{prim_name}', the" if prim_name else "The"
    return head if argument is None else f"{head} {argument}"


def _quoted(arg_name):
    return f"'{arg_name}'" if arg_name else "input value"


def _is_bad_number(value):
    return math.isinf(value) or math.isnan(value)


# -- numbers -----------------------------------------------------------------------------------


def _check_number(arg_value, value, rel, arg_type=int, arg_name=None, prim_name=None):
    subject = _for(prim_name, _quoted(arg_name))
    given = type(arg_value).__name__
    if not isinstance(arg_value, arg_type):
        raise TypeError(f"{subject} must be {arg_type.__name__}, but got '{given}'")
    if _is_bad_number(arg_value):
        raise ValueError(f"{subject} must be a legal value, but got '{arg_value}'.")
    holds, text = _RELATIONS[rel]
    boolean = isinstance(arg_value, bool)
    if boolean or not holds(arg_value, value):
        message = (
            f"{subject} must be {arg_type.__name__} and must {text.format(value)}, "
            f"but got '{arg_value}' with type '{given}'."
        )
        raise TypeError(message) if boolean else ValueError(message)
    return arg_value


def check_is_number(arg_value, arg_type, arg_name=None, prim_name=None):
    """A finite number of `arg_type`, not a bool."""
    head, name = _for(prim_name), _quoted(arg_name)
    if not isinstance(arg_value, arg_type) or isinstance(arg_value, bool):
        raise TypeError(
            f"{head} type of {name} must be '{arg_type.__name__}', "
            f"but got '{type(arg_value).__name__}'."
        )
    if _is_bad_number(arg_value):
        raise ValueError(f"{head} {name} must be a legal float, but got '{arg_value}'.")
    return arg_value


def check_number_range(
    arg_value, lower_limit, upper_limit, rel, value_type, arg_name=None, prim_name=None
):
    """A number of `value_type` between two limits."""
    subject = _for(prim_name, _quoted(arg_name))
    given = type(arg_value).__name__
    if isinstance(arg_value, bool) or not isinstance(
        arg_value, (np.ndarray, np.generic, value_type)
    ):
        raise TypeError(f"{subject} must be '{value_type.__name__}',  but got '{given}'.")
    holds, text = _RANGES[rel]
    if not holds(arg_value, lower_limit, upper_limit):
        raise ValueError(
            f"{subject} must be in range of {text.format(lower_limit, upper_limit)}, "
            f"but got {arg_value} with type '{given}'."
        )
    return arg_value


def check(arg_name, arg_value, value_name, value, rel=EQ, prim_name=None, excp_cls=ValueError):
    """A relation between an argument and a named value."""
    holds, text = _RELATIONS[rel]
    if not holds(arg_value, value):
        name = arg_name if " " in arg_name else f"'{arg_name}'"
        wanted = text.format(f"{value_name}: {value}")
        raise excp_cls(f"{_for(prim_name, name)} should be {wanted}, but got {arg_value}.")
    return arg_value


def check_int(arg_value, value, rel, arg_name=None, prim_name=None):
    """An int in a relation to `value`."""
    return _check_number(arg_value, value, rel, int, arg_name, prim_name)


def check_is_int(arg_value, arg_name=None, prim_name=None):
    """An int."""
    return check_is_number(arg_value, int, arg_name, prim_name)


def check_equal_int(arg_value, value, arg_name=None, prim_name=None):
    """An int equal to `value`."""
    return _check_number(arg_value, value, EQ, int, arg_name, prim_name)


def check_positive_int(arg_value, arg_name=None, prim_name=None):
    """An int above 0."""
    return _check_number(arg_value, 0, GT, int, arg_name, prim_name)


def check_negative_int(arg_value, arg_name=None, prim_name=None):
    """An int below 0."""
    return _check_number(arg_value, 0, LT, int, arg_name, prim_name)


def check_non_positive_int(arg_value, arg_name=None, prim_name=None):
    """An int not above 0."""
    return _check_number(arg_value, 0, LE, int, arg_name, prim_name)


def check_non_negative_int(arg_value, arg_name=None, prim_name=None):
    """An int not below 0."""
    return _check_number(arg_value, 0, GE, int, arg_name, prim_name)


def _sequence(values, rel, arg_type, arg_name, prim_name):
    for position, element in enumerate(values):
        name = f"{arg_name or 'arg_name'}[{position}]"
        _check_number(element, 0, rel, arg_type, name, prim_name)
    return values


def check_positive_int_sequence(sequence, arg_name=None, prim_name=None):
    """Ints above 0."""
    return _sequence(sequence, GT, int, arg_name, prim_name)


def check_non_negative_int_sequence(sequence, arg_name=None, prim_name=None):
    """Ints not below 0."""
    return _sequence(sequence, GE, int, arg_name, prim_name)


def check_positive_float_sequence(sequence, arg_name=None, prim_name=None):
    """Floats above 0."""
    return _sequence(sequence, GT, float, arg_name, prim_name)


def check_float(arg_value, value, rel, arg_name=None, prim_name=None):
    """A float in a relation to `value`."""
    return _check_number(arg_value, value, rel, float, arg_name, prim_name)


def check_is_float(arg_value, arg_name=None, prim_name=None):
    """A float."""
    return check_is_number(arg_value, float, arg_name, prim_name)


def check_positive_float(arg_value, arg_name=None, prim_name=None):
    """A float above 0."""
    return _check_number(arg_value, 0, GT, float, arg_name, prim_name)


def check_negative_float(arg_value, arg_name=None, prim_name=None):
    """A float below 0."""
    return _check_number(arg_value, 0, LT, float, arg_name, prim_name)


def check_non_positive_float(arg_value, arg_name=None, prim_name=None):
    """A float not above 0."""
    return _check_number(arg_value, 0, LE, float, arg_name, prim_name)


def check_non_negative_float(arg_value, arg_name=None, prim_name=None):
    """A float not below 0."""
    return _check_number(arg_value, 0, GE, float, arg_name, prim_name)


def check_number(arg_name, arg_value, value, rel, prim_name):
    """A relation to `value`, any type."""
    holds, text = _RELATIONS[rel]
    if not holds(arg_value, value):
        raise ValueError(
            f"For '{prim_name}', the argument '{arg_name}' must {text.format(value)}, "
            f"but got {arg_value}."
        )
    return arg_value


def check_int_range(arg_value, lower_limit, upper_limit, rel, arg_name=None, prim_name=None):
    """An int between two limits."""
    return check_number_range(arg_value, lower_limit, upper_limit, rel, int, arg_name, prim_name)


def check_float_range(arg_value, lower_limit, upper_limit, rel, arg_name=None, prim_name=None):
    """A float between two limits."""
    return check_number_range(arg_value, lower_limit, upper_limit, rel, float, arg_name, prim_name)


# -- types and strings -------------------------------------------------------------------------


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
        raise TypeError(f"{subject} must be a bool, but got {type(arg_value).__name__}.")
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
            f"but got type '{type(arg_value).__name__}'."
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


# -- shapes and axes ---------------------------------------------------------------------------


def _check_3d_int_or_tuple(
    arg_name,
    arg_value,
    prim_name,
    allow_five=False,
    ret_five=False,
    greater_zero=True,
    third_one=False,
    three_input=False,
):
    """An int or a tuple of three (or five) ints, as a tuple."""
    check_value_type(arg_name, arg_value, (int, tuple), prim_name)
    three_only = three_input and isinstance(arg_value, tuple) and len(arg_value) != 3
    if three_only:
        raise ValueError(
            f"For '{prim_name}', the parameter '{arg_name}' must be an positive integer "
            f"or a tuple of three positive integer, but got {arg_value}."
        )
    full = _widened(arg_value)
    legal = full is not None and (isinstance(arg_value, int) or len(arg_value) == 3 or allow_five)
    if legal:
        result = full if ret_five else full[2:]
        legal = all(_is_extent(i, greater_zero) for i in result)
    if not legal:
        raise ValueError(
            f"For '{prim_name}', the parameter '{arg_name}' must be an positive integer or a "
            "tuple of "
            f"three {'or five ' if allow_five else ''}positive integer, but got {arg_value}"
        )
    if third_one and result[-3] != 1:
        raise ValueError(
            f"For '{prim_name}', the depth of parameter '{arg_name}' must be 1, but got "
            f"{result[-3]}."
        )
    return tuple(result)


def _widened(value):
    if isinstance(value, int):
        return (1, 1, value, value, value)
    return {3: (1, 1, *value), 5: value}.get(len(value))


def _is_extent(value, positive):
    whole = isinstance(value, int) and not isinstance(value, bool)
    return whole and (value > 0 if positive else value >= 0)


def _check_dup(axes):
    if len(set(axes)) != len(axes):
        raise ValueError(f"The element of parameter 'axis' can not be duplicate, but got {axes}.")


def check_reduce_shape(ori_shape, shape, axis, prim_name, arg_name1, arg_name2):
    """`shape` is `ori_shape` without `axis`."""
    axes = axis if isinstance(axis, Iterable) else (axis,)
    if list(shape) != [extent for i, extent in enumerate(ori_shape) if i not in axes]:
        raise ValueError(
            f"For '{prim_name}', the shape of parameter '{arg_name1}' reduce on 'axis': {axis} "
            "must "
            f"be equal to the shape of '{arg_name2}': {shape}, but got {ori_shape}."
        )


def check_astype_dtype(dtype):
    """The dtype object that `astype` means."""
    names = [*mstype.__dtype__, "int", "float", "bool"]
    if isinstance(dtype, str):
        if dtype.lower() not in names:
            raise TypeError(
                f"For Tensor.astype, the input type must be one of {names}, but got '{dtype}'."
            )
        return mstype.pytype_to_dtype(np.dtype(dtype.lower()))
    if isinstance(dtype, type):
        return mstype.pytype_to_dtype(dtype)
    if dtype not in (*mstype.number_type, mstype.bool_):
        raise TypeError(
            "For Tensor.astype, the input type must be one of "
            f"{(*mstype.number_type, mstype.bool_)}, but got '{dtype}'."
        )
    return dtype


def check_transpose_axis(axes, ndim):
    """The permutation that `transpose(*axes)` means."""
    if not axes or (len(axes) == 1 and axes[0] is None):
        return tuple(range(ndim - 1, -1, -1))
    if len(axes) == 1:
        if not isinstance(axes[0], (tuple, list)):
            raise TypeError(
                "For Tensor.transpose, the parameter 'axes' must be a tuple/list, "
                f"or series of integer, but got {type(axes[0])}"
            )
        return tuple(axes[0])
    if len(axes) != ndim:
        raise ValueError(
            "For Tensor.transpose, the number of axes must be equal to the dimension of Tensor, "
            f"but got {len(axes)} in the number of axes."
        )
    return axes


def check_reshape_shp(shp):
    """The shape that `reshape(*shp)` means."""
    if len(shp) != 1 or isinstance(shp[0], int):
        return shp
    if not isinstance(shp[0], (tuple, list)):
        raise TypeError(
            "For Tensor.reshape, the parameter 'shape' must be an integer, or tuple/list, "
            f"or series of integer, but got {type(shp[0])}"
        )
    return tuple(shp[0])


def check_flatten_order(order):
    """ "C" or "F"."""
    if not isinstance(order, str):
        raise TypeError(
            f"For Tensor.flatten, the parameter 'order' must be a string, but got {type(order)}"
        )
    if order not in ("C", "F"):
        raise ValueError(
            f"For Tensor.flatten, the parameter 'order' must be 'C' or 'F', but got '{order}'"
        )


def check_swapaxes_axis(axes, ndim):
    """An axis or axes, non-negative."""
    if isinstance(axes, int):
        return check_axis_in_range(axes, ndim)
    if not isinstance(axes, (tuple, list)):
        raise TypeError(
            "For ops.swapaxes, the argument 'axes' must be integer, list or tuple for check, "
            f"but got {type(axes)}."
        )
    for axis in axes:
        if not isinstance(axis, int):
            raise TypeError(
                f"For ops.swapaxes, the axis argument must be integer, but got {type(axis)}."
            )
    return tuple(check_axis_in_range(axis, ndim) for axis in axes)


def prepare_shape_for_squeeze(shape, axes):
    """`shape` without the axes of extent 1 named by `axes`."""
    ndim = len(shape)
    if not isinstance(axes, (int, list, tuple)):
        raise TypeError(
            "For Tensor.squeeze, the parameter 'axes' must be one of [int, tuple, list], "
            f"but got {type(axes)}"
        )
    axes = (axes,) if isinstance(axes, int) else tuple(dict.fromkeys(axes))
    for axis in axes:
        if not -ndim <= axis < ndim:
            raise ValueError(
                f"For Tensor.squeeze, the 'axis' must be in the range of [-{ndim}, {ndim}), "
                f"but got {axis}."
            )
    dropped = {axis % ndim for axis in axes}
    for axis in sorted(dropped):
        if shape[axis] != 1:
            raise ValueError(
                f"For Tensor.squeeze, the shape of parameter 'axis' {axes} must be 1, "
                f"but got {shape[axis]}."
            )
    return tuple(extent for i, extent in enumerate(shape) if i not in dropped)


def check_axis_in_range(axis, ndim):
    """The axis, non-negative."""
    if not isinstance(axis, int):
        raise TypeError(f"The axes must be integers, but got {type(axis)}")
    if not -ndim <= axis < ndim:
        raise ValueError(f"The 'axis' must be in the range of [-{ndim}, {ndim}), but got {axis}.")
    return axis % ndim


def check_axis_valid(axes, ndim):
    """Axes as a tuple, non-negative and different; None means all."""
    if axes is None:
        return tuple(range(ndim))
    if isinstance(axes, (tuple, list)):
        found = tuple(check_axis_in_range(axis, ndim) for axis in axes)
        _check_dup(found)
        return found
    return (check_axis_in_range(axes, ndim),)


def check_and_canonicalize_axes(axes, ndim):
    """Axes as a tuple, non-negative and different."""
    axes = axes if isinstance(axes, tuple) else (axes,)
    for axis in axes:
        if not isinstance(axis, int):
            raise TypeError(f"Each axis should be integer, but got {type(axis)} in {axes}.")
    found = tuple(check_axis_in_range(axis, ndim) for axis in axes)
    _check_dup(found)
    return found


def check_axis_type(axis, type_int=True, type_tuple=True, type_list=True):
    """An axis of an allowed kind."""
    if type_int and isinstance(axis, int):
        return True
    if (type_tuple and isinstance(axis, tuple)) or (type_list and isinstance(axis, list)):
        for one in axis:
            if not isinstance(one, int):
                raise TypeError(
                    f"For Tensor.ptp, each axis must be integer, but got {type(one)} in {axis}."
                )
        return True
    kinds = ((type_int, "int, "), (type_tuple, "tuple, "), (type_list, "list, "))
    wanted = "".join(text for allowed, text in kinds if allowed)
    raise TypeError(f"For Tensor.ptp, the axis should be {wanted}, but got {type(axis)}.")


def infer_out_shape(*shapes):
    """The shape that shapes broadcast to."""
    longest = max(len(shape) for shape in shapes)
    padded = [(1,) * (longest - len(shape)) + tuple(shape) for shape in shapes]
    result = ()
    for extents in zip(*padded, strict=True):
        largest = 0 if 0 in extents else max(extents)
        if any(extent not in (1, largest) for extent in extents):
            raise ValueError(
                "For Tensor, the dimension on each axis must be 1 or the max on the axis"
                f"to support broadcast, but got shapes {(shapes,)}"
            )
        result += (largest,)
    return result


def expanded_shape(ndim, axis_size, axis):
    """Ones, but for `axis_size` at `axis`."""
    return tuple(axis_size if i == axis else 1 for i in range(ndim))


def check_input_format(input_param):
    """ "NCHW"."""
    if input_param == "NCHW":
        return input_param
    raise ValueError(f"The data format must be NCHW, but got {input_param}.")


def _expand_tuple(n_dimensions):
    """A function that turns an int into a tuple of `n_dimensions`."""

    def convert(m):
        head = "When expanding an int number to tuple, "
        if isinstance(m, int) and not isinstance(m, bool):
            return (m,) * n_dimensions
        if not isinstance(m, tuple):
            raise TypeError(f"{head}input type must be integer or tuple[int], but got {type(m)}")
        if len(m) != n_dimensions:
            raise TypeError(f"{head}input tuple dimension must be {n_dimensions}, but got {m}")
        for i in m:
            if not isinstance(i, int) or isinstance(i, bool):
                raise TypeError(
                    f"{head}the type of element in input tuple must be an integer, but got "
                    f"{type(i)}."
                )
        return m

    return convert


once = _expand_tuple(1)
twice = _expand_tuple(2)
triple = _expand_tuple(3)


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


def check_output_data(data):
    """Anything but None."""
    if data is None:
        raise RuntimeError("The output data can not be None, please check your net or input data.")
