"""What elementwise functions and operators of two tensors are made of."""

from __future__ import annotations

from .....core import autodiff, compose, dtypes, op
from ....common import _arithmetic, _operators
from ....common.tensor import wrap
from ...arguments import arrays, pair, tensor_kind
from ...docstrings import doc_of_two
from ...elementwise import named
from ...primitive import PrimitiveWithInfer, share_doc


def binary(name, x, y, compute):
    """`compute(a, b, dtype)` of two operands; one may be a Python scalar."""
    a, b, dtype = pair(name, x, y)
    try:
        return wrap(compute(a, b, dtype))
    except Exception as error:
        raise _operators.shapes_differ(name, x, y, error) from error


def binary_arrays(name, x, y, compute):
    """As `binary`, for computations that need arrays on both sides."""
    a, b, dtype = arrays(name, x, y)
    try:
        return wrap(compute(a, b, dtype))
    except Exception as error:
        raise _operators.shapes_differ(name, x, y, error) from error


def _of(primitive):
    return lambda a, b, dtype: getattr(op, primitive)(a, b)


def _mod(a, b, dtype):
    """Remainder with the sign of `a`; its gradient for `b` is that of the floored one."""
    engine = autodiff.engine()
    if not dtypes.is_float(dtype) or not (engine.is_tracked(a) or engine.is_tracked(b)):
        return truncated_remainder(a, b, dtype)
    a, b = compose.broadcast_pair(a, b)
    return engine.custom(lambda x, y: truncated_remainder(x, y, dtype), _pull_mod)(a, b)


def _pull_mod(cotangents, xs, results):
    g = cotangents[0]
    return [g, op.negative(op.multiply(g, op.floor(op.divide(*xs))))]


def _truncate_mod(a, b, dtype):
    """The remainder, a / 0 and NaN for an infinite divisor, where C's fmod has NaN and `a`."""
    rest = truncated_remainder(a, b, dtype)
    if not dtypes.is_float(dtype):
        return rest
    return op.where(op.equal(b, 0), op.divide(a, b), op.add(rest, op.multiply(b, 0.0)))


def truncated_remainder(a, b, dtype):
    if dtypes.is_float(dtype):
        return op.fmod(a, b)
    rest = op.remainder(a, b)
    wrong = op.logical_and(op.not_equal(rest, 0), op.not_equal(op.less(a, 0), op.less(rest, 0)))
    return op.where(wrong, op.subtract(rest, b), rest)


def truncated_division(a, b, dtype):
    return (
        _arithmetic.divide(a, b, dtype) if dtype in dtypes.INTEGERS else op.trunc(op.divide(a, b))
    )


def _no_nan(compute, zero_of):
    def run(a, b, dtype):
        zero = op.equal(zero_of(a, b), 0)
        safe = op.where(zero, compose.ones_like(b), b)
        found = compute(a, safe)
        return op.where(zero, compose.zeros_like(found), found)

    return run


def _xlogy(a, b, dtype):
    return op.multiply(a, op.log(b))  # NaN for 0 log(0), as on MindSpore's CPU


def _shift(name):
    """Shifts by the low bits of the number, in 32 bits or more, as processors do."""

    def shifted(a, b, dtype):
        shift = getattr(op, name)
        wide = dtype if dtype in ("int64", "uint64") else "int32"
        bits = op.bitwise_and(op.astype(b, wide), 63 if wide != "int32" else 31)
        return op.astype(shift(op.astype(a, wide), bits), dtype)

    return shifted


def _xdivy(a, b, dtype):
    zero = op.equal(a, 0)
    found = op.divide(a, op.where(zero, compose.ones_like(b), b))
    return op.where(zero, compose.zeros_like(found), found)


def _mul_no_nan(a, b, dtype):
    zero = op.equal(b, 0)
    found = op.multiply(op.where(zero, compose.zeros_like(a), a), b)
    return op.where(zero, compose.zeros_like(found), found)


def _xor(a, b, dtype):
    return op.not_equal(a, b)


ARRAY_COMPUTE = {
    "SquaredDifference": lambda a, b, dtype: compose.square(op.subtract(a, b)),
    "Hypot": lambda a, b, dtype: op.sqrt(op.add(op.multiply(a, a), op.multiply(b, b))),
    "Atan2": _of("atan2"),
    "Mod": _mod,
    "TruncateMod": _truncate_mod,
    "TruncateDiv": truncated_division,
    "DivNoNan": _no_nan(lambda a, b: op.divide(a, b), lambda a, b: b),
    "MulNoNan": _mul_no_nan,
    "Xlogy": _xlogy,
    "Xdivy": _xdivy,
    "LogicalAnd": _of("logical_and"),
    "LogicalOr": _of("logical_or"),
    "LogicalXor": _xor,
    "BitwiseAnd": _of("bitwise_and"),
    "BitwiseOr": _of("bitwise_or"),
    "BitwiseXor": _of("bitwise_xor"),
    "LeftShift": _shift("bitwise_left_shift"),
    "RightShift": _shift("bitwise_right_shift"),
    "Maximum": _of("maximum"),
    "Minimum": _of("minimum"),
    "Equal": _of("equal"),
    "NotEqual": _of("not_equal"),
    "Less": _of("less"),
    "LessEqual": _of("less_equal"),
    "Greater": _of("greater"),
    "GreaterEqual": _of("greater_equal"),
    "Fmax": lambda a, b, dtype: op.where(op.logical_or(op.greater(a, b), op.not_equal(b, b)), a, b),
    "Fmin": lambda a, b, dtype: op.where(op.logical_or(op.less(a, b), op.not_equal(b, b)), a, b),
}


COMPUTE = {**ARRAY_COMPUTE, **_arithmetic.COMPUTE, "RealDiv": _arithmetic.COMPUTE["Div"]}


def operator_of_two(name):
    """The function of two operands that the operator class `name` computes."""
    compute = COMPUTE[name]
    run = binary if name not in ARRAY_COMPUTE else binary_arrays

    def function(x, y):
        return run(name, x, y, compute)

    function.__name__ = name
    function.__doc__ = doc_of_two(name, "x", "y", name)
    return function


def function_of_two(name, first, second, operator):
    """The function `name(first, second)` over the operator of that name in the texts."""
    compute = COMPUTE[operator]
    run = binary if operator not in ARRAY_COMPUTE else binary_arrays

    def function(x, y):
        return run(operator, x, y, compute)

    doc = doc_of_two(name, first, second, operator)
    return named(function, name, (first, second), doc)


def refuse_different(name, x, y):
    """TypeError for two tensors of different dtypes where MindSpore does not convert."""
    if x._name != y._name:
        raise TypeError(
            f"For primitive[{name}], the input type must be "
            f"same.\nname:[x]:{tensor_kind(x._name)}.\nname:[y]:{tensor_kind(y._name)}."
        )


class _BinaryOp(PrimitiveWithInfer, inputs="x y"):
    """Base of the operators of two tensors."""

    _function = None

    def __init_subclass__(cls, of=None, **names):
        super().__init_subclass__(**names)
        if of is not None:
            cls._function = staticmethod(of)
            share_doc(cls, of, [])

    def __call__(self, *args):
        if len(args) != 2:
            raise ValueError(
                f"{self.name} inputs size {len(args)} does not match the requires signature size 2"
            )
        return type(self)._function(*args)


class _MathBinaryOp(_BinaryOp):
    """Base of arithmetic on two tensors."""


class _LogicBinaryOp(_BinaryOp):
    """Base of comparisons and logic on two tensors."""


class _BitwiseBinaryOp(_MathBinaryOp):
    """Base of operators on the bits of two tensors."""
