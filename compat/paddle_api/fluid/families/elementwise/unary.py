"""Functions of every element of one variable."""

from __future__ import annotations

import math

import numpy as np

from compat.core import op

from ..._dtypes import VARTYPES, canonical, vartype
from ..._errors import enforce_not_met
from ..._operands import (
    FLOATS,
    NUMBERS,
    SCALED,
    constant,
    derived,
    f32,
    first_number,
    flat,
    into,
    invalid,
    mask,
    raw,
    required,
    take,
)
from ..._registry import operator
from ..._varbase import VarBase, from_numpy, wrap
from ..docstrings import of_unary


def unary_operator(name, function, accepted=FLOATS):
    """The operator that is one primitive."""

    def kernel(x, **options):
        return wrap(function(take(x, name, accepted)))

    kernel.__name__ = kernel.__qualname__ = f"{name}_op"
    kernel.__doc__ = f"`{name}` of every element."
    return operator(kernel)


def _where(condition, number, x):
    return op.where(condition, op.broadcast_to(number, op.shape_of(x)), x)


def _sign(x):
    """-1, 0 or 1; 0 for NaN."""
    return op.subtract(mask(op.greater(x, 0), x), mask(op.less(x, 0), x))


exp_op = unary_operator("exp", lambda x: op.exp(x))

atan_op = unary_operator("atan", lambda x: op.atan(x))
acos_op = unary_operator("acos", lambda x: op.acos(x))
asin_op = unary_operator("asin", lambda x: op.asin(x))
cos_op = unary_operator("cos", lambda x: op.cos(x))
sin_op = unary_operator("sin", lambda x: op.sin(x))
log_op = unary_operator("log", lambda x: op.log(x))
log1p_op = unary_operator("log1p", lambda x: op.log1p(x))

sqrt_op = unary_operator("sqrt", lambda x: op.sqrt(x))
rsqrt_op = unary_operator("rsqrt", lambda x: op.rsqrt(x))
erf_op = unary_operator("erf", lambda x: op.erf(x))
square_op = unary_operator("square", lambda x: op.multiply(x, x), NUMBERS)
abs_op = unary_operator(
    "abs",
    derived(lambda x: op.abs(x), lambda g, x: (op.multiply(g, _sign(x)),)),
    NUMBERS,
)
reciprocal_op = unary_operator("reciprocal", lambda x: op.divide(constant(x, 1), x))
ceil_op = unary_operator("ceil", flat(lambda x: op.ceil(x)))
floor_op = unary_operator("floor", flat(lambda x: op.floor(x)))
sign_op = unary_operator("sign", flat(lambda x: _sign(x)))
round_op = unary_operator(
    "round", flat(lambda x: op.multiply(op.sign(x), op.floor(op.add(op.abs(x), 0.5))))
)


def clamped(x, low, high):
    """`x` between the bounds, NaN kept; no gradient on the bounds, outside, or for NaN."""

    def forward(x):
        raised = _where(op.less(x, low), constant(x, low), x)
        return _where(op.greater(raised, high), constant(x, high), raised)

    def backward(g, x):
        inside = op.logical_and(op.greater(x, low), op.less(x, high))
        return (op.multiply(g, mask(inside, g)),)

    return derived(forward, backward)(x)


@operator
def clip_op(x, min=None, max=None, **options):
    """`x` between `min` and `max`."""
    for name, bound in (("min", min), ("max", max)):
        if bound is None:
            raise required(name)
    v = take(x, "clip")
    low, high = float(min), float(max)
    return wrap(clamped(v, f32(low), f32(high)))


def clip(x, min, max, name=None):
    """Elements limited to a range.

    Args:
        x (Variable): floats, any shape.
        min (float): lower bound.
        max (float): upper bound.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable of the same shape and dtype.

    Raises:
        AttributeError: `x` is not a Variable.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> print(layers.clip(x, 1.5, 3.0).numpy())
        [[1.5 2. ]
         [3.  3. ]]
    """
    return clip_op(x, min, max)


def _power_of(exponent):
    def backward(g, x):
        return (op.multiply(g, op.multiply(op.pow(x, exponent - 1), exponent)),)

    return derived(lambda x: op.pow(x, exponent), backward)


@operator
def pow_op(x, factor=1.0, **options):
    """`x ** factor`."""
    v = take(x, "pow", NUMBERS)
    exponent = f32(factor)
    if op.dtype_of(v) not in FLOATS:
        powered = op.pow(op.astype(raw(v), "float64"), exponent)
        return wrap(op.astype(powered, op.dtype_of(v)))
    return wrap(_power_of(exponent)(v))


def pow(x, factor=1.0, name=None):
    """Every element to a power.

    Args:
        x (Variable): numbers, any shape.
        factor (float or Variable of shape [1], default 1.0): the exponent.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable of the same shape and dtype.

    Raises:
        AttributeError: `x` is not a Variable.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> print(layers.pow(x, 2.0).numpy())
        [[ 1.  4.]
         [ 9. 16.]]
    """
    if isinstance(factor, VarBase) and factor.shape not in ([], [1]):
        raise invalid(f"The shape of factor(tensor) must be [1] rather than {factor.shape}.", "pow")
    return pow_op(x, float(factor))


@operator
def isfinite_op(x, **options):
    """bool (1,): all elements are finite."""
    v = raw(take(x, "isfinite", NUMBERS))
    return _whether_all(op.isfinite(v))


def isfinite(x):
    """bool (1,): all elements are finite."""
    return isfinite_op(x)


@operator
def isnan_op(x, **options):
    """bool (1,): some element is NaN."""
    v = raw(take(x, "isnan", NUMBERS))
    return _whether_any(op.isnan(v))


@operator
def isinf_op(x, **options):
    """bool (1,): some element is infinite."""
    v = raw(take(x, "isinf", NUMBERS))
    return _whether_any(op.equal(op.abs(v), math.inf))


def _whether_all(v):
    return wrap(op.reshape(op.all(v, tuple(range(len(op.shape_of(v)))), False), (1,)))


def _whether_any(v):
    return wrap(op.reshape(op.any(v, tuple(range(len(op.shape_of(v)))), False), (1,)))


@operator
def scale_op(x, scale=1.0, bias=0.0, bias_after_scale=True, **options):
    """`x * scale + bias`, or `(x + bias) * scale`."""
    value = take(x, "scale", SCALED)
    factor, offset = _as_type(scale, value), _as_type(bias, value)
    if not bias_after_scale:
        return wrap(op.multiply(op.add(value, offset), factor))
    if factor != 1:
        value = op.multiply(value, factor)
    return wrap(op.add(value, offset) if offset != 0 or factor == 1 else value)


def scale(x, scale=1.0, bias=0.0, bias_after_scale=True, act=None, name=None):
    """`x * scale + bias`, or `(x + bias) * scale`.

    Args:
        x (Variable): numbers, any shape.
        scale (float or Variable of shape [1], default 1.0): the factor.
        bias (float, default 0.0): is added.
        bias_after_scale (bool, default True): the first form.
        act (str or None, default None): no effect in dygraph mode, as in Paddle.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable of the same shape and dtype.

    Raises:
        TypeError: `x` is not a Variable.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> print(layers.scale(x, 2.0, 1.0).numpy())
        [[3. 5.]
         [7. 9.]]
    """
    # Paddle 1.8.5 does not hand `act` on in dygraph mode.
    return scale_op(x, scale, bias, bias_after_scale)


def _as_type(value, x):
    """A number as the kernel sees it: float32 first, then the dtype of the operand."""
    if isinstance(value, VarBase):
        value = first_number(value)
    dtype = op.dtype_of(x)
    if dtype in FLOATS:
        return f32(value)
    return int(f32(value))


@operator
def cast_op(x, in_dtype=None, out_dtype=None, **options):
    """`x` in another dtype."""
    value = take(x, "cast", VARTYPES)
    wanted = canonical(out_dtype)
    if op.dtype_of(value) == wanted:
        return wrap(op.copy(value))
    return wrap(op.astype(value, wanted))


def cast(x, dtype):
    """The values in another dtype.

    Args:
        x (Variable): any.
        dtype (str, numpy.dtype or VarType): such as "int32".

    Returns:
        Variable.

    Raises:
        TypeError: `dtype` is no dtype.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> print(layers.cast(x, "int32").numpy())
        [[1 2]
         [3 4]]
    """
    return cast_op(x, None, vartype(dtype))


@operator
def increment_op(x, step=1.0, **options):
    """`x + step` of one element."""
    value = take(x, "increment", NUMBERS)
    count = 1
    for n in op.shape_of(value):
        count *= n
    if count != 1:
        raise enforce_not_met(
            "InvalidArgumentError: The number of elements in Input(X) should be 1.Now the "
            "number is "
            f"{count}.",
            "increment",
            'Expected framework::product(ctx->GetInputDim("X")) == 1UL, but received '
            f'framework::product(ctx->GetInputDim("X")):{count} != 1UL:1.',
        )
    amount = f32(step) if op.dtype_of(value) in FLOATS else int(step)
    return wrap(op.add(value, amount))


def increment(x, value=1.0, in_place=True):
    """`x + value`; in place unless told otherwise."""
    result = increment_op(x, float(value))
    return into(result, x) if in_place else result


def sign(x):
    """-1, 0 or 1."""
    return sign_op(wrap(from_numpy(x)) if isinstance(x, np.ndarray) else x)


def log(x, name=None):
    """Natural logarithm of every element; NaN below 0, -inf at 0.

    Args:
        x (Variable): floats, any shape.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable of the same shape and dtype.

    Raises:
        TypeError: `x` is not a Variable.

    Example:
        >>> x = to_variable(np.array([1.0, 10.0], "float32"))
        >>> print(layers.log(x).numpy())
        [0.        2.3025851]
    """
    return log_op(x)


def log1p(x, out=None, name=None):
    """`log(1 + x)`."""
    return log1p_op(x)


def clamp(input, min=None, max=None, output=None, name=None):
    """`input` between bounds, each of which may be missing."""
    assert min is not None or max is not None, "either min or max should be defined."
    limits = {"float32": 3.4028234663852886e38, "float64": 3.4028234663852886e38}
    most = limits.get(op.dtype_of(input._value), 2147483647)
    low = -most if min is None else float(first_number(min))
    high = most if max is None else float(first_number(max))
    return into(clip_op(input, low, high), output)


def unary_function(kernel):
    # `name` only labels nodes of static graphs.
    def call(x, name=None):
        return kernel(x)

    call.__name__ = call.__qualname__ = kernel.__name__.removesuffix("_op")
    call.__doc__ = of_unary(call.__name__) or kernel.__doc__
    return call


def erf(x):
    """The error function."""
    return erf_op(x)


def has_inf(x):
    """bool (1,): some element is infinite."""
    return isinf_op(x)


def has_nan(x):
    """bool (1,): some element is NaN."""
    return isnan_op(x)


exp = unary_function(exp_op)
atan = unary_function(atan_op)
sqrt = unary_function(sqrt_op)
rsqrt = unary_function(rsqrt_op)
abs = unary_function(abs_op)
ceil = unary_function(ceil_op)
floor = unary_function(floor_op)
cos = unary_function(cos_op)
acos = unary_function(acos_op)
sin = unary_function(sin_op)
asin = unary_function(asin_op)
round = unary_function(round_op)
reciprocal = unary_function(reciprocal_op)
square = unary_function(square_op)


@operator
def add_position_encoding_op(x, alpha=1.0, beta=1.0, **options):
    """`alpha * x + beta * encoding` for x (N, T, D): sines, then cosines, of the positions."""
    value = take(x, "add_position_encoding")
    _, steps, width = op.shape_of(value)
    half = width // 2
    powers = np.arange(half) / (half - 1) if half > 1 else np.ones(half)
    angles = np.arange(steps).reshape(steps, 1) / np.power(10000.0, powers)
    table = np.concatenate([np.sin(angles), np.cos(angles)], 1) * f32(beta)
    code = op.asarray(table.astype(op.dtype_of(value)), op.dtype_of(value), op.device_of(value))
    return wrap(op.add(op.multiply(value, f32(alpha)), code))


def add_position_encoding(input, alpha, beta, name=None):
    """`alpha * input + beta * encoding` of the positions along the second axis."""
    return add_position_encoding_op(input, float(alpha), float(beta))
