"""Checks of arguments; like the original's they are skipped in dygraph mode."""

from __future__ import annotations

import warnings

import numpy as np

import compat._absent

from ._dtypes import CANONICAL, VarType
from ._mode import in_dygraph_mode
from ._varbase import VarBase
from .static import Variable

__all__ = ["DataFeeder"]  # noqa: F822

_NAMES = ("bool", "float16", "float32", "float64", "int8", "int16", "int32", "int64", "uint8")


def convert_dtype(dtype):
    """The name of a dtype given as `VarType`, NumPy class or name."""
    if isinstance(dtype, VarType):
        if dtype in CANONICAL:
            return CANONICAL[dtype]
    elif isinstance(dtype, type):
        if dtype in (bool, np.bool_):
            return "bool"
        if issubclass(dtype, np.generic) and dtype.__name__ in _NAMES:
            return dtype.__name__
    elif dtype in _NAMES:
        return str(dtype)
    raise ValueError(
        "dtype must be any of [bool, float16, float32, float64, int8, int16, int32, int64, uint8]"
    )


def check_variable_and_dtype(input, input_name, expected_dtype, op_name, extra_message=""):
    """A variable of one of the expected dtypes; not checked in dygraph mode."""
    check_type(input, input_name, (Variable, VarBase), op_name, extra_message)
    check_dtype(input.dtype, input_name, expected_dtype, op_name, extra_message)


def check_type(input, input_name, expected_type, op_name, extra_message=""):
    """An instance of one of the expected types; not checked in dygraph mode."""
    if in_dygraph_mode():
        return
    if not isinstance(input, expected_type):
        raise TypeError(
            f"The type of '{input_name}' in {op_name} must be {expected_type}, but received "
            f"{type(input)}. {extra_message}"
        )


def check_dtype(input_dtype, input_name, expected_dtype, op_name, extra_message=""):
    """One of the expected dtypes; not checked in dygraph mode."""
    if in_dygraph_mode():
        return
    name = convert_dtype(input_dtype)
    if name == "float16":
        warnings.warn(
            f"The data type of '{input_name}' in {op_name} only support float16 in GPU now. "
            f"{extra_message}",
            stacklevel=3,
        )
    if name not in expected_dtype:
        raise TypeError(
            f"The data type of '{input_name}' in {op_name} must be {expected_dtype}, but received "
            f"{name}. {extra_message}"
        )


__getattr__ = compat._absent.absent_names("paddle.fluid.data_feeder", __name__)
