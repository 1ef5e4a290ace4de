"""Arithmetic and comparisons of two operands, and of an operand with a number."""

from __future__ import annotations

from compat.core import autodiff, op

from .._negative import NegativeVar, broadcast_negative
from .attributes import number
from .base import (
    ALL,
    CPP,
    FLOATS,
    NUMBERS,
    SCALED,
    VarBase,
    constant,
    derived,
    enforce_not_met,
    f32,
    incompatible,
    invalid,
    mask,
    no_kernel,
    raw,
    reduced_to,
    take,
    wrap,
    wrong_type,
)


def _operands(name, x, y, axis, accepted):
    """Both arrays, the second one aligned with the first one from `axis` on."""
    if not isinstance(x, VarBase) or not isinstance(y, VarBase):
        raise incompatible(name, (x, y), 2)
    a, b = x._value, y._value
    da, db = op.dtype_of(a), op.dtype_of(b)
    if da not in accepted:
        raise no_kernel(name, CPP[da])
    if da != db:
        raise wrong_type(name, CPP[db], CPP[da])
    if axis != -1:
        sa, sb = op.shape_of(a), op.shape_of(b)
        trailing = len(sa) - axis - len(sb)
        if trailing > 0:
            b = op.reshape(b, sb + (1,) * trailing)
    return a, b


def _apply(name, function, a, b, y=None):
    try:
        return function(a, b)
    except Exception as error:
        shown = op.shape_of(b) if y is None else op.shape_of(y._value)
        check_broadcast(name, op.shape_of(a), op.shape_of(b), shown)
        raise error


def check_broadcast(name, sa, sb, shown):
    """Raise the original's error if the shapes do not fit; `shown` is the second one as passed."""
    rank = max(len(sa), len(sb))
    pa, pb = (1,) * (rank - len(sa)) + tuple(sa), (1,) * (rank - len(sb)) + tuple(sb)
    for i, (m, n) in enumerate(zip(pa, pb, strict=True)):
        if m != n and m > 1 and n > 1:
            raise invalid(
                "Broadcast dimension mismatch. Operands could not be broadcast together with the "
                f"shape of X = {list(sa)} and the shape of Y = {list(shown)}. Received [{m}] "
                f"in X is not "
                f"equal to [{n}] in Y at i:{i}.",
                name,
                "Expected x_dims_array[i] == y_dims_array[i] || x_dims_array[i] <= 1 || "
                "y_dims_array[i] <= 1 == true, but received x_dims_array[i] == y_dims_array[i] || "
                "x_dims_array[i] <= 1 || y_dims_array[i] <= 1:0 != true:1.",
            )


def elementwise_add(x, y, axis=-1, **options):
    """`x + y`."""
    if type(x) is NegativeVar or _is_empty(x, y):
        return broadcast_negative("elementwise_add", x, y, axis)
    a, b = _operands("elementwise_add", x, y, axis, NUMBERS)
    return wrap(_apply("elementwise_add", op.add, a, b, y))


def _is_empty(x, y):
    """True for operands of different shapes one of which has no elements."""
    if not isinstance(x, VarBase) or not isinstance(y, VarBase):
        return False
    sa = op.shape_of(x._value)
    return 0 in sa and sa != op.shape_of(y._value)


def elementwise_sub(x, y, axis=-1, **options):
    """`x - y`."""
    a, b = _operands("elementwise_sub", x, y, axis, NUMBERS)
    return wrap(_apply("elementwise_sub", op.subtract, a, b, y))


def elementwise_mul(x, y, axis=-1, **options):
    """`x * y`."""
    a, b = _operands("elementwise_mul", x, y, axis, NUMBERS)
    return wrap(_apply("elementwise_mul", op.multiply, a, b, y))


def elementwise_div(x, y, axis=-1, **options):
    """`x / y`; integers are divided towards zero."""
    a, b = _operands("elementwise_div", x, y, axis, NUMBERS)
    if op.dtype_of(a) in FLOATS:
        return wrap(_apply("elementwise_div", op.divide, a, b, y))
    if bool(op.to_numpy(op.any(op.equal(raw(b), 0), tuple(range(len(op.shape_of(b)))), False))):
        raise enforce_not_met(
            "Error: InvalidArgumentError: Integer division by zero encountered in divide. Please "
            "check.\n",
            "elementwise_div",
        )
    return wrap(_apply("elementwise_div", _truncated_quotient, raw(a), raw(b)))


def _truncated_quotient(a, b):
    quotient = op.floor_divide(a, b)
    inexact = op.not_equal(op.multiply(quotient, b), a)
    up = op.logical_and(op.less(quotient, 0), inexact)
    return op.add(quotient, op.astype(up, op.dtype_of(quotient)))


def elementwise_floordiv(x, y, axis=-1, **options):
    """Integer quotient, towards zero."""
    a, b = _operands("elementwise_floordiv", x, y, axis, NUMBERS - FLOATS)
    return wrap(_apply("elementwise_floordiv", _truncated_quotient, raw(a), raw(b)))


def elementwise_mod(x, y, axis=-1, **options):
    """Remainder; of integers with the sign of the dividend. No gradient."""
    a, b = _operands("elementwise_mod", x, y, axis, NUMBERS)
    function = op.remainder if op.dtype_of(a) in FLOATS else op.fmod
    return wrap(_apply("elementwise_mod", function, raw(a), raw(b)))


def _picked(function, wins):
    """Maximum or minimum; of equal operands the second one gets the whole gradient."""

    def backward(g, a, b):
        first = mask(wins(a, b), g)
        rest = op.subtract(constant(g, 1), first)
        return (
            reduced_to(op.multiply(g, first), op.shape_of(a)),
            reduced_to(op.multiply(g, rest), op.shape_of(b)),
        )

    return derived(function, backward)


_maximum = _picked(lambda a, b: op.maximum(a, b), lambda a, b: op.greater(a, b))
_minimum = _picked(lambda a, b: op.minimum(a, b), lambda a, b: op.less(a, b))


def elementwise_max(x, y, axis=-1, **options):
    """The larger one."""
    a, b = _operands("elementwise_max", x, y, axis, NUMBERS)
    return wrap(_apply("elementwise_max", _maximum, a, b, y))


def elementwise_min(x, y, axis=-1, **options):
    """The smaller one."""
    a, b = _operands("elementwise_min", x, y, axis, NUMBERS)
    return wrap(_apply("elementwise_min", _minimum, a, b, y))


def _power_backward(g, a, b):
    power = op.pow(a, op.subtract(b, constant(b, 1)))
    da = op.multiply(g, op.multiply(b, power))
    db = op.multiply(g, op.multiply(op.log(a), op.pow(a, b)))
    return reduced_to(da, op.shape_of(a)), reduced_to(db, op.shape_of(b))


_power = derived(lambda a, b: op.pow(a, b), _power_backward)


def elementwise_pow(x, y, axis=-1, **options):
    """`x ** y`; integers are raised as float64 and cut off."""
    a, b = _operands("elementwise_pow", x, y, axis, NUMBERS)
    if op.dtype_of(a) not in FLOATS:
        fa, fb = op.astype(raw(a), "float64"), op.astype(raw(b), "float64")
        return wrap(op.astype(_apply("elementwise_pow", op.pow, fa, fb), op.dtype_of(a)))
    return wrap(_apply("elementwise_pow", _power, a, b, y))


def minus(x, y, **options):
    """`x - y`."""
    return elementwise_sub(x, y)


def scale(x, scale=1.0, bias=0.0, bias_after_scale=True, **options):
    """`x * scale + bias`, or `(x + bias) * scale`."""
    value = take(x, "scale", SCALED)
    factor, offset = _as_type(scale, value), _as_type(bias, value)
    if not bias_after_scale:
        return wrap(op.multiply(op.add(value, offset), factor))
    if factor != 1:
        value = op.multiply(value, factor)
    return wrap(op.add(value, offset) if offset != 0 or factor == 1 else value)


def _as_type(value, x):
    """A number as the kernel sees it: float32 first, then the dtype of the operand."""
    if isinstance(value, VarBase):
        value = float(value)
    dtype = op.dtype_of(x)
    if dtype in FLOATS:
        return f32(value)
    return int(f32(value))


def _comparison(name, function):
    def kernel(x, y, axis=-1, **options):
        accepted = ALL if name in ("equal", "not_equal") else NUMBERS
        a, b = _operands(name, x, y, axis, accepted - {"float16", "int8", "uint8", "int16"})
        return wrap(_apply(name, getattr(op, function), raw(a), raw(b)))

    kernel.__name__ = name
    kernel.__doc__ = f"bool: the operands are `{name}`."
    return kernel


equal = _comparison("equal", "equal")
not_equal = _comparison("not_equal", "not_equal")
less_than = _comparison("less_than", "less")
less_equal = _comparison("less_equal", "less_equal")
greater_than = _comparison("greater_than", "greater")
greater_equal = _comparison("greater_equal", "greater_equal")


def _logical(name, function):
    def kernel(x, y, **options):
        a, b = _operands(name, x, y, -1, {"bool"})
        return wrap(_apply(name, function, a, b, y))

    kernel.__name__ = name
    kernel.__doc__ = f"`{name}` of two bool operands."
    return kernel


logical_and = _logical("logical_and", lambda a, b: op.logical_and(a, b))
logical_or = _logical("logical_or", lambda a, b: op.logical_or(a, b))
logical_xor = _logical("logical_xor", lambda a, b: op.not_equal(a, b))


def logical_not(x, **options):
    """bool: not `x`."""
    return wrap(op.logical_not(take(x, "logical_not", {"bool"})))


def filled_like(value, x, shape):
    """The variable for a number beside `x` in an operator expression."""
    dtype = op.dtype_of(x._value)
    v = f32(number("value", value))
    v = (
        v
        if dtype in ("float32", "float64", "float16")
        else (bool(v) if dtype == "bool" else int(v))
    )
    return wrap(op.full(tuple(shape), v, dtype, op.device_of(x._value)))


def is_tracked(value):
    """True for an array with history."""
    return autodiff.engine().is_tracked(value)
