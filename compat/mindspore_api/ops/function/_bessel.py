"""Bessel functions by the polynomials of Abramowitz and Stegun (9.4, 9.8), in float64."""

from __future__ import annotations

import math

from ....core import compose, op
from ...common.tensor import wrap
from .._operands import unary


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


# -- modified functions ------------------------------------------------------------------------

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
    return _positive(x, op.where(inside, series, tail))


def _positive(x, found):
    """NaN below 0."""
    return op.where(op.less(x, 0.0), compose.full_like(x, math.nan), found)


def _k(x, order):
    return op.multiply(_k_scaled(x, order), op.exp(op.negative(x)))


# -- functions of the first and second kind ----------------------------------------------------

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
    return _positive(x, op.where(inside, series, op.multiply(envelope, tail)))


_KINDS = {
    "bessel_i0": lambda x: _i(x, 0),
    "bessel_i0e": lambda x: _i_scaled(x, 0),
    "bessel_i1": lambda x: _i(x, 1),
    "bessel_i1e": lambda x: _i_scaled(x, 1),
    "bessel_j0": lambda x: _j(x, 0),
    "bessel_j1": lambda x: _j(x, 1),
    "bessel_k0": lambda x: _k(x, 0),
    "bessel_k0e": lambda x: _k_scaled(x, 0),
    "bessel_k1": lambda x: _k(x, 1),
    "bessel_k1e": lambda x: _k_scaled(x, 1),
    "bessel_y0": lambda x: _y(x, 0),
    "bessel_y1": lambda x: _y(x, 1),
}


def _function(name):
    operator = "Bessel" + name[7].upper() + name[8:]
    compute = _KINDS[name]

    def function(x):
        value = unary(operator, "x", x)
        return wrap(op.astype(compute(op.astype(value, "float64")), x._name))

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"{name} of every element."
    return function


globals().update({name: _function(name) for name in _KINDS})


def i0(input):
    """Modified Bessel function of order 0."""
    value = unary("BesselI0", "x", input)
    return wrap(op.astype(_i(op.astype(value, "float64"), 0), input._name))


NAMES = tuple(_KINDS)
