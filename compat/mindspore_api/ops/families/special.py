"""Gamma, error and Bessel functions."""

from __future__ import annotations

import math

from ....core import compose, op
from ... import _checkparam as validator
from ...common.forwarding import tensor_methods
from ...common.tensor import wrap
from ..accepted import FLOAT, INT, UINT, accepts
from ..arguments import arrays, operand, unary
from ..elementwise import function_of_one, named
from ..primitive import Primitive, prim_attr_register
from .elementwise.unary import float_result

accepts(FLOAT, "Digamma", argument="input")
accepts(FLOAT, "Erfc", argument="input number")
accepts(FLOAT, "Erfinv", "BesselI0e", argument="input_x")
accepts(FLOAT, "Erf", argument="x")
accepts(FLOAT, "BesselI0", "BesselI1", "BesselJ0", "BesselJ1", "BesselY0", "BesselY1", argument="x")
accepts(FLOAT, "BesselK0", "BesselK1", "BesselK0e", "BesselK1e", argument="x")
accepts((*FLOAT, "int32"), "Lgamma", argument="x")
accepts(INT + UINT + FLOAT, "BesselI1e", argument="input_x", lacks=INT + UINT)
accepts(("float32", "float64"), "Zeta", argument="q")
accepts(("float32", "float64"), "Igamma", "Igammac", argument="a")


def _polynomial(y, coefficients):
    total = compose.full_like(y, coefficients[-1])
    for c in reversed(coefficients[:-1]):
        total = op.add(op.multiply(total, y), c)
    return total


def _below(x, limit):
    """(|x| where it is below the limit, else the limit; mask)"""
    small = op.less(op.abs(x), limit)
    return op.where(small, op.abs(x), compose.full_like(x, limit)), small


def _above(x, limit):
    return op.maximum(op.abs(x), limit)


_I0_SMALL = (1.0, 3.5156229, 3.0899424, 1.2067492, 0.2659732, 0.0360768, 0.0045813)


_I0_LARGE = (
    0.39894228, 0.01328592, 0.00225319, -0.00157565, 0.00916281, -0.02057706, 0.02635537,
    -0.01647633, 0.00392377,
)  # fmt: skip


_I1_SMALL = (0.5, 0.87890594, 0.51498869, 0.15084934, 0.02658733, 0.00301532, 0.00032411)


_I1_LARGE = (
    0.39894228, -0.03988024, -0.00362018, 0.00163801, -0.01031555, 0.02282967, -0.02895312,
    0.01787654, -0.00420059,
)  # fmt: skip


_K0_SMALL = (-0.57721566, 0.42278420, 0.23069756, 0.03488590, 0.00262698, 0.00010750, 0.0000074)
_K0_LARGE = (1.25331414, -0.07832358, 0.02189568, -0.01062446, 0.00587872, -0.00251540, 0.00053208)
_K1_SMALL = (1.0, 0.15443144, -0.67278579, -0.18156897, -0.01919402, -0.00110404, -0.00004686)
_K1_LARGE = (1.25331414, 0.23498619, -0.03655620, 0.01504268, -0.00780353, 0.00325614, -0.00068245)


def _i_scaled(x, order):
    """exp(-|x|) I(x)"""
    small, large = (_I0_SMALL, _I0_LARGE) if order == 0 else (_I1_SMALL, _I1_LARGE)
    near, inside = _below(x, 3.75)
    series = _polynomial(compose.square(op.divide(near, 3.75)), small)
    series = op.multiply(series, near) if order else series
    series = op.multiply(series, op.exp(op.negative(near)))
    far = _above(x, 3.75)
    tail = op.divide(_polynomial(op.divide(3.75, far), large), op.sqrt(far))
    found = op.where(inside, series, tail)
    return op.where(op.less(x, 0.0), op.negative(found), found) if order else found


def _i(x, order):
    return op.multiply(_i_scaled(x, order), op.exp(op.abs(x)))


def _k_scaled(x, order):
    """exp(x) K(x) for positive x"""
    small, large = (_K0_SMALL, _K0_LARGE) if order == 0 else (_K1_SMALL, _K1_LARGE)
    near, inside = _below(x, 2.0)
    half = op.log(op.multiply(near, 0.5))
    series = _polynomial(op.multiply(compose.square(near), 0.25), small)
    if order == 0:
        series = op.subtract(series, op.multiply(half, _i(near, 0)))
    else:
        series = op.add(op.divide(series, near), op.multiply(half, _i(near, 1)))
    series = op.multiply(series, op.exp(near))
    far = _above(x, 2.0)
    tail = op.divide(_polynomial(op.divide(2.0, far), large), op.sqrt(far))
    return _positive(x, op.where(inside, series, tail), math.inf)


def _positive(x, found, limit):
    """The limit at 0, below 0 too."""
    return op.where(op.less_equal(x, 0.0), compose.full_like(x, limit), found)


def _k(x, order):
    return op.multiply(_k_scaled(x, order), op.exp(op.negative(op.maximum(x, 0.0))))


_J0 = (
    (57568490574.0, -13362590354.0, 651619640.7, -11214424.18, 77392.33017, -184.9052456),
    (57568490411.0, 1029532985.0, 9494680.718, 59272.64853, 267.8532712, 1.0),
)


_J1 = (
    (72362614232.0, -7895059235.0, 242396853.1, -2972611.439, 15704.48260, -30.16036606),
    (144725228442.0, 2300535178.0, 18583304.74, 99447.43394, 376.9991397, 1.0),
)


_Y0 = (
    (-2957821389.0, 7062834065.0, -512359803.6, 10879881.29, -86327.92757, 228.4622733),
    (40076544269.0, 745249964.8, 7189466.438, 47447.26470, 226.1030244, 1.0),
)


_Y1 = (
    (-0.4900604943e13, 0.1275274390e13, -0.5153438139e11, 0.7349264551e9, -0.4237922726e7,
     0.8511937935e4),
    (0.2499580570e14, 0.4244419664e12, 0.3733650367e10, 0.2245904002e8, 0.1020426050e6,
     0.3549632885e3, 1.0),
)  # fmt: skip


_PHASE0 = (
    (1.0, -0.1098628627e-2, 0.2734510407e-4, -0.2073370639e-5, 0.2093887211e-6),
    (-0.1562499995e-1, 0.1430488765e-3, -0.6911147651e-5, 0.7621095161e-6, -0.934935152e-7),
)


_PHASE1 = (
    (1.0, 0.183105e-2, -0.3516396496e-4, 0.2457520174e-5, -0.240337019e-6),
    (0.04687499995, -0.2002690873e-3, 0.8449199096e-5, -0.88228987e-6, 0.105787412e-6),
)


def _waves(x, order):
    """(envelope, phase, the two polynomials) for |x| of 8 and more."""
    z = op.divide(8.0, x)
    y = compose.square(z)
    first, second = _PHASE1 if order else _PHASE0
    phase = op.subtract(x, 0.75 * math.pi if order else 0.25 * math.pi)
    envelope = op.sqrt(op.divide(2.0 / math.pi, x))
    return envelope, phase, _polynomial(y, first), op.multiply(z, _polynomial(y, second))


def _ratio(near, parts):
    y = compose.square(near)
    return op.divide(_polynomial(y, parts[0]), _polynomial(y, parts[1]))


def _j(x, order):
    near, inside = _below(x, 8.0)
    series = _ratio(near, _J1 if order else _J0)
    series = op.multiply(series, near) if order else series
    envelope, phase, first, second = _waves(_above(x, 8.0), order)
    tail = op.subtract(op.multiply(op.cos(phase), first), op.multiply(op.sin(phase), second))
    found = op.where(inside, series, op.multiply(envelope, tail))
    return op.where(op.less(x, 0.0), op.negative(found), found) if order else found


def _y(x, order):
    near, inside = _below(x, 8.0)
    series = _ratio(near, _Y1 if order else _Y0)
    log = op.multiply(_j(near, order), op.log(near))
    if order:
        series = op.multiply(series, near)
        log = op.subtract(log, op.divide(1.0, near))
    series = op.add(series, op.multiply(log, 2.0 / math.pi))
    envelope, phase, first, second = _waves(_above(x, 8.0), order)
    tail = op.add(op.multiply(op.sin(phase), first), op.multiply(op.cos(phase), second))
    found = _positive(x, op.where(inside, series, op.multiply(envelope, tail)), -math.inf)
    if order:
        found = op.where(op.equal(x, 0.0), compose.full_like(x, math.nan), found)
    return found


def _bessel(name, compute):
    operator = "Bessel" + name[7].upper() + name[8:]

    def function(x):
        value = unary(operator, "x", x)
        return wrap(op.astype(compute(op.astype(value, "float64")), x._name))

    return named(function, name, ("x",), f"{name} of every element.")


bessel_i0 = _bessel("bessel_i0", lambda x: _i(x, 0))
bessel_i0e = _bessel("bessel_i0e", lambda x: _i_scaled(x, 0))
bessel_i1 = _bessel("bessel_i1", lambda x: _i(x, 1))
bessel_i1e = _bessel("bessel_i1e", lambda x: _i_scaled(x, 1))
bessel_j0 = _bessel("bessel_j0", lambda x: _j(x, 0))
bessel_j1 = _bessel("bessel_j1", lambda x: _j(x, 1))
bessel_k0 = _bessel("bessel_k0", lambda x: _k(x, 0))
bessel_k0e = _bessel("bessel_k0e", lambda x: _k_scaled(x, 0))
bessel_k1 = _bessel("bessel_k1", lambda x: _k(x, 1))
bessel_k1e = _bessel("bessel_k1e", lambda x: _k_scaled(x, 1))
bessel_y0 = _bessel("bessel_y0", lambda x: _y(x, 0))
bessel_y1 = _bessel("bessel_y1", lambda x: _y(x, 1))


def i0(input):
    """Modified Bessel function of order 0."""
    value = unary("BesselI0", "x", input)
    return wrap(op.astype(_i(op.astype(value, "float64"), 0), input._name))


digamma = function_of_one("digamma", "input", "Digamma", lambda x: op.polygamma(x, 0), text="input")
erf = function_of_one("erf", "input", "Erf", "erf")
erfc = function_of_one("erfc", "input", "Erfc", "erfc", text="input number")
erfinv = function_of_one("erfinv", "input", "Erfinv", "erfinv", text="input_x")
lgamma = function_of_one(
    "lgamma", "input", "Lgamma", lambda x: op.lgamma(float_result(x, op.dtype_of(x)))
)


def _series(a, x):
    """Lower incomplete gamma by its power series, for x below a + 1."""
    term = total = op.divide(1.0, a)
    for n in range(1, 200):
        term = op.divide(op.multiply(term, x), op.add(a, float(n)))
        total = op.add(total, term)
    return op.multiply(total, _front(a, x))


def _front(a, x):
    """x ** a * exp(-x) / gamma(a)"""
    return op.exp(op.subtract(op.subtract(op.multiply(a, op.log(x)), x), op.lgamma(a)))


def _fraction(a, x):
    """Upper incomplete gamma by its continued fraction, for x above a + 1."""
    tiny = 1e-300
    b = op.add(op.subtract(x, a), 1.0)
    c = compose.full_like(x, 1.0 / tiny)
    d = op.divide(1.0, b)
    h = d
    for i in range(1, 200):
        step = op.multiply(op.subtract(a, float(i)), float(i))
        b = op.add(b, 2.0)
        d = op.add(op.multiply(step, d), b)
        d = op.divide(1.0, op.where(op.equal(d, 0.0), compose.full_like(d, tiny), d))
        c = op.add(b, op.divide(step, c))
        h = op.multiply(h, op.multiply(d, c))
    return op.multiply(h, _front(a, x))


def _incomplete(name, input, other, upper):
    a, x, dtype = arrays(name, input, other)
    a, x = op.astype(a, "float64"), op.astype(x, "float64")
    a, x = op.add(a, op.multiply(x, 0.0)), op.add(x, op.multiply(a, 0.0))
    outside = op.logical_or(op.less(x, 0.0), op.less_equal(a, 0.0))
    if not upper:
        outside = op.logical_and(outside, op.not_equal(x, 0.0))
    low = op.less(x, op.add(a, 1.0))
    zero = op.equal(x, 0.0)
    near = op.where(op.logical_or(zero, op.logical_not(low)), compose.ones_like(x), x)
    far = op.where(low, op.add(a, 2.0), x)
    series, fraction = _series(a, near), _fraction(a, far)
    series = op.where(zero, compose.zeros_like(x), series)
    if upper:
        found = op.where(low, op.subtract(1.0, series), fraction)
    else:
        found = op.where(low, series, op.subtract(1.0, fraction))
    found = op.where(outside, compose.full_like(found, math.nan), found)
    return wrap(op.astype(found, dtype))


def igamma(input, other):
    """Regularised lower incomplete gamma function."""
    return _incomplete("Igamma", input, other, False)


def igammac(input, other):
    """Regularised upper incomplete gamma function."""
    return _incomplete("Igammac", input, other, True)


# B(2k) / (2k)! of the Euler-Maclaurin formula
_BERNOULLI = (1 / 12, -1 / 720, 1 / 30240, -1 / 1209600, 1 / 47900160, -691 / 1307674368000)


def zeta(input, other):
    """Sum over n of (n + q) ** -x, by the Euler-Maclaurin formula."""
    x, q, dtype = arrays("Zeta", input, other)
    x, q = op.astype(x, "float64"), op.astype(q, "float64")
    total = compose.zeros_like(op.add(x, q))
    count = 12
    for n in range(count):
        total = op.add(total, op.pow(op.add(q, float(n)), op.negative(x)))
    end = op.add(q, float(count))
    power = op.pow(end, op.negative(x))
    total = op.add(total, op.divide(op.multiply(power, end), op.subtract(x, 1.0)))
    total = op.add(total, op.multiply(power, 0.5))
    factor = op.divide(op.multiply(power, x), end)
    for k, b in enumerate(_BERNOULLI):
        total = op.add(total, op.multiply(factor, b))
        rising = op.multiply(op.add(x, 2.0 * k + 1), op.add(x, 2.0 * k + 2))
        factor = op.divide(op.multiply(factor, rising), op.multiply(end, end))
    return wrap(op.astype(_zeta_limits(x, q, total), dtype))


def _zeta_limits(x, q, total):
    """Infinity at x = 1 and at the poles of q, NaN below 1 and for roots of negative numbers."""
    infinite, nothing = compose.full_like(total, math.inf), compose.full_like(total, math.nan)
    low = op.less_equal(q, 0.0)
    total = op.where(op.logical_and(low, op.not_equal(x, op.floor(x))), nothing, total)
    total = op.where(op.logical_and(low, op.equal(q, op.floor(q))), infinite, total)
    return op.where(op.less(x, 1.0), nothing, op.where(op.equal(x, 1.0), infinite, total))


def polygamma(n, input):
    """n-th derivative of the digamma function."""
    return wrap(op.polygamma(operand("Polygamma", "x", input), int(n)))


def mvlgamma(input, p):
    """Logarithm of the multivariate gamma function."""
    x = operand("Mvlgamma", "x", input)
    if type(p) is not int or p <= 0:
        raise ValueError(
            f"For 'Mvlgamma', the 'p' must be int and must > 0, but got '{p}' with type "
            f"'{type(p).__name__}'."
        )
    outside = op.less_equal(x, (p - 1) / 2)  # at once: the sum below has p terms
    if bool(op.to_numpy(op.any(outside, tuple(range(input.ndim)), False))):
        raise ValueError("For Mvlgamma, all elements of 'x' must be greater than (p-1)/2.")
    total = op.full(input.shape, p * (p - 1) / 4 * math.log(math.pi), input._name, op.device_of(x))
    for i in range(p):
        total = op.add(total, op.lgamma(op.subtract(x, i / 2)))
    return wrap(total)


class BesselI0(Primitive, of=bessel_i0, inputs="x", outputs="y"):
    """Modified Bessel function, `bessel_i0`."""


# MindSpore registers the letters of the word, one name each.
class BesselI0e(Primitive, of=bessel_i0e, inputs="x", outputs="o u t p u t"):
    """Modified Bessel function, `bessel_i0e`."""


class BesselI1(Primitive, of=bessel_i1):
    """Modified Bessel function, `bessel_i1`."""


# MindSpore registers the letters of the word, one name each.
class BesselI1e(Primitive, of=bessel_i1e, inputs="x", outputs="o u t p u t"):
    """Modified Bessel function, `bessel_i1e`."""


class BesselJ0(Primitive, of=bessel_j0, inputs="x"):
    """Bessel function, `bessel_j0`."""


class BesselJ1(Primitive, of=bessel_j1, inputs="x"):
    """Bessel function, `bessel_j1`."""


class BesselK0(Primitive, of=bessel_k0):
    """Modified Bessel function, `bessel_k0`."""


class BesselK0e(Primitive, of=bessel_k0e):
    """Modified Bessel function, `bessel_k0e`."""


class BesselK1(Primitive, of=bessel_k1):
    """Modified Bessel function, `bessel_k1`."""


class BesselK1e(Primitive, of=bessel_k1e):
    """Modified Bessel function, `bessel_k1e`."""


class BesselY0(Primitive, of=bessel_y0, inputs="x"):
    """Bessel function, `bessel_y0`."""


class BesselY1(Primitive, of=bessel_y1, inputs="x"):
    """Bessel function, `bessel_y1`."""


class Mvlgamma(Primitive, of=mvlgamma, inputs="x", outputs="y"):
    """Logarithm of the multivariate gamma function."""

    @prim_attr_register
    def __init__(self, p):
        validator.check_value_type("p", p, [int], self.name)
        validator.check_positive_int(p, "p", self.name)


class _Function(Primitive):
    """Base of the operators that are a function of two tensors."""

    @prim_attr_register
    def __init__(self):
        pass

    _function = None

    def __call__(self, *args):
        return type(self)._function(*args)


class Igamma(_Function, inputs="a x", outputs="z"):
    """Regularised lower incomplete gamma function."""

    _function = staticmethod(igamma)


class Igammac(_Function, inputs="a x", outputs="z"):
    """Regularised upper incomplete gamma function."""

    _function = staticmethod(igammac)


class Zeta(_Function):
    """Hurwitz zeta function."""

    _function = staticmethod(zeta)


class Digamma(Primitive, of=digamma, inputs="input"):
    """digamma of every element."""


class Erf(Primitive, of=erf, inputs="x", outputs="y"):
    """erf of every element."""


class Erfc(Primitive, of=erfc, inputs="x", outputs="y"):
    """erfc of every element."""


class Erfinv(Primitive, of=erfinv, inputs="input_x"):
    """erfinv of every element."""


class Lgamma(Primitive, of=lgamma, inputs="x", outputs="y"):
    """lgamma of every element."""


class Polygamma(Primitive, of=polygamma, inputs="a x", outputs="y"):
    """n-th derivative of the digamma function."""


tensor_methods(digamma, erf, erfc, erfinv, i0, igamma, igammac, lgamma, mvlgamma)
