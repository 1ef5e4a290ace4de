"""Comparisons and logical operations."""

from __future__ import annotations

from compat.core import op

from ..._operands import ALL, NUMBERS, f32, into, raw, take
from ..._registry import operator
from ..._varbase import VarBase, wrap
from .binary import aligned_operands, apply_pair


def _comparison(name, function):
    def kernel(x, y, axis=-1, **options):
        accepted = ALL if name in ("equal", "not_equal") else NUMBERS
        a, b = aligned_operands(name, x, y, axis, accepted - {"float16", "int8", "uint8", "int16"})
        return wrap(apply_pair(name, getattr(op, function), raw(a), raw(b)))

    kernel.__name__ = kernel.__qualname__ = f"{name}_op"
    kernel.__doc__ = f"bool: the operands are `{name}`."
    return operator(kernel)


equal_op = _comparison("equal", "equal")
not_equal_op = _comparison("not_equal", "not_equal")
less_than_op = _comparison("less_than", "less")
less_equal_op = _comparison("less_equal", "less_equal")
greater_than_op = _comparison("greater_than", "greater")
greater_equal_op = _comparison("greater_equal", "greater_equal")


def _logical(name, function):
    def kernel(x, y, **options):
        a, b = aligned_operands(name, x, y, -1, {"bool"})
        return wrap(apply_pair(name, function, a, b, y))

    kernel.__name__ = kernel.__qualname__ = f"{name}_op"
    kernel.__doc__ = f"`{name}` of two bool operands."
    return operator(kernel)


logical_and_op = _logical("logical_and", lambda a, b: op.logical_and(a, b))
logical_or_op = _logical("logical_or", lambda a, b: op.logical_or(a, b))
logical_xor_op = _logical("logical_xor", lambda a, b: op.not_equal(a, b))


@operator
def logical_not_op(x, **options):
    """bool: not `x`."""
    return wrap(op.logical_not(take(x, "logical_not", {"bool"})))


def logical_not(x, out=None, name=None):
    """bool: not `x`."""
    return _set_into(logical_not_op(x), out)


def equal(x, y, cond=None):
    """bool: `x == y`."""
    return into(equal_op(x, y), cond)


def not_equal(x, y, cond=None):
    """bool: `x != y`."""
    return into(not_equal_op(x, y), cond)


def less_than(x, y, force_cpu=None, cond=None):
    """bool: `x < y`."""
    return into(less_than_op(x, y), cond)


def less_equal(x, y, cond=None):
    """bool: `x <= y`."""
    return into(less_equal_op(x, y), cond)


def greater_than(x, y, cond=None):
    """bool: `x > y`."""
    return into(greater_than_op(x, y), cond)


def greater_equal(x, y, cond=None):
    """bool: `x >= y`."""
    return into(greater_equal_op(x, y), cond)


def _check_one_dtype(x, y):
    if isinstance(x, VarBase) and isinstance(y, VarBase):
        assert x.dtype == y.dtype


def logical_and(x, y, out=None, name=None):
    """bool: both."""
    _check_one_dtype(x, y)
    return _set_into(logical_and_op(x, y), out)


def logical_or(x, y, out=None, name=None):
    """bool: either."""
    _check_one_dtype(x, y)
    return _set_into(logical_or_op(x, y), out)


def logical_xor(x, y, out=None, name=None):
    """bool: exactly one."""
    _check_one_dtype(x, y)
    return _set_into(logical_xor_op(x, y), out)


def _set_into(result, out):
    """`result`, put into `out` if there is one."""
    if out is None:
        return result
    out._set(result._value)
    return out


def elementwise_equal(x, y, name=None):
    """bool: `x == y`."""
    return equal_op(x, y)


@operator(inputs=("Input", "Other"))
def allclose_op(input, other, rtol=1e-5, atol=1e-8, equal_nan=False, **options):
    """bool (1,): `|input - other| <= atol + rtol * |other|` everywhere."""
    a, b = raw(take(input, "allclose")), raw(take(other, "allclose", slot="Other"))
    limit = op.add(op.multiply(op.abs(b), f32(rtol)), f32(atol))
    near = op.logical_or(op.equal(a, b), op.less_equal(op.abs(op.subtract(a, b)), limit))
    if equal_nan:
        near = op.logical_or(near, op.logical_and(op.not_equal(a, a), op.not_equal(b, b)))
    every = op.all(near, tuple(range(op.rank_of(near))), False)
    return wrap(op.reshape(every, (1,)))


def allclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False, name=None):
    """bool (1,): the variables agree within the tolerances."""
    return allclose_op(input, other, rtol, atol, equal_nan)
