"""Arithmetic on core values of one dtype, with MindSpore's meaning for integers.

One operand may be a Python scalar. Quotients of integers are cut towards zero; division by zero
gives the ends of the range, as MindSpore's kernels do.
"""

from compat.core import dtypes, op


def divide(a, b, name):
    """True division of floats; of integers the quotient cut towards zero."""
    if name not in dtypes.INTEGERS:
        return op.divide(a, b)
    return _through_float64(op.trunc, a, b, name)


def _floor_divide(a, b, name):
    if name not in dtypes.INTEGERS:
        return op.floor(op.divide(a, b))
    return _through_float64(op.floor, a, b, name)


def _through_float64(rounding, a, b, name):
    """Integer division; by zero it gives the ends of the range."""
    if not _has_zero(b):
        quotient = op.floor_divide(*_arrays(a, b, name))
        if rounding is op.floor or name.startswith("u"):
            return quotient
        rest = op.remainder(*_arrays(a, b, name))
        cut = op.logical_and(op.less(quotient, 0), op.not_equal(rest, 0))
        return op.add(quotient, op.astype(cut, name))
    facts = dtypes.DTYPES[name]
    a, b = _arrays(a, b, name)
    whole = rounding(op.divide(op.astype(a, "float64"), op.astype(b, "float64")))
    kept = op.astype(op.where(op.isfinite(whole), whole, _like(0.0, whole)), name)
    top, low = _like(int(facts.largest), kept), _like(int(facts.smallest), kept)
    kept = op.where(op.equal(whole, float("inf")), top, kept)
    return op.where(op.less(whole, float(facts.smallest) - 1.0), low, kept)


def _arrays(a, b, name):
    if isinstance(a, (int, float, complex)):
        return op.full((), a, name, op.device_of(b)), b
    if isinstance(b, (int, float, complex)):
        return a, op.full((), b, name, op.device_of(a))
    return a, b


def _like(value, x):
    return op.full((), value, op.dtype_of(x), op.device_of(x))


def _has_zero(x):
    if isinstance(x, (int, float)):
        return x == 0
    shape = op.shape_of(x)
    return bool(op.to_numpy(op.any(op.equal(x, 0), tuple(range(len(shape))), False)))


def _floor_mod(a, b, name):
    if name not in dtypes.INTEGERS:
        return op.remainder(a, b)
    if not _has_zero(b):
        return op.remainder(*_arrays(a, b, name))
    low = int(dtypes.DTYPES[name].smallest)
    a, b = _arrays(a, b, name)
    zero = op.equal(b, 0)
    safe = op.where(zero, _like(1, b), b)
    return op.where(zero, _like(low, a), op.remainder(a, safe))


def _power(a, b, name):
    if name not in dtypes.INTEGERS:
        return op.pow(a, b)
    a, b = _arrays(a, b, name)
    negative = op.less(b, 0)
    whole = op.pow(a, op.where(negative, _like(0, b), b))
    near = op.trunc(op.pow(op.astype(a, "float64"), op.astype(b, "float64")))
    near = op.where(op.isfinite(near), near, _like(0.0, near))
    return op.where(negative, op.astype(op.where(negative, near, _like(0.0, near)), name), whole)


COMPUTE = {
    "Add": lambda a, b, name: op.add(a, b),
    "Sub": lambda a, b, name: op.subtract(a, b),
    "Mul": lambda a, b, name: op.multiply(a, b),
    "Div": divide,
    "FloorDiv": _floor_divide,
    "FloorMod": _floor_mod,
    "Pow": _power,
}
COMPARE = {
    "Equal": lambda a, b: op.equal(a, b),
    "NotEqual": lambda a, b: op.not_equal(a, b),
    "Less": lambda a, b: op.less(a, b),
    "LessEqual": lambda a, b: op.less_equal(a, b),
    "Greater": lambda a, b: op.greater(a, b),
    "GreaterEqual": lambda a, b: op.greater_equal(a, b),
}
MIRRORED = {
    "Equal": "Equal",
    "NotEqual": "NotEqual",
    "Less": "Greater",
    "LessEqual": "GreaterEqual",
    "Greater": "Less",
    "GreaterEqual": "LessEqual",
}
BITS = {
    "BitwiseAnd": lambda a, b: op.bitwise_and(a, b),
    "BitwiseOr": lambda a, b: op.bitwise_or(a, b),
    "BitwiseXor": lambda a, b: op.bitwise_xor(a, b),
}
