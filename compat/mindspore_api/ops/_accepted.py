"""The dtypes that each operator of the original takes on CPU, and how it complains about others."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

_GROUPS = {
    "b": ("bool",),
    "i": ("int8", "int16", "int32", "int64"),
    "u": ("uint8", "uint16", "uint32", "uint64"),
    "f": ("float16", "float32", "float64"),
    "c": ("complex64", "complex128"),
}


class Accepted(NamedTuple):
    """`known` dtypes pass the type check, `dtypes` have a kernel as well."""

    argument: str
    known: frozenset
    dtypes: frozenset
    order: tuple
    style: str


# operator names | argument in the texts | known dtypes | of these, without a kernel
# Letters stand for groups: b bool, i and u integers, f floats, c complex.
_ROWS = """
ACos Acosh Asin Asinh Atanh Cos Cosh Expm1 Log Log1p Rsqrt Sigmoid Sin Sinh Tanh Xdivy Xlogy|x|f c
Atan|input_x|f c
Abs||b i u f c|uint16 uint32 uint64
Ceil FastGeLU CeLU HShrink SoftShrink|input_x|float16 float32
LogSoftmax|logits|float16 float32
Digamma|input|f
Erfc|input number|f
Erfinv Softsign Mish Elu BesselI0e|input_x|f
Erf Floor IsInf Rint Softplus GeLU Softmax L2Loss Atan2|x|f
BesselI0 BesselI1 BesselJ0 BesselJ1 BesselY0 BesselY1|x|f
BesselK0 BesselK1 BesselK0e BesselK1e|x|f
ApproximateEqual|x1|f
Lgamma|x|f int32
Exp Sqrt||b i u f c|b i u
Inv Reciprocal||b i u f c|bool int8 u
Invert LeftShift|x|i u
RightShift|input_x|i u
IsFinite IsNan LessEqual Greater GreaterEqual|x|b i u f
LogicalNot|x|b
LogicalAnd LogicalOr LogicalXor|x, y, |b
ReduceAll ReduceAny|x dtype|b
Neg|x|i u f c|u
Round|x|f int32 int64
Fmax Fmin|x1|f int32 int64
Sign SquaredDifference|x|f c int32 int64
Square Heaviside Argmin|x|i u f
ReLU|input_x|i u f
Tan|x|f c int32 int64|int32 int64
Trunc|input_x|f int32 int8 uint8
TruncateMod|x|f int32 int8 uint8
HSigmoid HSwish|x|f i
SeLU|input_x|f int32 int8
Conj|input|i u f c
Div MulNoNan CumSum CumProd|x|i u f c
Pow|x1|i u f c
AssignAdd AssignSub|ref|i u f c
BatchMatMul|w|i u f c
ReduceMean ReduceProd|x dtype|i u f c
Angle|input|c
BesselI1e|input_x|i u f|i u
FloorDiv ReduceSum||b i u f c|b
FloorMod|x|i u f c|c
TruncateDiv ReduceMax ReduceMin Argmax||b i u f c|b c
DivNoNan|x1|f c int32 int64 int8 uint8|int32 int64 int8 uint8
Maximum||b i u f c|uint16 c
Minimum|x|b i u f|b
Less|x|b i u f|uint16 uint32 uint64
BitwiseAnd BitwiseOr BitwiseXor|x|b i u
Hypot NextAfter|x1|float32 float64
Zeta|q|float32 float64
Igamma Igammac|a|float32 float64
Gcd Lcm|x1|int32 int64
Sort|inputx|f i bool uint8|b
TopK|input_x|float16 float32 int32
Conv2D|x|float16 float32
"""
# These say "the element of 'x' must be one of ..." with the dtypes in this order.
_ELEMENT_ROWS = """
Add Mul RealDiv|x|i u f c
Sub|x|i u f c|uint32 uint64
Mod|x|i u f c|uint16 uint32 uint64 c
ReLU6|input_x|float16 float32
MatMul|x1|f i c|int8
"""


def _expand(words):
    return tuple(d for word in words.split() for d in _GROUPS.get(word, (word,)))


def _rows(text, style):
    for row in text.strip().split("\n"):
        names, argument, known, *rest = row.split("|")
        order = _expand(known)
        kernels = frozenset(order) - frozenset(_expand(rest[0]) if rest else ())
        entry = Accepted(argument, frozenset(order), kernels, order, style)
        for name in names.split():
            yield name, entry


@lru_cache(maxsize=1)
def _table():
    return dict([*_rows(_ROWS, "argument"), *_rows(_ELEMENT_ROWS, "element")])


def accepted_of(name):
    """The entry of an operator, or None when it takes everything."""
    return _table().get(name)
