"""Elementwise functions of two tensors beside the table."""

from __future__ import annotations

import math

from ....core import compose, dtypes, op
from ...common import _operators
from ...common.tensor import Tensor, wrap
from .._operands import accept, arrays, operand
from ._elementwise import (
    _COMPUTED,
    _STRICT,
    _truncated_division,
    _truncated_remainder,
    binary,
    binary_arrays,
)


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
