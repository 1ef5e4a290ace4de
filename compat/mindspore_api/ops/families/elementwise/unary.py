"""Roots, powers, logarithms, rounding and signs of one tensor."""

from __future__ import annotations

import math

from .....core import compose, dtypes, op
from .... import _checkparam as validator
from ....common import _arithmetic
from ....common.forwarding import tensor_method, tensor_methods
from ....common.tensor import wrap
from ...accepted import BOOL, COMPLEX, FLOAT, INT, UINT, accepts
from ...arguments import operand, raw, unary
from ...elementwise import function_of_one
from ...primitive import Primitive, prim_attr_register

accepts(FLOAT + COMPLEX, "Expm1", "Log", "Log1p", "Rsqrt", argument="x")
accepts(BOOL + INT + UINT + FLOAT + COMPLEX, "Abs", lacks=("uint16", "uint32", "uint64"))
accepts(("float16", "float32"), "Ceil", argument="input_x")
accepts(FLOAT, "Floor", "Rint", argument="x")
accepts(BOOL + INT + UINT + FLOAT + COMPLEX, "Exp", "Sqrt", lacks=BOOL + INT + UINT)
accepts(BOOL + INT + UINT + FLOAT + COMPLEX, "Inv", "Reciprocal", lacks=("bool", "int8", *UINT))
accepts(INT + UINT + FLOAT + COMPLEX, "Neg", argument="x", lacks=UINT)
accepts((*FLOAT, "int32", "int64"), "Round", argument="x")
accepts(FLOAT + COMPLEX + ("int32", "int64"), "Sign", argument="x")
accepts(INT + UINT + FLOAT, "Square", argument="x")
accepts((*FLOAT, "int32", "int8", "uint8"), "Trunc", argument="input_x")
accepts(INT + UINT + FLOAT + COMPLEX, "Conj", argument="input")
accepts(COMPLEX, "Angle", argument="input")


def float_result(x, dtype):
    return op.astype(x, "float32") if dtype not in dtypes.DIFFERENTIABLE else x


def _reciprocal(x):
    """1 / x; of integers the quotient cut towards zero."""
    dtype = op.dtype_of(x)
    if dtype in dtypes.DIFFERENTIABLE:
        return op.divide(compose.ones_like(x), x)
    quotient = _arithmetic.COMPUTE["Div"](compose.ones_like(x), x, dtype)
    edge = compose.full_like(quotient, int(dtypes.DTYPES[dtype].smallest))
    return op.where(op.equal(x, 0), edge, quotient)


def _exact_abs(x):
    return x if op.dtype_of(x) == "bool" else op.abs(x)


abs = function_of_one("abs", "input", "Abs", _exact_abs)
absolute = function_of_one("absolute", "input", "Abs", _exact_abs)
ceil = function_of_one("ceil", "input", "Ceil", "ceil", text="input_x")
exp = function_of_one("exp", "input", "Exp", "exp")
expm1 = function_of_one("expm1", "input", "Expm1", "expm1")
floor = function_of_one("floor", "input", "Floor", "floor")
inv = function_of_one("inv", "x", "Reciprocal", _reciprocal)
log = function_of_one("log", "input", "Log", "log")
log10 = function_of_one("log10", "input", "Log", "log10")
log1p = function_of_one("log1p", "input", "Log1p", "log1p")
log2 = function_of_one("log2", "input", "Log", "log2")
neg = function_of_one("neg", "input", "Neg", "negative")
negative = function_of_one("negative", "input", "Neg", "negative")
round = function_of_one("round", "input", "Round", "round")
rsqrt = function_of_one("rsqrt", "input", "Rsqrt", "rsqrt")
sign = function_of_one("sign", "input", "Sign", "sign")
sgn = function_of_one("sgn", "input", "Sign", "sign")
sqrt = function_of_one("sqrt", "x", "Sqrt", "sqrt")
square = function_of_one("square", "input", "Square", lambda x: op.multiply(x, x))
trunc = function_of_one("trunc", "input", "Trunc", "trunc", text="input_x")
real = function_of_one("real", "input", "Real", "real")
imag = function_of_one("imag", "input", "Imag", "imag")
conj = function_of_one("conj", "input", "Conj", "conj", text="input")
angle = function_of_one(
    "angle", "input", "Angle", lambda x: op.atan2(op.imag(x), op.real(x)), text="input"
)
positive = function_of_one("positive", "input", "Identity", lambda x: x)


def reciprocal(input):
    """1 / x of every element; integers give float32."""
    x = operand("Reciprocal", "x", input)
    if input._name in dtypes.INTEGERS or input._name == "bool":
        x = op.astype(x, "float32")
    return wrap(_reciprocal(x))


def logit(input, eps=None):
    """log(x / (1 - x)), x first clamped to [eps, 1 - eps]."""
    x = operand("Logit", "x", input)
    if eps is not None and eps >= 0:
        x = compose.clip(x, eps, 1 - eps)
    return wrap(op.log(op.divide(x, op.subtract(1.0, x))))


def nan_to_num(input, nan=0.0, posinf=None, neginf=None):
    """NaN and infinities replaced by finite numbers."""
    x = operand("NanToNum", "x", input)
    facts = dtypes.DTYPES[input._name]
    top = facts.largest if posinf is None else posinf
    low = facts.smallest if neginf is None else neginf
    filled = op.where(op.isnan(x), compose.full_like(x, 0.0 if nan is None else nan), x)
    filled = op.where(op.equal(x, math.inf), compose.full_like(x, top), filled)
    return wrap(op.where(op.equal(x, -math.inf), compose.full_like(x, low), filled))


class Eps(Primitive, inputs="input_x", outputs="y"):
    """The smallest number that MindSpore's Ascend chips add to 1, everywhere."""

    def _compute(self, input_x):
        small = {"float16": 2.0**-14, "float32": 2.0**-16, "float64": 2.0**-52}[input_x._name]
        return wrap(compose.full_like(raw(input_x), small))


def _rint(x):
    """The nearest whole number of every element, halves to the even one."""
    return wrap(op.round(unary("Rint", "x", x)))


class Abs(Primitive, of=abs, inputs="input_x"):
    """abs of every element."""


class Angle(Primitive, of=angle, inputs="input"):
    """angle of every element."""


class Ceil(Primitive, of=ceil, inputs="x", outputs="y"):
    """ceil of every element."""


class Conj(Primitive, of=conj, inputs="input"):
    """conj of every element."""


class Exp(Primitive, of=exp, inputs="x", outputs="y"):
    """exp of every element."""


class Expm1(Primitive, of=expm1, inputs="x", outputs="y"):
    """expm1 of every element."""


class Floor(Primitive, of=floor, inputs="x", outputs="y"):
    """floor of every element."""


class Imag(Primitive, of=imag, inputs="input"):
    """imag of every element."""


class Inv(Primitive, of=inv):
    """inv of every element."""


class Log(Primitive, of=log, inputs="x", outputs="y"):
    """log of every element."""


class Log1p(Primitive, of=log1p, inputs="x", outputs="y"):
    """log1p of every element."""


class Neg(Primitive, of=neg, inputs="x", outputs="y"):
    """neg of every element."""


class Real(Primitive, of=real, inputs="input"):
    """real of every element."""


class Reciprocal(Primitive, of=inv, inputs="x", outputs="y"):
    """inv of every element."""


class Rint(Primitive, of=_rint, inputs="x"):
    """The nearest whole number of every element, halves to the even one."""


class Round(Primitive, of=round, inputs="input_x"):
    """round of every element."""


class Rsqrt(Primitive, of=rsqrt, inputs="x"):
    """rsqrt of every element."""


class Sign(Primitive, of=sign):
    """sign of every element."""


class Sqrt(Primitive, of=sqrt, inputs="x"):
    """sqrt of every element."""


class Square(Primitive, of=square, inputs="input_x"):
    """square of every element."""


class Trunc(Primitive, of=trunc, inputs="input"):
    """trunc of every element."""


class ComplexAbs(Primitive, of=absolute, inputs="x", outputs="y"):
    """Modulus of every complex element.

    Inputs:
        x (Tensor): complex64 or complex128, any shape.

    Outputs:
        Tensor of float32 or float64 and the same shape.

    Raises:
        TypeError: `x` is not a Tensor of complex numbers.

    Example:
        >>> x = Tensor(np.array([3 + 4j]), ms.complex64)
        >>> print(ops.ComplexAbs()(x))
        [5.]
    """


class NanToNum(Primitive, of=nan_to_num):
    """NaN and infinities replaced."""

    @prim_attr_register
    def __init__(self, nan=0.0, posinf=None, neginf=None):
        for name, value in (("nan", nan), ("posinf", posinf), ("neginf", neginf)):
            if value is not None:
                validator.check_value_type(name, value, [float], self.name)


class Logit(Primitive, of=logit, inputs="x", outputs="y"):
    """log(x / (1 - x)); a negative eps means no clamping."""

    @prim_attr_register
    def __init__(self, eps=-1.0):
        validator.check_value_type("eps", eps, [float], self.name)


tensor_methods(
    abs,
    angle,
    ceil,
    conj,
    exp,
    expm1,
    floor,
    imag,
    inv,
    log,
    log10,
    log1p,
    log2,
    logit,
    nan_to_num,
    neg,
    positive,
    real,
    reciprocal,
    round,
    rsqrt,
    sgn,
    sign,
    sqrt,
    square,
    trunc,
)
tensor_method("absolute", abs)
tensor_method("negative", neg)
