"""Data types: `float32`, `int64`, ... and conversions between them, NumPy's and Python's."""

import enum
from inspect import isfunction

import numpy as np

from .._c_expression import typing
from .._c_expression.typing import Type

__dtype__ = [
    "int8", "byte", "int16", "short", "int32", "intc", "int64", "intp",
    "uint8", "ubyte", "uint16", "ushort", "uint32", "uintc", "uint64", "uintp",
    "float16", "half", "float32", "single", "float64", "double",
    "bool_", "float_", "list_", "tuple_", "int_", "uint", "number", "tensor_type",
    "string", "type_none", "TensorType", "_null", "Type", "Int", "complex64", "complex128",
]  # fmt: skip
__method__ = ["dtype_to_nptype", "dtype_to_pytype", "pytype_to_dtype", "get_py_obj_dtype"]
__all__ = ["Type", "QuantDtype"]
__all__.extend(__dtype__)
__all__.extend(__method__)

bool_ = typing.Bool()
int8 = byte = typing.Int(8)
int16 = short = typing.Int(16)
int32 = intc = typing.Int(32)
int64 = intp = typing.Int(64)
uint8 = ubyte = typing.UInt(8)
uint16 = ushort = typing.UInt(16)
uint32 = uintc = typing.UInt(32)
uint64 = uintp = typing.UInt(64)
float16 = half = typing.Float(16)
float32 = single = typing.Float(32)
float64 = double = typing.Float(64)
complex64 = typing.Complex(64)
complex128 = typing.Complex(128)

number = typing.Number()
int_ = typing.Int()
uint = typing.UInt()
float_ = typing.Float()
string = typing.String()
list_ = typing.List()
tuple_ = typing.Tuple()
type_none = typing.TypeNone()
_null = typing.TypeNull()
tensor_type = typing.TensorType()
index_slices = typing.RowTensorType()
coo_tensor = typing.COOTensorType()
csr_tensor = typing.CSRTensorType()
undetermined = typing.UndeterminedType()
function = typing.Function()
symbolic_key = typing.SymbolicKeyType()
env_type = typing.EnvType()
type_type = typing.TypeType()
type_refkey = typing.RefKeyType()

Int = typing.Int
Float = typing.Float
Bool = typing.Bool
String = typing.String
List = typing.List
Tuple = typing.Tuple
Dict = typing.Dict
Slice = typing.Slice
FunctionType = typing.Function
Ellipsis_ = typing.TypeEllipsis
MsClassType = typing.TypeMsClassType
NoneType = typing.TypeNone
EnvType = typing.EnvType
TensorType = typing.TensorType
CSRTensorType = typing.CSRTensorType
AnythingType = typing.TypeAnything
RefType = typing.RefType
_NullType = typing.TypeNull

int_type = (int8, int16, int32, int64)
uint_type = (uint8, uint16, uint32, uint64)
float_type = (float16, float32, float64)
complex_type = (complex64, complex128)
number_type = int_type + uint_type + float_type + complex_type
signed_type = (
    int8, byte, int16, short, int32, intc, int64, intp,
    float16, half, float32, single, float64, double, complex64, complex128,
)  # fmt: skip
all_types = (
    bool_, int8, uint8, int16, int32, int64, float16, float32, float64, complex64, complex128,
)  # fmt: skip
implicit_conversion_seq = {t: position for position, t in enumerate(all_types)}

_OF_NAME = {t._name: t for t in (bool_, *number_type)}
_TO_NUMPY = {t: getattr(np, "bool_" if n == "bool" else n) for n, t in _OF_NAME.items()}
_OF_PYTHON = {
    list: list_,
    tuple: tuple_,
    type(None): type_none,
    bool: bool_,
    int: int64,
    float: float64,
    complex: complex128,
    str: string,
    np.str_: string,
}
_OF_PYTHON.update({n: t for t, n in _TO_NUMPY.items() if t not in complex_type})
_TO_PYTHON = {
    bool_: bool,
    int_: int,
    float_: float,
    list_: list,
    tuple_: tuple,
    string: str,
    type_none: type(None),
    **dict.fromkeys(int_type + uint_type, int),
    **dict.fromkeys(float_type, float),
    **dict.fromkeys(complex_type, complex),
}


def of_name(name):
    """The dtype object of a canonical name ("float32")."""
    return _OF_NAME[name]


def name_of(dtype):
    """The canonical name of a dtype object; TypeError for what is not the dtype of a tensor."""
    name = getattr(dtype, "_name", None)
    if name is None:
        raise TypeError(f"{dtype!r} is not the dtype of a tensor.")
    return name


def pytype_to_dtype(obj):
    """The dtype of a Python or NumPy type."""
    if isinstance(obj, np.dtype):
        obj = obj.type
    if isinstance(obj, Type):
        return obj
    if not isinstance(obj, type):
        raise TypeError(
            "For 'pytype_to_dtype', the argument 'obj' must be a python type object,"
            f"such as int, float, str, etc. But got type {type(obj)}."
        )
    if obj in _OF_PYTHON:
        return _OF_PYTHON[obj]
    raise NotImplementedError(f"The python type {obj} cannot be converted to MindSpore type.")


def get_py_obj_dtype(obj):
    """The type of any value: `Tensor[Float32]` of a tensor, `Func` of a function."""
    if hasattr(obj, "shape") and hasattr(obj, "dtype") and isinstance(obj.dtype, Type):
        return TensorType(obj.dtype)
    if hasattr(obj, "__primitive_flag__") or hasattr(obj, "construct") or isfunction(obj):
        return function
    if isinstance(obj, Type):
        return type_type
    return pytype_to_dtype(obj if isinstance(obj, type) else type(obj))


def dtype_to_nptype(type_):
    """The NumPy type of a dtype.

    Args:
        type_ (dtype): such as `mindspore.float32`.

    Returns:
        type: such as `numpy.float32`.

    Raises:
        KeyError: `type_` is no dtype.

    Example:
        >>> ms.dtype_to_nptype(ms.int16)
        <class 'numpy.int16'>
    """
    return _TO_NUMPY[type_]


def dtype_to_pytype(type_):
    """The Python type."""
    return _TO_PYTHON[type_]


def _issubclass_(type_, dtype):
    return isinstance(type_, Type) and typing.is_subclass(type_, dtype)


def type_size_in_bytes(dtype):
    """Bytes of one element."""
    if not isinstance(dtype, Type):
        raise TypeError("The argument `dtype` should be instance of ", Type)
    return typing.type_size_in_bytes(dtype)


@enum.unique
class QuantDtype(enum.Enum):
    """Widths of quantised numbers, INT1 to UINT16."""

    INT1, INT2, INT3, INT4, INT5, INT6, INT7, INT8 = range(8)
    INT9, INT10, INT11, INT12, INT13, INT14, INT15, INT16 = range(8, 16)
    UINT1, UINT2, UINT3, UINT4, UINT5, UINT6, UINT7, UINT8 = range(100, 108)
    UINT9, UINT10, UINT11, UINT12, UINT13, UINT14, UINT15, UINT16 = range(108, 116)

    def __str__(self):
        return self.name

    def value(self):
        """The number of the width."""
        return self._value_
