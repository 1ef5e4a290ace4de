"""Circular and hyperbolic functions."""

from __future__ import annotations

import math

from .....core import compose, op
from ....common.forwarding import tensor_method, tensor_methods
from ...accepted import COMPLEX, FLOAT, accepts
from ...elementwise import function_of_one
from ...primitive import Primitive
from .unary import float_result

accepts(
    FLOAT + COMPLEX,
    "ACos",
    "Acosh",
    "Asin",
    "Asinh",
    "Atanh",
    "Cos",
    "Cosh",
    "Sin",
    "Sinh",
    "Tanh",
    argument="x",
)
accepts(FLOAT + COMPLEX, "Atan", argument="input_x")
accepts(FLOAT + COMPLEX + ("int32", "int64"), "Tan", argument="x", lacks=("int32", "int64"))


def _sinc(x):
    x = float_result(x, op.dtype_of(x))
    scaled = op.multiply(x, math.pi)
    zero = op.equal(x, 0.0)
    one = compose.ones_like(x)
    safe = op.where(zero, one, scaled)
    return op.where(zero, one, op.divide(op.sin(safe), safe))


acos = function_of_one("acos", "input", "ACos", "acos")
arccos = function_of_one("arccos", "input", "ACos", "acos")
acosh = function_of_one("acosh", "input", "Acosh", "acosh")
arccosh = function_of_one("arccosh", "input", "Acosh", "acosh")
asin = function_of_one("asin", "input", "Asin", "asin")
arcsin = function_of_one("arcsin", "x", "Asin", "asin")
asinh = function_of_one("asinh", "x", "Asinh", "asinh")
arcsinh = function_of_one("arcsinh", "input", "Asinh", "asinh")
atan = function_of_one("atan", "input", "Atan", "atan", text="input_x")
arctan = function_of_one("arctan", "input", "Atan", "atan", text="input_x")
atanh = function_of_one("atanh", "x", "Atanh", "atanh")
arctanh = function_of_one("arctanh", "input", "Atanh", "atanh")
cos = function_of_one("cos", "input", "Cos", "cos")
cosh = function_of_one("cosh", "input", "Cosh", "cosh")
sin = function_of_one("sin", "input", "Sin", "sin")
sinh = function_of_one("sinh", "input", "Sinh", "sinh")
sinc = function_of_one("sinc", "input", "Sinc", _sinc)
tan = function_of_one("tan", "input", "Tan", "tan")
tanh = function_of_one("tanh", "input", "Tanh", "tanh")
tanhshrink = function_of_one("tanhshrink", "input", "Tanh", lambda x: op.subtract(x, op.tanh(x)))


class Tanh(Primitive, of=tanh, inputs="x", outputs="y"):
    """tanh of every element."""


class ACos(Primitive, of=acos, inputs="x", outputs="y"):
    """acos of every element."""


class Acosh(Primitive, of=acosh, inputs="x", outputs="y"):
    """acosh of every element."""


class Asin(Primitive, of=asin, inputs="x", outputs="y"):
    """asin of every element."""


class Asinh(Primitive, of=asinh, inputs="x", outputs="y"):
    """asinh of every element."""


class Atan(Primitive, of=atan, inputs="x"):
    """atan of every element."""


class Atanh(Primitive, of=atanh, inputs="x", outputs="y"):
    """atanh of every element."""


class Cos(Primitive, of=cos):
    """cos of every element."""


class Cosh(Primitive, of=cosh):
    """cosh of every element."""


class Sin(Primitive, of=sin):
    """sin of every element."""


class Sinc(Primitive, of=sinc):
    """sinc of every element."""


class Sinh(Primitive, of=sinh):
    """sinh of every element."""


class Tan(Primitive, of=tan, inputs="x", outputs="y"):
    """tan of every element."""


tensor_methods(acos, acosh, asin, asinh, atan, atanh, cos, cosh, sin, sinc, sinh, tan, tanh)
tensor_method("arccos", acos)
tensor_method("arccosh", acosh)
tensor_method("arcsin", asin)
tensor_method("arcsinh", asinh)
tensor_method("arctan", atan)
tensor_method("arctanh", atanh)
