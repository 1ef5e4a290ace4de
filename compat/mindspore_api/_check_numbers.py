"""Checks of numbers, with the framework's exception types and texts."""

import math

import numpy as np

from ..core.text import class_name

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


def _check_number(arg_value, value, rel, arg_type=int, arg_name=None, prim_name=None):
    subject = _for(prim_name, _quoted(arg_name))
    given = class_name(arg_value)
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
            f"but got '{class_name(arg_value)}'."
        )
    if _is_bad_number(arg_value):
        raise ValueError(f"{head} {name} must be a legal float, but got '{arg_value}'.")
    return arg_value


def check_number_range(
    arg_value, lower_limit, upper_limit, rel, value_type, arg_name=None, prim_name=None
):
    """A number of `value_type` between two limits."""
    subject = _for(prim_name, _quoted(arg_name))
    given = class_name(arg_value)
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
