"""Elementwise functions of one and of two tensors, from tables.

A row of one operand: function, its argument, the operator of the texts, what computes.
"""

from __future__ import annotations

import math

from ....core import compose, dtypes, op
from ...common import _arithmetic, _operators
from ...common.tensor import wrap
from .._accepted import accepted_of
from .._operands import arrays, operand, pair, tensor_kind
from ._unary import unary_function

# -- one operand -------------------------------------------------------------------------------


def _float_result(x, dtype):
    return op.astype(x, "float32") if dtype not in dtypes.DIFFERENTIABLE else x


def _false(x):
    return op.not_equal(x, x)


def _is_inf(x):
    return op.equal(op.abs(x), math.inf)


def _sinc(x):
    x = _float_result(x, op.dtype_of(x))
    scaled = op.multiply(x, math.pi)
    zero = op.equal(x, 0.0)
    one = compose.ones_like(x)
    safe = op.where(zero, one, scaled)
    return op.where(zero, one, op.divide(op.sin(safe), safe))


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


_COMPUTE = {
    "absolute": _exact_abs,
    "digamma": lambda x: op.polygamma(x, 0),
    "exp2": lambda x: op.pow(compose.full_like(x, 2), x),
    "isfinite": lambda x: op.isfinite(x) if dtypes.is_float(op.dtype_of(x)) else op.equal(x, x),
    "isinf": _is_inf,
    "isnan": lambda x: op.isnan(x) if dtypes.is_float(op.dtype_of(x)) else _false(x),
    "lgamma": lambda x: op.lgamma(_float_result(x, op.dtype_of(x))),
    "not": lambda x: op.logical_not(x),
    "reciprocal": lambda x: _reciprocal(x),
    "sinc": _sinc,
    "square": lambda x: op.multiply(x, x),
    "frac": lambda x: op.subtract(x, op.trunc(x)),
    "deg2rad": lambda x: op.multiply(x, math.pi / 180),
    "rad2deg": lambda x: op.multiply(x, 180 / math.pi),
    "tanhshrink": lambda x: op.subtract(x, op.tanh(x)),
    "identity": lambda x: x,
    "angle": lambda x: op.atan2(op.imag(x), op.real(x)),
    "signbit": lambda x: op.less(x, 0),
    "isneginf": lambda x: op.equal(x, -math.inf),
    "isposinf": lambda x: op.equal(x, math.inf),
}

_UNARY = """
abs input Abs absolute
absolute input Abs absolute
acos input ACos acos
arccos input ACos acos
acosh input Acosh acosh
arccosh input Acosh acosh
asin input Asin asin
arcsin x Asin asin
asinh x Asinh asinh
arcsinh input Asinh asinh
atan input Atan atan
arctan input Atan atan
atanh x Atanh atanh
arctanh input Atanh atanh
ceil input Ceil ceil
cos input Cos cos
cosh input Cosh cosh
digamma input Digamma digamma
erf input Erf erf
erfc input Erfc erfc
erfinv input Erfinv erfinv
exp input Exp exp
expm1 input Expm1 expm1
exp2 input Pow exp2
floor input Floor floor
inv x Reciprocal reciprocal
invert x Invert bitwise_invert
isfinite x IsFinite isfinite
isinf input IsInf isinf
isnan x IsNan isnan
lgamma input Lgamma lgamma
log input Log log
log10 input Log log10
log1p input Log1p log1p
log2 input Log log2
neg input Neg negative
negative input Neg negative
round input Round round
rsqrt input Rsqrt rsqrt
sign input Sign sign
sgn input Sign sign
sin input Sin sin
sinh input Sinh sinh
sinc input Sinc sinc
sqrt x Sqrt sqrt
square input Square square
tan input Tan tan
tanh input Tanh tanh
trunc input Trunc trunc
real input Real real
imag input Imag imag
conj input Conj conj
angle input Angle angle
frac x Mod frac
deg2rad x Mul deg2rad
rad2deg x Mul rad2deg
tanhshrink input Tanh tanhshrink
positive input Identity identity
signbit input Less signbit
isneginf input Equal isneginf
isposinf input Equal isposinf
"""


def _row(name, argument, operator, compute):
    entry = accepted_of(operator)
    text = entry.argument if entry is not None and entry.argument else "x"
    return unary_function(name, argument, operator, text, _COMPUTE.get(compute, compute))


_FUNCTIONS = {r.split()[0]: _row(*r.split()) for r in _UNARY.strip().split("\n")}
globals().update(_FUNCTIONS)


def reciprocal(input):
    """1 / x of every element; integers give float32."""
    x = operand("Reciprocal", "x", input)
    if input._name in dtypes.INTEGERS or input._name == "bool":
        x = op.astype(x, "float32")
    return wrap(_COMPUTE["reciprocal"](x))


def logical_not(input):
    """Whether every element is zero."""
    return wrap(op.logical_not(operand("LogicalNot", "x", input)), "bool")


# -- two operands ------------------------------------------------------------------------------


def binary(name, x, y, compute):
    """`compute(a, b, dtype)` of two operands; one may be a Python scalar."""
    a, b, dtype = pair(name, x, y)
    try:
        return wrap(compute(a, b, dtype))
    except Exception as error:
        raise _operators.shapes_differ(name, x, y, error) from error


def binary_arrays(name, x, y, compute):
    """As `binary`, for computations that need arrays on both sides."""
    a, b, dtype = arrays(name, x, y)
    try:
        return wrap(compute(a, b, dtype))
    except Exception as error:
        raise _operators.shapes_differ(name, x, y, error) from error


def _of(primitive):
    return lambda a, b, dtype: getattr(op, primitive)(a, b)


def _truncated_remainder(a, b, dtype):
    if dtypes.is_float(dtype):
        return op.fmod(a, b)
    rest = op.remainder(a, b)
    wrong = op.logical_and(op.not_equal(rest, 0), op.not_equal(op.less(a, 0), op.less(rest, 0)))
    return op.where(wrong, op.subtract(rest, b), rest)


def _truncated_division(a, b, dtype):
    return (
        _arithmetic.divide(a, b, dtype) if dtype in dtypes.INTEGERS else op.trunc(op.divide(a, b))
    )


def _no_nan(compute, zero_of):
    def run(a, b, dtype):
        zero = op.equal(zero_of(a, b), 0)
        safe = op.where(zero, compose.ones_like(b), b)
        found = compute(a, safe)
        return op.where(zero, compose.zeros_like(found), found)

    return run


def _xlogy(a, b, dtype):
    zero = op.equal(a, 0)
    found = op.multiply(a, op.log(op.where(zero, compose.ones_like(b), b)))
    return op.where(zero, compose.zeros_like(found), found)


def _xdivy(a, b, dtype):
    zero = op.equal(a, 0)
    found = op.divide(a, op.where(zero, compose.ones_like(b), b))
    return op.where(zero, compose.zeros_like(found), found)


def _mul_no_nan(a, b, dtype):
    zero = op.equal(b, 0)
    found = op.multiply(op.where(zero, compose.zeros_like(a), a), b)
    return op.where(zero, compose.zeros_like(found), found)


def _xor(a, b, dtype):
    return op.not_equal(a, b)


_STRICT = {
    "SquaredDifference": lambda a, b, dtype: compose.square(op.subtract(a, b)),
    "Hypot": lambda a, b, dtype: op.sqrt(op.add(op.multiply(a, a), op.multiply(b, b))),
    "Atan2": _of("atan2"),
    "Mod": _truncated_remainder,
    "TruncateMod": _truncated_remainder,
    "TruncateDiv": _truncated_division,
    "DivNoNan": _no_nan(lambda a, b: op.divide(a, b), lambda a, b: b),
    "MulNoNan": _mul_no_nan,
    "Xlogy": _xlogy,
    "Xdivy": _xdivy,
    "LogicalAnd": _of("logical_and"),
    "LogicalOr": _of("logical_or"),
    "LogicalXor": _xor,
    "BitwiseAnd": _of("bitwise_and"),
    "BitwiseOr": _of("bitwise_or"),
    "BitwiseXor": _of("bitwise_xor"),
    "LeftShift": _of("bitwise_left_shift"),
    "RightShift": _of("bitwise_right_shift"),
    "Maximum": _of("maximum"),
    "Minimum": _of("minimum"),
    "Equal": _of("equal"),
    "NotEqual": _of("not_equal"),
    "Less": _of("less"),
    "LessEqual": _of("less_equal"),
    "Greater": _of("greater"),
    "GreaterEqual": _of("greater_equal"),
    "Fmax": lambda a, b, dtype: op.where(op.logical_or(op.greater(a, b), op.not_equal(b, b)), a, b),
    "Fmin": lambda a, b, dtype: op.where(op.logical_or(op.less(a, b), op.not_equal(b, b)), a, b),
}
_COMPUTED = {**_STRICT, **_arithmetic.COMPUTE, "RealDiv": _arithmetic.COMPUTE["Div"]}


def operator_of_two(name):
    """The function of two operands that the operator class `name` computes."""
    compute = _COMPUTED[name]
    run = binary if name not in _STRICT else binary_arrays

    def function(x, y):
        return run(name, x, y, compute)

    function.__name__ = name
    return function


_BINARY = """
add input other Add
sub input other Sub
mul input other Mul
multiply input other Mul
floor_div x y FloorDiv
floor_mod x y FloorMod
truncate_div x y TruncateDiv
truncate_mod x y TruncateMod
pow input exponent Pow
maximum x y Maximum
minimum x y Minimum
equal input other Equal
not_equal input other NotEqual
ne x y NotEqual
less x y Less
lt input other Less
less_equal input other LessEqual
le x y LessEqual
greater input other Greater
gt x y Greater
greater_equal input other GreaterEqual
ge x y GreaterEqual
bitwise_and input other BitwiseAnd
bitwise_or input other BitwiseOr
bitwise_xor input other BitwiseXor
bitwise_left_shift input other LeftShift
bitwise_right_shift input other RightShift
atan2 input other Atan2
arctan2 input other Atan2
hypot input other Hypot
fmax input other Fmax
fmin input other Fmin
xdivy x y Xdivy
xlogy input other Xlogy
"""


def _binary_function(name, first, second, operator):
    compute = _COMPUTED[operator]
    run = binary if operator not in _STRICT else binary_arrays
    if (first, second) == ("input", "other"):

        def function(input, other):
            return run(operator, input, other, compute)

    elif second == "exponent":

        def function(input, exponent):
            return run(operator, input, exponent, compute)

    else:

        def function(x, y):
            return run(operator, x, y, compute)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"{name} of two tensors, element by element."
    return function


_PAIRS = {r.split()[0]: _binary_function(*r.split()) for r in _BINARY.strip().split("\n")}
globals().update(_PAIRS)


def refuse_different(name, x, y):
    """TypeError for two tensors of different dtypes where the original does not convert."""
    if x._name != y._name:
        raise TypeError(
            f"For primitive[{name}], the input type must be "
            f"same.\nname:[x]:{tensor_kind(x._name)}.\n"
            f"name:[y]:{tensor_kind(y._name)}."
        )


FUNCTIONS = (*_FUNCTIONS, *_PAIRS)
