"""Elementwise primitives. Binary ones broadcast as NumPy does; both operands have one dtype,
and one of the two may be a Python scalar, which takes the other's dtype.
"""

from __future__ import annotations

from typing import Any

from .marker import Array, primitive


@primitive
def abs(x: Array) -> Any:
    """Absolute value; of complex values the modulus. Gradient at 0: 0."""


@primitive
def negative(x: Array) -> Any:
    """`-x`."""


@primitive
def sqrt(x: Array) -> Any:
    """Square root; NaN below 0. Gradient at 0: infinite."""


@primitive(default=True)
def rsqrt(x: Array) -> Any:
    """`1 / sqrt(x)`."""


@primitive
def exp(x: Array) -> Any:
    """e to the power of `x`."""


@primitive
def expm1(x: Array) -> Any:
    """`exp(x) - 1`, accurate near 0."""


@primitive
def log(x: Array) -> Any:
    """Natural logarithm; -inf at 0, NaN below."""


@primitive
def log1p(x: Array) -> Any:
    """`log(1 + x)`, accurate near 0."""


@primitive(default=True)
def log2(x: Array) -> Any:
    """Logarithm to base 2."""


@primitive(default=True)
def log10(x: Array) -> Any:
    """Logarithm to base 10."""


@primitive
def sin(x: Array) -> Any:
    """Sine of radians."""


@primitive
def cos(x: Array) -> Any:
    """Cosine of radians."""


@primitive
def tan(x: Array) -> Any:
    """Tangent of radians."""


@primitive
def asin(x: Array) -> Any:
    """Inverse sine; NaN outside [-1, 1]."""


@primitive
def acos(x: Array) -> Any:
    """Inverse cosine; NaN outside [-1, 1]."""


@primitive
def atan(x: Array) -> Any:
    """Inverse tangent."""


@primitive
def sinh(x: Array) -> Any:
    """Hyperbolic sine."""


@primitive
def cosh(x: Array) -> Any:
    """Hyperbolic cosine."""


@primitive
def tanh(x: Array) -> Any:
    """Hyperbolic tangent."""


@primitive
def asinh(x: Array) -> Any:
    """Inverse hyperbolic sine."""


@primitive
def acosh(x: Array) -> Any:
    """Inverse hyperbolic cosine; NaN below 1."""


@primitive
def atanh(x: Array) -> Any:
    """Inverse hyperbolic tangent; NaN outside [-1, 1]."""


@primitive(default=True)
def sigmoid(x: Array) -> Any:
    """`1 / (1 + exp(-x))` without overflow."""


@primitive
def erf(x: Array) -> Any:
    """Error function."""


@primitive
def erfc(x: Array) -> Any:
    """`1 - erf(x)` without cancellation."""


@primitive
def erfinv(x: Array) -> Any:
    """Inverse of `erf` on (-1, 1); infinite at the ends, NaN outside."""


@primitive
def lgamma(x: Array) -> Any:
    """Logarithm of the absolute value of the gamma function."""


@primitive
def real(x: Array) -> Any:
    """Real part; `x` itself for real dtypes."""


@primitive
def imag(x: Array) -> Any:
    """Imaginary part; zeros for real dtypes."""


@primitive
def conj(x: Array) -> Any:
    """Complex conjugate; `x` itself for real dtypes."""


@primitive(constant=True)
def sign(x: Array) -> Any:
    """-1, 0 or 1; NaN stays NaN."""


@primitive(constant=True)
def ceil(x: Array) -> Any:
    """Smallest integer not below `x`, same dtype."""


@primitive(constant=True)
def floor(x: Array) -> Any:
    """Largest integer not above `x`, same dtype."""


@primitive(constant=True)
def round(x: Array) -> Any:
    """Nearest integer, ties to even, same dtype."""


@primitive(constant=True)
def trunc(x: Array) -> Any:
    """Integer part, same dtype."""


@primitive(constant=True)
def isfinite(x: Array) -> Any:
    """bool: neither NaN nor infinite."""


@primitive(constant=True)
def isnan(x: Array) -> Any:
    """bool: NaN."""


@primitive(constant=True)
def logical_not(x: Array) -> Any:
    """bool: `x == 0`."""


@primitive(constant=True)
def bitwise_invert(x: Array) -> Any:
    """Bitwise complement of integers; `not` of bool."""


@primitive
def polygamma(x: Array, n: int) -> Any:
    """`n`-th derivative of the digamma function; `n = 0` is digamma itself."""


@primitive
def add(x1: Array, x2: Array) -> Any:
    """`x1 + x2`; logical or for bool."""


@primitive
def subtract(x1: Array, x2: Array) -> Any:
    """`x1 - x2`; numeric dtypes."""


@primitive
def multiply(x1: Array, x2: Array) -> Any:
    """`x1 * x2`; logical and for bool."""


@primitive
def divide(x1: Array, x2: Array) -> Any:
    """`x1 / x2` of floats; division by zero gives infinities and NaN without a warning."""


@primitive
def remainder(x1: Array, x2: Array) -> Any:
    """`x1 - floor(x1 / x2) * x2`, sign of the divisor.

    Integer division by zero is undefined. Gradient for `x2`: `-floor(x1 / x2)`.
    """


@primitive
def fmod(x1: Array, x2: Array) -> Any:
    """Remainder with the sign of the dividend. Gradient for `x2`: `-trunc(x1 / x2)`."""


@primitive
def pow(x1: Array, x2: Array) -> Any:
    """`x1 ** x2`. Gradient for `x1` where `x2` is 0: 0; for `x2` where `x1` is 0: 0."""


@primitive
def atan2(x1: Array, x2: Array) -> Any:
    """Angle of the point (x2, x1)."""


@primitive
def maximum(x1: Array, x2: Array) -> Any:
    """Larger one; NaN wins. Gradient: equal operands share equally."""


@primitive
def minimum(x1: Array, x2: Array) -> Any:
    """Smaller one; NaN wins. Gradient: equal operands share equally."""


@primitive(constant=True)
def floor_divide(x1: Array, x2: Array) -> Any:
    """`floor(x1 / x2)`, same dtype. Integer division by zero is undefined."""


@primitive(constant=True)
def equal(x1: Array, x2: Array) -> Any:
    """bool: `x1 == x2`."""


@primitive(constant=True, default=True)
def not_equal(x1: Array, x2: Array) -> Any:
    """bool: `x1 != x2`."""


@primitive(constant=True)
def less(x1: Array, x2: Array) -> Any:
    """bool: `x1 < x2`."""


@primitive(constant=True)
def less_equal(x1: Array, x2: Array) -> Any:
    """bool: `x1 <= x2`."""


@primitive(constant=True, default=True)
def greater(x1: Array, x2: Array) -> Any:
    """bool: `x1 > x2`."""


@primitive(constant=True, default=True)
def greater_equal(x1: Array, x2: Array) -> Any:
    """bool: `x1 >= x2`."""


@primitive(constant=True)
def logical_and(x1: Array, x2: Array) -> Any:
    """bool: both non-zero."""


@primitive(constant=True)
def logical_or(x1: Array, x2: Array) -> Any:
    """bool: either non-zero."""


@primitive(constant=True)
def bitwise_and(x1: Array, x2: Array) -> Any:
    """Bits of integers; logical for bool."""


@primitive(constant=True)
def bitwise_or(x1: Array, x2: Array) -> Any:
    """Bits of integers; logical for bool."""


@primitive(constant=True)
def bitwise_xor(x1: Array, x2: Array) -> Any:
    """Bits of integers; logical for bool."""


@primitive(constant=True)
def bitwise_left_shift(x1: Array, x2: Array) -> Any:
    """`x1 << x2` of integers."""


@primitive(constant=True)
def bitwise_right_shift(x1: Array, x2: Array) -> Any:
    """`x1 >> x2` of integers, sign kept."""


@primitive
def complex(x1: Array, x2: Array) -> Any:
    """Complex array from real and imaginary part: complex64 of float32, complex128 of float64."""


@primitive
def where(condition: Array, x1: Array, x2: Array) -> Any:
    """`x1` where the bool `condition` holds, else `x2`; all three broadcast.

    Gradient: none for `condition`; the operand not chosen gets 0.
    """
