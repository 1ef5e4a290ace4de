"""Tensor, Parameter, dtypes, seeds."""

from compat._absent import absent_names

from . import dtype
from .api import jit, jit_class, ms_class, ms_function, ms_memory_recycle
from .dtype import (
    Int,
    QuantDtype,
    TensorType,
    Type,
    _null,
    _NullType,
    bool_,
    byte,
    complex64,
    complex128,
    double,
    dtype_to_nptype,
    dtype_to_pytype,
    float16,
    float32,
    float64,
    float_,
    get_py_obj_dtype,
    half,
    int8,
    int16,
    int32,
    int64,
    int_,
    intc,
    intp,
    list_,
    number,
    pytype_to_dtype,
    short,
    single,
    string,
    tensor_type,
    tuple_,
    type_none,
    ubyte,
    uint,
    uint8,
    uint16,
    uint32,
    uint64,
    uintc,
    uintp,
    ushort,
)  # fmt: skip
from .jit_config import JitConfig
from .mutable import mutable
from .parameter import Parameter, ParameterTuple
from .seed import get_seed, set_seed
from .sparse_tensor import RowTensor, RowTensorInner
from .tensor import Tensor
from .text_tensor import TextTensor

__all__ = [
    "int8", "byte", "int16", "short", "int32", "intc", "int64", "intp", "uint8", "ubyte",
    "uint16", "ushort", "uint32", "uintc", "uint64", "uintp", "float16", "half", "float32",
    "single", "float64", "double", "bool_", "float_", "list_", "tuple_", "int_", "uint",
    "number", "tensor_type", "string", "type_none", "_null", "TensorType", "QuantDtype", "Type",
    "Int", "_NullType", "complex64", "complex128", "dtype_to_nptype", "dtype_to_pytype",
    "pytype_to_dtype", "get_py_obj_dtype", "Tensor", "ms_function", "ms_class", "jit",
    "jit_class", "Parameter", "ParameterTuple", "dtype", "set_seed", "get_seed",
    "ms_memory_recycle", "mutable", "JitConfig", "RowTensor", "RowTensorInner",
]  # fmt: skip

__getattr__ = absent_names("mindspore.common", __name__)
