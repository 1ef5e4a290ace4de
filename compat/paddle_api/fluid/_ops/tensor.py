"""Making and converting arrays."""

from __future__ import annotations

from compat.core import op, state

from .._dtypes import VARTYPES, canonical
from .base import FLOATS, NUMBERS, enforce_not_met, f32, raw, take, wrap, zeros


def cast(x, in_dtype=None, out_dtype=None, **options):
    """`x` in another dtype."""
    value = take(x, "cast", VARTYPES)
    wanted = canonical(out_dtype)
    if op.dtype_of(value) == wanted:
        return wrap(op.copy(value))
    return wrap(op.astype(value, wanted))


def assign(x, **options):
    """A copy."""
    return wrap(op.copy(take(x, "assign", VARTYPES)))


def shape(x, **options):
    """int32: the extents."""
    return wrap(op.asarray(list(op.shape_of(x._value)), "int32", op.device_of(x._value)))


def size(x, **options):
    """int64 (1,): the number of elements."""
    count = 1
    for n in op.shape_of(x._value):
        count *= n
    return wrap(op.asarray([count], "int64", op.device_of(x._value)))


def fill_constant(out=None, shape=(), dtype=None, value=0.0, **options):
    """A variable of one value."""
    name = canonical(dtype)
    v = _number(value, name)
    return wrap(op.full(tuple(int(n) for n in shape), v, name, state.device()))


def _number(value, dtype):
    if dtype == "bool":
        return bool(value)
    if dtype in ("int32", "int64"):
        return int(f32(value)) if isinstance(value, float) else int(value)
    return f32(value)


def fill_any_like(x, value=0.0, dtype=-1, **options):
    """One value in the form of `x`."""
    source = raw(x._value)
    name = op.dtype_of(source) if dtype in (-1, None) else canonical(dtype)
    return wrap(op.full(op.shape_of(source), _number(value, name), name, op.device_of(source)))


def zeros_of(x):
    """Zeros in the form of `x`."""
    return wrap(zeros(raw(x._value)))


def increment(x, step=1.0, **options):
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


def is_empty(x, **options):
    """bool (1,): there are no elements."""
    return wrap(op.full((1,), 0 in op.shape_of(x._value), "bool", op.device_of(x._value)))
