"""dtypes and constants of `mindspore.numpy`; the plain names are 32 bits wide."""

from ..common.dtype import (
    bool_,
    float16,
    float32,
    float64,
    int8,
    int16,
    int32,
    int64,
    uint8,
    uint16,
    uint32,
    uint64,
)

inf = float("inf")
nan = float("nan")
pi = 3.141592653589793
PINF = inf
NINF = -inf
int_ = int32
uint = uint32
float_ = float32

numeric_types = [
    *(int_, int8, int16, int32, int64),
    *(uint, uint8, uint16, uint32, uint64),
    *(float_, float16, float32, float64, bool_),
]

__all__ = [
    "bool_",
    "float16",
    "float32",
    "float64",
    "float_",
    "inf",
    "int16",
    "int32",
    "int64",
    "int8",
    "int_",
    "nan",
    "numeric_types",
    "pi",
    "uint",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "PINF",
    "NINF",
]
