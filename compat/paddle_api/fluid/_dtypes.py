"""`VarType`: the dtypes and kinds of variables of Paddle, and their canonical names."""

from __future__ import annotations

import numpy as np


class VarType:
    """One member of the enumeration `VarDesc.VarType`; compares equal to its number."""

    __slots__ = ("_name", "_number")

    def __init__(self, number):
        if isinstance(number, VarType):
            number = number._number
        if number not in _MEMBERS:
            raise ValueError(f"{number} is not a VarType")
        self._number, self._name = number, _MEMBERS[number]

    def __repr__(self):
        return f"VarType.{self._name}"

    def __eq__(self, other):
        if isinstance(other, VarType):
            return self._number == other._number
        return isinstance(other, int) and self._number == other

    def __ne__(self, other):
        return not self == other

    def __lt__(self, other):
        return self._number < int(other)

    def __gt__(self, other):
        return self._number > int(other)

    def __hash__(self):
        return self._number

    def __int__(self):
        return self._number

    __index__ = __int__

    def __reduce__(self):
        return (VarType, (self._number,))

    def __deepcopy__(self, memo):
        return self


_MEMBERS = {
    0: "BOOL",
    1: "INT16",
    2: "INT32",
    3: "INT64",
    4: "FP16",
    5: "FP32",
    6: "FP64",
    7: "LOD_TENSOR",
    8: "SELECTED_ROWS",
    9: "FEED_MINIBATCH",
    10: "FETCH_LIST",
    11: "STEP_SCOPES",
    12: "LOD_RANK_TABLE",
    13: "LOD_TENSOR_ARRAY",
    14: "PLACE_LIST",
    15: "READER",
    17: "RAW",
    20: "UINT8",
    21: "INT8",
}
for _number, _name in _MEMBERS.items():
    setattr(VarType, _name, VarType(_number))
VarType.__members__ = {n: getattr(VarType, n) for n in _MEMBERS.values()}

CANONICAL = {
    VarType.BOOL: "bool",
    VarType.INT16: "int16",
    VarType.INT32: "int32",
    VarType.INT64: "int64",
    VarType.FP16: "float16",
    VarType.FP32: "float32",
    VarType.FP64: "float64",
    VarType.UINT8: "uint8",
    VarType.INT8: "int8",
}
VARTYPES = {name: vartype for vartype, name in CANONICAL.items()}

# The names C++ errors print.
CPP = {
    "bool": "bool",
    "int8": "int8_t",
    "uint8": "uint8_t",
    "int16": "int16_t",
    "int32": "int",
    "int64": "int64_t",
    "float16": "::paddle::platform::float16",
    "float32": "float",
    "float64": "double",
}

_NUMPY = {**VARTYPES, "uint16": VarType.INT16}


def convert_np_dtype_to_dtype_(np_dtype):
    """The `VarType` of a NumPy dtype or of its name.

    Args:
        np_dtype (numpy.dtype or str): the dtype.

    Returns:
        VarType.

    Raises:
        ValueError: there is none.

    Example:
        >>> fp32 = fluid.core.VarDesc.VarType.FP32
        >>> fluid.framework.convert_np_dtype_to_dtype_("float32") == fp32
        True
    """
    name = np.dtype(np_dtype).name
    if name not in _NUMPY:
        raise ValueError(f"Not supported numpy dtype {np.dtype(np_dtype)}")
    return _NUMPY[name]


def vartype(dtype):
    """A dtype in any of its forms as a `VarType`."""
    return dtype if isinstance(dtype, VarType) else convert_np_dtype_to_dtype_(dtype)


def canonical(dtype):
    """Canonical name of a dtype in any of its forms."""
    return CANONICAL[vartype(dtype)]
