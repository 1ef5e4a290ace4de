"""Elementwise functions of one and of two tensors, from tables.

A row of one operand: function, its argument, the operator of the texts, what computes.
"""

from __future__ import annotations

import math

from ....core import compose, dtypes, op
from ...common import _arithmetic, _operators
from ...common.tensor import Tensor, wrap
from .._accepted import accepted_of
from .._operands import accept, arrays, operand, pair, tensor_kind, unary

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
    "reciprocal": lambda x: op.divide(compose.ones_like(x), x),
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


def _resolved(compute):
    return _COMPUTE.get(compute) or (lambda x: getattr(op, compute)(x))


def _unary_function(name, argument, operator, compute):
    entry = accepted_of(operator)
    text = entry.argument if entry is not None and entry.argument else "x"
    run = _resolved(compute)
    if argument == "input":

        def function(input):
            return wrap(run(unary(operator, text, input)))

    else:

        def function(x):
            return wrap(run(unary(operator, text, x)))

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"{name} of every element."
    return function


_FUNCTIONS = {r.split()[0]: _unary_function(*r.split()) for r in _UNARY.strip().split("\n")}
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


def isreal(input):
    """Whether the imaginary part of every element is zero."""
    x = operand("Imag", "x", input)
    return wrap(op.equal(op.imag(x), 0.0) if "complex" in input._name else op.equal(x, x))


def logit(input, eps=None):
    """log(x / (1 - x)), x first clamped to [eps, 1 - eps]."""
    x = operand("Logit", "x", input)
    if eps is not None and eps >= 0:
        x = compose.clip(x, eps, 1 - eps)
    return wrap(op.log(op.divide(x, op.subtract(1.0, x))))


def polygamma(n, input):
    """n-th derivative of the digamma function."""
    return wrap(op.polygamma(operand("Polygamma", "x", input), int(n)))


def nan_to_num(input, nan=0.0, posinf=None, neginf=None):
    """NaN and infinities replaced by finite numbers."""
    x = operand("NanToNum", "x", input)
    facts = dtypes.DTYPES[input._name]
    top = facts.largest if posinf is None else posinf
    low = facts.smallest if neginf is None else neginf
    filled = op.where(op.isnan(x), compose.full_like(x, 0.0 if nan is None else nan), x)
    filled = op.where(op.equal(x, math.inf), compose.full_like(x, top), filled)
    return wrap(op.where(op.equal(x, -math.inf), compose.full_like(x, low), filled))


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


def _logical(operator, input, other):
    """Logical operation on tensors of any dtype and bools."""
    given = [
        wrap(op.astype(x._value, "bool"), "bool")
        if isinstance(x, Tensor) and x._name != "bool"
        else x
        for x in (input, other)
    ]
    return binary_arrays(operator, *given, _STRICT[operator])


def logical_and(input, other):
    """Logical and, element by element."""
    return _logical("LogicalAnd", input, other)


def logical_or(input, other):
    """Logical or, element by element."""
    return _logical("LogicalOr", input, other)


def logical_xor(input, other):
    """Logical exclusive or, element by element."""
    return _logical("LogicalXor", input, other)


def div(input, other, *, rounding_mode=None):
    """Quotient; rounding_mode "floor" or "trunc" rounds it."""
    if rounding_mode is not None and rounding_mode not in ("floor", "trunc"):
        raise ValueError(
            "For ops.div, rounding_mode value should be None, 'floor' or 'trunc', but got "
            f"{rounding_mode}."
        )
    if rounding_mode == "floor":
        return binary("FloorDiv", input, other, _COMPUTED["FloorDiv"])
    if rounding_mode == "trunc":
        return binary("Div", input, other, _truncated_division)
    return binary("Div", input, other, _COMPUTED["Div"])


def divide(input, other, *, rounding_mode=None):
    """Quotient; the same as `div`."""
    return div(input, other, rounding_mode=rounding_mode)


def true_divide(dividend, divisor):
    """Quotient without rounding."""
    return div(dividend, divisor)


def subtract(input, other, *, alpha=1):
    """`input - alpha * other`."""
    scaled = other if alpha == 1 else binary("Mul", alpha, other, _COMPUTED["Mul"])
    return binary("Sub", input, scaled, _COMPUTED["Sub"])


def _as_float(x):
    if isinstance(x, Tensor) and x._name not in dtypes.DIFFERENTIABLE:
        return wrap(op.astype(x._value, "float32"))
    return x


def remainder(input, other):
    """Remainder with the sign of the divisor."""
    return binary("FloorMod", input, other, _COMPUTED["FloorMod"])


def fmod(input, other):
    """Remainder with the sign of the dividend."""
    return binary_arrays("Mod", input, other, _truncated_remainder)


def float_power(input, exponent):
    """Power computed in float64."""

    def wide(x):
        if isinstance(x, Tensor):
            return wrap(op.astype(x._value, "float64")) if "complex" not in x._name else x
        return float(x) if isinstance(x, (int, float)) else x

    return binary("Pow", wide(input), wide(exponent), _COMPUTED["Pow"])


def logaddexp(input, other):
    """log(exp(x) + exp(y)) without overflow."""
    a, b, _ = arrays("Add", _as_float(input), _as_float(other))
    return wrap(compose.log_add_exp(a, b))


def logaddexp2(input, other):
    """log2(2 ** x + 2 ** y) without overflow."""
    ln2 = math.log(2.0)
    a, b, _ = arrays("Add", _as_float(input), _as_float(other))
    return wrap(op.divide(compose.log_add_exp(op.multiply(a, ln2), op.multiply(b, ln2)), ln2))


def copysign(x, other):
    """Magnitude of `x` with the sign of `other`."""
    a, b, _ = arrays("Mul", _as_float(x), _as_float(other))
    return wrap(op.where(op.less(b, 0), op.negative(op.abs(a)), op.abs(a)))


def heaviside(input, values):
    """0 below zero, 1 above, `values` at zero."""
    a, b, _ = arrays("Heaviside", input, values)
    one, zero = compose.ones_like(a), compose.zeros_like(a)
    return wrap(op.where(op.equal(a, 0), b, op.where(op.less(a, 0), zero, one)))


def ldexp(x, other):
    """`x * 2 ** other`."""
    power = binary("Pow", 2.0, _as_float(other), _COMPUTED["Pow"])
    return binary("Mul", x, power, _COMPUTED["Mul"])


def lerp(input, end, weight):
    """`input + weight * (end - input)`."""
    start, stop = operand("Lerp", "start", input), operand("Lerp", "end", end)
    w = weight._value if isinstance(weight, Tensor) else float(weight)
    return wrap(op.add(start, op.multiply(op.subtract(stop, start), w)))


def isclose(x1, x2, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether |x1 - x2| <= atol + rtol * |x2|."""
    a, b, dtype = arrays("IsClose", x1, x2)
    if not dtypes.is_float(dtype):
        a, b = op.astype(a, "float64"), op.astype(b, "float64")
    same = op.equal(a, b)
    near = op.less_equal(
        op.abs(op.subtract(a, b)), op.add(op.multiply(op.abs(b), float(rtol)), float(atol))
    )
    found = op.logical_or(same, op.logical_and(near, op.isfinite(b)))
    if equal_nan:
        found = op.logical_or(found, op.logical_and(op.isnan(a), op.isnan(b)))
    return wrap(found, "bool")


def approximate_equal(x, y, tolerance=1e-05):
    """Whether |x - y| < tolerance."""
    if not isinstance(x, Tensor) or not isinstance(y, Tensor):
        raise TypeError("For 'ApproximateEqual', the inputs 'x' and 'y' must be Tensors.")
    accept("ApproximateEqual", x._name)
    return wrap(op.less(op.abs(op.subtract(x._value, y._value)), float(tolerance)), "bool")


def gcd(input, other):
    """Greatest common divisor of integers."""
    a, b, _ = arrays("Gcd", input, other)
    shape = _operators.broadcast(op.shape_of(a), op.shape_of(b))
    a, b = op.abs(op.broadcast_to(a, shape)), op.abs(op.broadcast_to(b, shape))
    every = tuple(range(len(shape)))
    while bool(op.to_numpy(op.any(op.not_equal(b, 0), every, False))):
        zero = op.equal(b, 0)
        safe = op.where(zero, compose.ones_like(b), b)
        a, b = op.where(zero, a, b), op.where(zero, b, op.remainder(a, safe))
    return wrap(a)


def lcm(input, other):
    """Least common multiple of integers."""
    a, b, _ = arrays("Lcm", input, other)
    divisor = gcd(wrap(a), wrap(b))._value
    safe = op.where(op.equal(divisor, 0), compose.ones_like(divisor), divisor)
    return wrap(op.abs(op.multiply(op.floor_divide(a, safe), b)))


def polar(abs, angle):
    """Complex numbers from modulus and angle."""
    r, phi = operand("Polar", "abs", abs), operand("Polar", "angle", angle)
    return wrap(op.complex(op.multiply(r, op.cos(phi)), op.multiply(r, op.sin(phi))))


def _weighted(name, input, first, second, value, compute):
    x = operand(name, "input_data", input)
    a, b = operand(name, "x1", first), operand(name, "x2", second)
    scale = value._value if isinstance(value, Tensor) else float(value)
    return wrap(op.add(x, op.multiply(compute(a, b), scale)))


def addcdiv(input, tensor1, tensor2, value=1):
    """`input + value * tensor1 / tensor2`."""
    return _weighted("Addcdiv", input, tensor1, tensor2, value, lambda a, b: op.divide(a, b))


def addcmul(input, tensor1, tensor2, value=1):
    """`input + value * tensor1 * tensor2`."""
    return _weighted("Addcmul", input, tensor1, tensor2, value, lambda a, b: op.multiply(a, b))


def is_complex(input):
    """Whether the dtype is complex."""
    if not isinstance(input, Tensor):
        raise TypeError("The input must be Tensor!")
    return input._name.startswith("complex")


def refuse_different(name, x, y):
    """TypeError for two tensors of different dtypes where the original does not convert."""
    if x._name != y._name:
        raise TypeError(
            f"For primitive[{name}], the input type must be "
            f"same.\nname:[x]:{tensor_kind(x._name)}.\n"
            f"name:[y]:{tensor_kind(y._name)}."
        )


FUNCTIONS = (*_FUNCTIONS, *_PAIRS)
