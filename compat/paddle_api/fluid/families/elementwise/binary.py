"""Arithmetic of two variables."""

from __future__ import annotations

from compat.core import op

from ... import dygraph_utils
from ..._attributes import number
from ..._dtypes import CPP
from ..._errors import enforce_not_met, incompatible, no_kernel, wrong_type
from ..._negative import NegativeVar, broadcast_negative, check_broadcast
from ..._operands import (
    FLOATS,
    NUMBERS,
    constant,
    derived,
    f32,
    into,
    invalid,
    mask,
    raw,
    reduced_to,
    take,
)
from ..._registry import operator
from ..._varbase import VarBase, wrap
from ..docstrings import of_binary


def aligned_operands(name, x, y, axis, accepted):
    """Both arrays, the second one aligned with the first one from `axis` on."""
    if not isinstance(x, VarBase) or not isinstance(y, VarBase):
        raise incompatible(name, (x, y), 2)
    a, b = x._value, y._value
    da, db = op.dtype_of(a), op.dtype_of(b)
    if da not in accepted:
        raise no_kernel(name, CPP[da])
    if da != db:
        raise wrong_type(name, CPP[db], CPP[da])
    ranks = {op.rank_of(a), op.rank_of(b)}
    if axis == -1 and 0 in ranks and len(ranks) == 2:
        rank = max(ranks)
        raise invalid(f"Axis should be less than {rank}, but received axis is {rank}.", name)
    if axis != -1:
        sa, sb = op.shape_of(a), op.shape_of(b)
        trailing = len(sa) - axis - len(sb)
        if trailing > 0:
            b = op.reshape(b, sb + (1,) * trailing)
    return a, b


def apply_pair(name, function, a, b, y=None):
    try:
        return function(a, b)
    except Exception as error:
        shown = op.shape_of(b) if y is None else op.shape_of(y._value)
        check_broadcast(name, op.shape_of(a), op.shape_of(b), shown)
        raise error


@operator
def elementwise_add_op(x, y, axis=-1, **options):
    """`x + y`."""
    if type(x) is NegativeVar or _is_empty(x, y):
        return broadcast_negative("elementwise_add", x, y, axis)
    a, b = aligned_operands("elementwise_add", x, y, axis, NUMBERS)
    return wrap(apply_pair("elementwise_add", op.add, a, b, y))


def _is_empty(x, y):
    """True for operands of different shapes one of which has no elements."""
    if not isinstance(x, VarBase) or not isinstance(y, VarBase):
        return False
    sa = op.shape_of(x._value)
    return 0 in sa and sa != op.shape_of(y._value)


@operator
def elementwise_sub_op(x, y, axis=-1, **options):
    """`x - y`."""
    a, b = aligned_operands("elementwise_sub", x, y, axis, NUMBERS)
    return wrap(apply_pair("elementwise_sub", op.subtract, a, b, y))


@operator
def elementwise_mul_op(x, y, axis=-1, **options):
    """`x * y`."""
    a, b = aligned_operands("elementwise_mul", x, y, axis, NUMBERS)
    return wrap(apply_pair("elementwise_mul", op.multiply, a, b, y))


@operator
def elementwise_div_op(x, y, axis=-1, **options):
    """`x / y`; integers are divided towards zero."""
    a, b = aligned_operands("elementwise_div", x, y, axis, NUMBERS)
    if op.dtype_of(a) in FLOATS:
        return wrap(apply_pair("elementwise_div", op.divide, a, b, y))
    if bool(op.to_numpy(op.any(op.equal(raw(b), 0), tuple(range(len(op.shape_of(b)))), False))):
        raise enforce_not_met(
            "Error: InvalidArgumentError: Integer division by zero encountered in divide. Please "
            "check.\n",
            "elementwise_div",
        )
    return wrap(apply_pair("elementwise_div", _truncated_quotient, raw(a), raw(b)))


def _truncated_quotient(a, b):
    quotient = op.floor_divide(a, b)
    inexact = op.not_equal(op.multiply(quotient, b), a)
    up = op.logical_and(op.less(quotient, 0), inexact)
    return op.add(quotient, op.astype(up, op.dtype_of(quotient)))


@operator
def elementwise_floordiv_op(x, y, axis=-1, **options):
    """Integer quotient, towards zero."""
    a, b = aligned_operands("elementwise_floordiv", x, y, axis, NUMBERS - FLOATS)
    return wrap(apply_pair("elementwise_floordiv", _truncated_quotient, raw(a), raw(b)))


@operator
def elementwise_mod_op(x, y, axis=-1, **options):
    """Remainder; of integers with the sign of the dividend. No gradient."""
    a, b = aligned_operands("elementwise_mod", x, y, axis, NUMBERS)
    function = op.remainder if op.dtype_of(a) in FLOATS else op.fmod
    return wrap(apply_pair("elementwise_mod", function, raw(a), raw(b)))


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


@operator
def elementwise_max_op(x, y, axis=-1, **options):
    """The larger one."""
    a, b = aligned_operands("elementwise_max", x, y, axis, NUMBERS)
    return wrap(apply_pair("elementwise_max", _maximum, a, b, y))


@operator
def elementwise_min_op(x, y, axis=-1, **options):
    """The smaller one."""
    a, b = aligned_operands("elementwise_min", x, y, axis, NUMBERS)
    return wrap(apply_pair("elementwise_min", _minimum, a, b, y))


def _power_backward(g, a, b):
    power = op.pow(a, op.subtract(b, constant(b, 1)))
    da = op.multiply(g, op.multiply(b, power))
    db = op.multiply(g, op.multiply(op.log(a), op.pow(a, b)))
    return reduced_to(da, op.shape_of(a)), reduced_to(db, op.shape_of(b))


_power = derived(lambda a, b: op.pow(a, b), _power_backward)


@operator
def elementwise_pow_op(x, y, axis=-1, **options):
    """`x ** y`; integers are raised as float64 and cut off."""
    a, b = aligned_operands("elementwise_pow", x, y, axis, NUMBERS)
    if op.dtype_of(a) not in FLOATS:
        fa, fb = op.astype(raw(a), "float64"), op.astype(raw(b), "float64")
        return wrap(op.astype(apply_pair("elementwise_pow", op.pow, fa, fb), op.dtype_of(a)))
    return wrap(apply_pair("elementwise_pow", _power, a, b, y))


@operator
def minus_op(x, y, **options):
    """`x - y`."""
    return elementwise_sub_op(x, y)


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


def _binary(kernel):
    # `name` only labels nodes of static graphs.
    def call(x, y, axis=-1, act=None, name=None):
        result = kernel(x, y, axis)
        return result if act is None else dygraph_utils._append_activation_in_dygraph(result, act)

    call.__name__ = call.__qualname__ = kernel.__name__.removesuffix("_op")
    call.__doc__ = of_binary(call.__name__)
    return call


elementwise_add = _binary(elementwise_add_op)
elementwise_sub = _binary(elementwise_sub_op)
elementwise_mul = _binary(elementwise_mul_op)
elementwise_div = _binary(elementwise_div_op)
elementwise_max = _binary(elementwise_max_op)
elementwise_min = _binary(elementwise_min_op)
elementwise_pow = _binary(elementwise_pow_op)
elementwise_mod = _binary(elementwise_mod_op)
elementwise_floordiv = _binary(elementwise_floordiv_op)


def addcmul(input, tensor1, tensor2, value=1.0, out=None, name=None):
    """`input + value * tensor1 * tensor2`."""
    product = op.multiply(take(tensor1, "addcmul"), take(tensor2, "addcmul"))
    return into(wrap(op.add(take(input, "addcmul"), op.multiply(product, value))), out)
