"""Derivatives of elementwise primitives.

Complex operands follow the convention in which a step against the gradient descends: the cotangent
is multiplied with the conjugate of the derivative.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ...table import op
from . import Like, vjp
from .broadcast import conj, is_complex, unbroadcast, zeros

Ints = tuple[int, ...]
Derivative = Callable[[Any], Any]
LN2, LN10 = math.log(2), math.log(10)


# -- one operand ---------------------------------------------------------------------------------


def _square(x: Any) -> Any:
    return op.multiply(x, x)


def _of_operand(name: str, derivative: Derivative) -> None:
    """The derivative as a function of the operand."""

    @vjp(name, "x")
    def _(g: Any, x: Any) -> Any:
        return op.multiply(g, conj(derivative(x)))


def _of_result(name: str, derivative: Derivative) -> None:
    """The derivative as a function of the result."""

    @vjp(name, "x")
    def _(g: Any, result: Any) -> Any:
        return op.multiply(g, conj(derivative(result)))


def _over_operand(name: str, reciprocal: Derivative) -> None:
    """One over the derivative as a function of the operand."""

    @vjp(name, "x")
    def _(g: Any, x: Any) -> Any:
        return op.divide(g, conj(reciprocal(x)))


_of_operand("sin", lambda x: op.cos(x))
_of_operand("cos", lambda x: op.negative(op.sin(x)))
_of_operand("sinh", lambda x: op.cosh(x))
_of_operand("cosh", lambda x: op.sinh(x))
_of_operand("erf", lambda x: op.multiply(op.exp(op.negative(_square(x))), 2 / math.sqrt(math.pi)))
_of_operand("erfc", lambda x: op.multiply(op.exp(op.negative(_square(x))), -2 / math.sqrt(math.pi)))
_of_operand("lgamma", lambda x: op.polygamma(x, 0))

_of_result("exp", lambda y: y)
_of_result("expm1", lambda y: op.add(y, 1))
_of_result("rsqrt", lambda y: op.multiply(op.multiply(_square(y), y), -0.5))
_of_result("tan", lambda y: op.add(_square(y), 1))
_of_result("tanh", lambda y: op.subtract(1, _square(y)))
_of_result("sigmoid", lambda y: op.multiply(y, op.subtract(1, y)))
_of_result("erfinv", lambda y: op.multiply(op.exp(_square(y)), math.sqrt(math.pi) / 2))

_over_operand("log", lambda x: x)
_over_operand("log1p", lambda x: op.add(x, 1))
_over_operand("log2", lambda x: op.multiply(x, LN2))
_over_operand("log10", lambda x: op.multiply(x, LN10))
_over_operand("asin", lambda x: op.sqrt(op.subtract(1, _square(x))))
_over_operand("acos", lambda x: op.negative(op.sqrt(op.subtract(1, _square(x)))))
_over_operand("atan", lambda x: op.add(_square(x), 1))
_over_operand("asinh", lambda x: op.sqrt(op.add(_square(x), 1)))
_over_operand("acosh", lambda x: op.multiply(op.sqrt(op.subtract(x, 1)), op.sqrt(op.add(x, 1))))
_over_operand("atanh", lambda x: op.subtract(1, _square(x)))


@vjp("negative", "x")
def _(g: Any) -> Any:
    return op.negative(g)


@vjp("sqrt", "x")
def _(g: Any, result: Any) -> Any:
    return op.divide(g, conj(op.multiply(result, 2)))


@vjp("abs", "x")
def _(g: Any, x: Any) -> Any:
    if not is_complex(x):
        return op.multiply(g, op.sign(x))
    size = op.abs(x)
    size = op.where(op.equal(size, 0), 1, size)
    return op.multiply(op.complex(op.divide(g, size), 0), x)


@vjp("polygamma", "x")
def _(g: Any, x: Any, n: int) -> Any:
    return op.multiply(g, op.polygamma(x, n + 1))


@vjp("real", "x")
def _(g: Any, like: Like) -> Any:
    return op.complex(g, 0) if like.dtype.startswith("complex") else g


@vjp("imag", "x")
def _(g: Any, like: Like) -> Any:
    return op.complex(0, g) if like.dtype.startswith("complex") else zeros(g, like.shape)


@vjp("conj", "x")
def _(g: Any) -> Any:
    return conj(g)


# -- two operands --------------------------------------------------------------------------------


def _array(x: Any, like: Any) -> Any:
    """An operand that may be a Python scalar, as an array."""
    if not isinstance(x, (int, float, complex)):
        return x
    return op.full((), x, op.dtype_of(like), op.device_of(like))


@vjp("add", "x1")
def _(g: Any, shape: Ints) -> Any:
    return unbroadcast(g, shape)


@vjp("add", "x2")
def _(g: Any, shape: Ints) -> Any:
    return unbroadcast(g, shape)


@vjp("subtract", "x1")
def _(g: Any, shape: Ints) -> Any:
    return unbroadcast(g, shape)


@vjp("subtract", "x2")
def _(g: Any, shape: Ints) -> Any:
    return op.negative(unbroadcast(g, shape))


@vjp("multiply", "x1")
def _(g: Any, x2: Any, shape: Ints) -> Any:
    return unbroadcast(op.multiply(g, conj(x2)), shape)


@vjp("multiply", "x2")
def _(g: Any, x1: Any, shape: Ints) -> Any:
    return unbroadcast(op.multiply(g, conj(x1)), shape)


@vjp("divide", "x1")
def _(g: Any, x2: Any, shape: Ints) -> Any:
    return unbroadcast(op.divide(g, conj(x2)), shape)


@vjp("divide", "x2")
def _(g: Any, x2: Any, result: Any, shape: Ints) -> Any:
    return op.negative(unbroadcast(op.multiply(g, conj(op.divide(result, x2))), shape))


@vjp("remainder", "x1")
def _(g: Any, shape: Ints) -> Any:
    return unbroadcast(g, shape)


@vjp("remainder", "x2")
def _(g: Any, x1: Any, x2: Any, shape: Ints) -> Any:
    return op.negative(unbroadcast(op.multiply(g, op.floor(op.divide(x1, x2))), shape))


@vjp("fmod", "x1")
def _(g: Any, shape: Ints) -> Any:
    return unbroadcast(g, shape)


@vjp("fmod", "x2")
def _(g: Any, x1: Any, x2: Any, shape: Ints) -> Any:
    return op.negative(unbroadcast(op.multiply(g, op.trunc(op.divide(x1, x2))), shape))


@vjp("pow", "x1")
def _(g: Any, x1: Any, x2: Any, shape: Ints) -> Any:
    if isinstance(x2, (int, float, complex)):
        return unbroadcast(_power_step(g, x1, x2), shape)
    # Only at 0 ** 0 is the exponent moved, so that the factor x2 = 0 meets a finite power.
    corner = op.logical_and(op.equal(x1, 0), op.equal(x2, 0))
    exponent = op.subtract(op.where(corner, 1, x2), 1)
    slope = op.multiply(x2, op.pow(x1, exponent))
    return unbroadcast(op.multiply(g, conj(slope)), shape)


def _power_step(g: Any, x: Any, exponent: Any) -> Any:
    if exponent == 0:
        return zeros(g, op.shape_of(x))
    if exponent == 1:
        return g
    power = x if exponent == 2 else op.pow(x, exponent - 1)
    return op.multiply(g, conj(op.multiply(power, exponent)))


@vjp("pow", "x2")
def _(g: Any, x1: Any, x2: Any, result: Any, shape: Ints) -> Any:
    x1 = _array(x1, x2)
    at_zero = op.equal(x1, 0)
    slope = op.multiply(result, op.log(op.where(at_zero, 1, x1)))
    return unbroadcast(op.where(at_zero, 0, op.multiply(g, conj(slope))), shape)


def _over_radius(g: Any, x1: Any, x2: Any) -> Any:
    square = op.add(op.multiply(x1, x1), op.multiply(x2, x2))
    return op.divide(g, op.where(op.equal(square, 0), 1, square))


@vjp("atan2", "x1")
def _(g: Any, x1: Any, x2: Any, shape: Ints) -> Any:
    return unbroadcast(op.multiply(_over_radius(g, x1, x2), x2), shape)


@vjp("atan2", "x2")
def _(g: Any, x1: Any, x2: Any, shape: Ints) -> Any:
    return op.negative(unbroadcast(op.multiply(_over_radius(g, x1, x2), x1), shape))


def _chosen(g: Any, loses: Any, ties: Any) -> Any:
    """The share of an operand of maximum or minimum; with NaN both get all."""
    shared = op.where(ties, op.multiply(g, 0.5), g)
    return op.where(loses, 0, shared)


@vjp("maximum", "x1")
def _(g: Any, x1: Any, x2: Any, shape: Ints) -> Any:
    return unbroadcast(_chosen(g, op.less(x1, x2), op.equal(x1, x2)), shape)


@vjp("maximum", "x2")
def _(g: Any, x1: Any, x2: Any, shape: Ints) -> Any:
    return unbroadcast(_chosen(g, op.less(x2, x1), op.equal(x1, x2)), shape)


@vjp("minimum", "x1")
def _(g: Any, x1: Any, x2: Any, shape: Ints) -> Any:
    return unbroadcast(_chosen(g, op.less(x2, x1), op.equal(x1, x2)), shape)


@vjp("minimum", "x2")
def _(g: Any, x1: Any, x2: Any, shape: Ints) -> Any:
    return unbroadcast(_chosen(g, op.less(x1, x2), op.equal(x1, x2)), shape)


@vjp("complex", "x1")
def _(g: Any, shape: Ints) -> Any:
    return unbroadcast(op.real(g), shape)


@vjp("complex", "x2")
def _(g: Any, shape: Ints) -> Any:
    return unbroadcast(op.imag(g), shape)


@vjp("where", "x1")
def _(g: Any, condition: Any, shape: Ints) -> Any:
    return unbroadcast(op.where(condition, g, 0), shape)


@vjp("where", "x2")
def _(g: Any, condition: Any, shape: Ints) -> Any:
    return unbroadcast(op.where(condition, 0, g), shape)
