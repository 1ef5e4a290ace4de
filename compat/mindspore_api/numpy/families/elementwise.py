"""Elementwise functions. Integers become float32 where MindSpore's do, or keep their dtype."""

from compat.core import op

from ... import ops
from ...common.tensor import wrap
from ...ops.docstrings import doc_of_numpy
from ...ops.elementwise import named
from ..arguments import cast, common, floating, pair, tensor, together


def _rint(x):
    if not x._name.startswith("float"):
        raise TypeError(f"For 'mindspore.numpy.rint', {x.dtype} is not supported.")
    return wrap(op.round(x._value), x._name)


def _isinf(x):
    return op.equal(op.abs(x), float("inf"))


def _single(x):
    return x if x._name.startswith("complex") else cast(x, "float32")


def _cbrt(x):
    return ops.sign(x) * ops.pow(abs(x), 1.0 / 3.0)


def _unary(name, parameter, compute, widen=False):
    """The function `name`; with `widen` integers become float32 first."""

    def function(x, dtype=None):
        x = tensor(x)
        return cast(compute(floating(x) if widen else x), dtype)

    return named(function, name, (parameter,), doc_of_numpy(name, parameter))


absolute = _unary("absolute", "x", lambda x: abs(x))
arccos = _unary("arccos", "input", lambda x: ops.acos(x), widen=True)
arccosh = _unary("arccosh", "x", lambda x: ops.acosh(x), widen=True)
arcsin = _unary("arcsin", "x", lambda x: ops.asin(x), widen=True)
arcsinh = _unary("arcsinh", "x", lambda x: ops.asinh(x), widen=True)
arctan = _unary("arctan", "x", lambda x: ops.atan(x), widen=True)
arctanh = _unary("arctanh", "x", lambda x: ops.atanh(x), widen=True)
cbrt = _unary("cbrt", "x", lambda x: _cbrt(_single(x)), widen=True)
ceil = _unary("ceil", "x", lambda x: ops.ceil(_single(x)), widen=True)
cos = _unary("cos", "x", lambda x: ops.cos(x), widen=True)
cosh = _unary("cosh", "x", lambda x: ops.cosh(x), widen=True)
deg2rad = _unary("deg2rad", "x", lambda x: x * (3.141592653589793 / 180.0), widen=True)
exp = _unary("exp", "x", lambda x: ops.exp(x))
exp2 = _unary("exp2", "x", lambda x: 2**x)
expm1 = _unary("expm1", "x", lambda x: ops.expm1(x))
floor = _unary("floor", "x", lambda x: ops.floor(x))
invert = _unary("invert", "x", lambda x: ops.invert(x))
isfinite = _unary("isfinite", "x", lambda x: wrap(op.isfinite(floating(x)._value), "bool"))
isinf = _unary("isinf", "x", lambda x: wrap(_isinf(floating(x)._value), "bool"))
isnan = _unary("isnan", "x", lambda x: wrap(op.isnan(floating(x)._value), "bool"))
log = _unary("log", "x", lambda x: ops.log(x))
log10 = _unary("log10", "x", lambda x: ops.log(x) / 2.302585092994046)
log1p = _unary("log1p", "x", lambda x: ops.log1p(x))
log2 = _unary("log2", "x", lambda x: ops.log(x) / 0.6931471805599453)
logical_not = _unary("logical_not", "a", lambda x: wrap(op.logical_not(x._value), "bool"))
negative = _unary("negative", "a", lambda x: -x)
positive = _unary("positive", "a", lambda x: wrap(x._value, x._name))
rad2deg = _unary("rad2deg", "x", lambda x: x * (180.0 / 3.141592653589793), widen=True)
radians = _unary("radians", "x", lambda x: x * (3.141592653589793 / 180.0), widen=True)
reciprocal = _unary("reciprocal", "x", lambda x: 1 / x)
rint = _unary("rint", "x", lambda x: _rint(x))
sign = _unary("sign", "x", lambda x: wrap(op.sign(x._value), x._name))
signbit = _unary("signbit", "x", lambda x: x < 0)
sin = _unary("sin", "x", lambda x: ops.sin(x), widen=True)
sinh = _unary("sinh", "x", lambda x: ops.sinh(x), widen=True)
sqrt = _unary("sqrt", "x", lambda x: ops.sqrt(x))
square = _unary("square", "x", lambda x: x * x)
tan = _unary("tan", "x", lambda x: ops.tan(x), widen=True)
tanh = _unary("tanh", "x", lambda x: ops.tanh(x), widen=True)
trunc = _unary("trunc", "x", lambda x: wrap(op.trunc(x._value), x._name), widen=True)


def _truth(compute):
    """A comparison or logical function of core values."""
    return lambda x1, x2: wrap(compute(x1._value, x2._value), "bool")


def _divided(x1, x2):
    return floating(x1) / floating(x2)


def _fmod(x1, x2):
    return wrap(op.fmod(x1._value, x2._value), x1._name)


def _power(x1, x2):
    return x1**x2


def _float_power(x1, x2):
    return _single(x1) ** _single(x2)


def _copysign(x1, x2):
    size = abs(x1)
    return cast(ops.select(x2 < 0, -size, size), x1._name)


def _heaviside(x1, x2):
    zero = op.astype(op.greater(x1._value, 0), x1._name)
    return wrap(op.where(op.equal(x1._value, 0), x2._value, zero), x1._name)


def _log_add(base):
    def compute(x1, x2):
        x1, x2 = floating(x1) * base, floating(x2) * base
        top = wrap(op.maximum(x1._value, x2._value), x1._name)
        return (top + ops.log1p(ops.exp(-abs(x1 - x2)))) / base

    return compute


def _gcd(x1, x2):
    """Euclid's algorithm, until every remainder is 0 or NaN; what meets NaN is NaN."""
    a, b = abs(x1)._value, abs(x2)._value
    axes = tuple(range(len(op.shape_of(b))))
    while bool(
        op.to_numpy(op.any(op.logical_and(op.not_equal(b, 0), op.equal(b, b)), axes, False))
    ):
        zero = op.equal(b, 0)
        rest = op.remainder(a, op.where(zero, op.add(b, 1), b))
        a, b = op.where(zero, a, b), op.where(zero, b, rest)
    return wrap(op.where(op.not_equal(b, b), b, a), x1._name)


def _lcm(x1, x2):
    divisor = _gcd(x1, x2)
    empty = divisor == 0
    safe = ops.select(empty, divisor + 1, divisor)
    return abs(x1 * (x2 // safe if x1._name.startswith("int") else x2 / safe))


def _finish(found, dtype):
    return tuple(cast(f, dtype) for f in found) if isinstance(found, tuple) else cast(found, dtype)


def _binary(name, compute):
    def function(x1, x2, dtype=None):
        return _finish(compute(*together(*pair(x1, x2))), dtype)

    return named(function, name, (), f"`{name}` of the elements of two arrays.")


add = _binary("add", lambda x1, x2: x1 + x2)
arctan2 = _binary("arctan2", lambda x1, x2: ops.atan2(floating(x1), floating(x2)))
bitwise_and = _binary("bitwise_and", lambda x1, x2: x1 & x2)
bitwise_or = _binary("bitwise_or", lambda x1, x2: x1 | x2)
bitwise_xor = _binary("bitwise_xor", lambda x1, x2: x1 ^ x2)
divide = _binary("divide", _divided)
true_divide = _binary("true_divide", _divided)
divmod = _binary("divmod", lambda x1, x2: (x1 // x2, x1 % x2))
float_power = _binary("float_power", _float_power)
floor_divide = _binary("floor_divide", lambda x1, x2: x1 // x2)
fmod = _binary("fmod", _fmod)
gcd = _binary("gcd", _gcd)
heaviside = _binary("heaviside", _heaviside)
hypot = _binary("hypot", lambda x1, x2: ops.sqrt(x1 * x1 + x2 * x2))
lcm = _binary("lcm", _lcm)
logaddexp = _binary("logaddexp", _log_add(1.0))
logaddexp2 = _binary("logaddexp2", _log_add(0.6931471805599453))
multiply = _binary("multiply", lambda x1, x2: x1 * x2)
power = _binary("power", _power)
remainder = _binary("remainder", lambda x1, x2: x1 % x2)
subtract = _binary("subtract", lambda x1, x2: x1 - x2)
equal = _binary("equal", _truth(lambda a, b: op.equal(a, b)))
not_equal = _binary("not_equal", _truth(lambda a, b: op.not_equal(a, b)))
less = _binary("less", _truth(lambda a, b: op.less(a, b)))
less_equal = _binary("less_equal", _truth(lambda a, b: op.less_equal(a, b)))
greater = _binary("greater", _truth(lambda a, b: op.greater(a, b)))
greater_equal = _binary("greater_equal", _truth(lambda a, b: op.greater_equal(a, b)))
logical_and = _binary("logical_and", _truth(lambda a, b: op.logical_and(a, b)))
logical_or = _binary("logical_or", _truth(lambda a, b: op.logical_or(a, b)))
logical_xor = _binary(
    "logical_xor", _truth(lambda a, b: op.not_equal(op.logical_not(a), op.logical_not(b)))
)


def copysign(x1, x2, dtype=None):
    """`x1` with the signs of `x2`."""
    return cast(_copysign(*together(tensor(x1), tensor(x2))), dtype)


def _extreme(which, x1, x2, dtype):
    first = tensor(x1)
    if isinstance(x2, (bool, int, float)):
        second = cast(tensor(x2), first._name)
    else:
        second = tensor(x2)
        name = common(first, second)
        first, second = cast(first, name), cast(second, name)
    first, second = together(first, second)
    compute = op.maximum if which == "max" else op.minimum
    return cast(wrap(compute(first._value, second._value), first._name), dtype)


def maximum(x1, x2, dtype=None):
    """Larger elements; a number takes the dtype of `x1`."""
    return _extreme("max", x1, x2, dtype)


def minimum(x1, x2, dtype=None):
    """Smaller elements; a number takes the dtype of `x1`."""
    return _extreme("min", x1, x2, dtype)


def fix(x):
    """Rounded towards zero."""
    return trunc(x)


def clip(x, xmin, xmax, dtype=None):
    """Elements held between two bounds, of which one may be None."""
    if xmin is None and xmax is None:
        raise ValueError("One of max or min must be given.")
    x = tensor(x)
    if xmin is not None:
        x = maximum(x, xmin)
    if xmax is not None:
        x = minimum(x, xmax)
    return cast(x, dtype)


def around(a, decimals=0):
    """Rounded to decimals, ties to even."""
    a = tensor(a)
    if not a._name.startswith("float"):
        return a
    scale = 10.0**decimals
    return wrap(op.round((a * scale)._value), a._name) / scale


def isneginf(x):
    """Where elements are minus infinity."""
    return wrap(op.equal(floating(tensor(x))._value, float("-inf")), "bool")


def isposinf(x):
    """Where elements are infinity."""
    return wrap(op.equal(floating(tensor(x))._value, float("inf")), "bool")


def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Where elements differ by no more than `atol + rtol * abs(b)`."""
    a, b = together(*(floating(x) for x in pair(a, b)))
    near = wrap(
        op.less_equal(abs(a - b)._value, (abs(b) * float(rtol) + float(atol))._value), "bool"
    )
    finite = op.logical_and(op.isfinite(a._value), op.isfinite(b._value))
    found = op.logical_or(op.logical_and(near._value, finite), op.equal(a._value, b._value))
    if equal_nan:
        found = op.logical_or(found, op.logical_and(op.isnan(a._value), op.isnan(b._value)))
    return wrap(found, "bool")


def array_equal(a1, a2, equal_nan=False):
    """Whether shapes and elements are equal."""
    a1, a2 = pair(a1, a2)
    if a1.shape != a2.shape:
        return tensor(False)
    same = op.equal(a1._value, a2._value)
    if equal_nan and a1._name.startswith("float"):
        same = op.logical_or(same, op.logical_and(op.isnan(a1._value), op.isnan(a2._value)))
    return wrap(op.all(same, tuple(range(a1.ndim)), False), "bool")


def array_equiv(a1, a2):
    """Whether the elements are equal after broadcasting."""
    try:
        a1, a2 = together(*pair(a1, a2))
    except ValueError:
        return tensor(False)
    return array_equal(a1, a2)


def isin(element, test_elements, invert=False):
    """Where elements occur among others."""
    element, others = pair(element, test_elements)
    flat = op.reshape(others._value, (others.size,))
    column = op.reshape(element._value, (*element.shape, 1))
    found = op.any(op.equal(column, flat), (element.ndim,), False)
    return wrap(op.logical_not(found) if invert else found, "bool")


def in1d(ar1, ar2, invert=False):
    """Where elements of the flat array occur among others."""
    return isin(ops.reshape(tensor(ar1), (-1,)), ar2, invert)


def isscalar(element):
    """Whether this is a Python number or string."""
    return isinstance(element, (int, float, bool, complex, str))
