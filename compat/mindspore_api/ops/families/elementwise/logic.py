"""Comparisons, logic and operations on bits, element by element."""

from __future__ import annotations

import math

from .....core import compose, dtypes, op
from .... import _checkparam as validator
from ....common.forwarding import tensor_method, tensor_methods
from ....common.tensor import Tensor, wrap
from ...accepted import BOOL, FLOAT, INT, UINT, accepts
from ...arguments import accept, arrays, operand, unary
from ...elementwise import function_of_one
from ...primitive import Primitive, prim_attr_register
from .table import (
    ARRAY_COMPUTE,
    _BitwiseBinaryOp,
    _LogicBinaryOp,
    _MathBinaryOp,
    binary_arrays,
    function_of_two,
    operator_of_two,
)

accepts(FLOAT, "IsInf", argument="x")
accepts(FLOAT, "ApproximateEqual", argument="x1")
accepts(INT + UINT, "Invert", "LeftShift", argument="x")
accepts(INT + UINT, "RightShift", argument="input_x")
accepts(
    BOOL + INT + UINT + FLOAT,
    "IsFinite",
    "IsNan",
    "LessEqual",
    "Greater",
    "GreaterEqual",
    argument="x",
)
accepts(BOOL, "LogicalNot", argument="x")
accepts(BOOL, "LogicalAnd", "LogicalOr", "LogicalXor", argument="x, y, ")
accepts(BOOL + INT + UINT + FLOAT, "Less", argument="x", lacks=("uint16", "uint32", "uint64"))
accepts(BOOL + INT + UINT, "BitwiseAnd", "BitwiseOr", "BitwiseXor", argument="x")


def _false(x):
    return op.not_equal(x, x)


def _is_inf(x):
    return op.equal(op.abs(x), math.inf)


invert = function_of_one("invert", "x", "Invert", "bitwise_invert")
isfinite = function_of_one(
    "isfinite",
    "x",
    "IsFinite",
    lambda x: op.isfinite(x) if dtypes.is_float(op.dtype_of(x)) else op.equal(x, x),
)
isinf = function_of_one("isinf", "input", "IsInf", _is_inf)
isnan = function_of_one(
    "isnan", "x", "IsNan", lambda x: op.isnan(x) if dtypes.is_float(op.dtype_of(x)) else _false(x)
)
signbit = function_of_one("signbit", "input", "Less", lambda x: op.less(x, 0))
isneginf = function_of_one("isneginf", "input", "Equal", lambda x: op.equal(x, -math.inf))
isposinf = function_of_one("isposinf", "input", "Equal", lambda x: op.equal(x, math.inf))


def logical_not(input):
    """Whether every element is zero."""
    return wrap(op.logical_not(operand("LogicalNot", "x", input)), "bool")


equal = function_of_two("equal", "input", "other", "Equal")
not_equal = function_of_two("not_equal", "input", "other", "NotEqual")
ne = function_of_two("ne", "x", "y", "NotEqual")
less = function_of_two("less", "x", "y", "Less")
lt = function_of_two("lt", "input", "other", "Less")
less_equal = function_of_two("less_equal", "input", "other", "LessEqual")
le = function_of_two("le", "x", "y", "LessEqual")
greater = function_of_two("greater", "input", "other", "Greater")
gt = function_of_two("gt", "x", "y", "Greater")
greater_equal = function_of_two("greater_equal", "input", "other", "GreaterEqual")
ge = function_of_two("ge", "x", "y", "GreaterEqual")
bitwise_and = function_of_two("bitwise_and", "input", "other", "BitwiseAnd")
bitwise_or = function_of_two("bitwise_or", "input", "other", "BitwiseOr")
bitwise_xor = function_of_two("bitwise_xor", "input", "other", "BitwiseXor")
bitwise_left_shift = function_of_two("bitwise_left_shift", "input", "other", "LeftShift")
bitwise_right_shift = function_of_two("bitwise_right_shift", "input", "other", "RightShift")


def isreal(input):
    """Whether the imaginary part of every element is zero."""
    x = operand("Imag", "x", input)
    if "complex" in input._name:
        return wrap(op.equal(op.imag(x), 0.0))
    return wrap(compose.full_like(op.equal(x, x), True))


def _logical(operator, input, other):
    """Logical operation on tensors of any dtype and bools."""
    given = [
        wrap(op.astype(x._value, "bool"), "bool")
        if isinstance(x, Tensor) and x._name != "bool"
        else x
        for x in (input, other)
    ]
    return binary_arrays(operator, *given, ARRAY_COMPUTE[operator])


def logical_and(input, other):
    """Logical and, element by element."""
    return _logical("LogicalAnd", input, other)


def logical_or(input, other):
    """Logical or, element by element."""
    return _logical("LogicalOr", input, other)


def logical_xor(input, other):
    """Logical exclusive or, element by element."""
    return _logical("LogicalXor", input, other)


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


def population_count(input_x):
    """uint8 number of ones in the bits of each element."""
    x = operand("PopulationCount", "input", input_x)
    bits = 8 if "8" in input_x._name else 16
    total = None
    for place in range(bits):
        shift = op.full((), place, input_x._name, op.device_of(x))
        bit = op.bitwise_and(
            op.bitwise_right_shift(x, shift), op.full((), 1, input_x._name, op.device_of(x))
        )
        bit = op.astype(op.not_equal(bit, 0), "uint8")
        total = bit if total is None else op.add(total, bit)
    return wrap(total)


class PopulationCount(Primitive, of=population_count, inputs="input"):
    """uint8 number of ones in the bits of each element."""


class CheckNumerics(Primitive, inputs="x", outputs="y"):
    """The input; raises when it holds NaN or infinities."""

    def _compute(self, x):
        every = tuple(range(x.ndim))
        if bool(op.to_numpy(op.any(op.isnan(x._value), every, False))):
            raise RuntimeError(": Tensor had NaN values")
        if not bool(op.to_numpy(op.all(op.isfinite(x._value), every, False))):
            raise RuntimeError(": Tensor had Inf values")
        return wrap(x._value)


class Invert(Primitive, of=invert, inputs="x", outputs="y"):
    """invert of every element."""


class IsFinite(Primitive, of=isfinite, inputs="x"):
    """isfinite of every element."""


class IsInf(Primitive, of=isinf, inputs="x"):
    """isinf of every element."""


class IsNan(Primitive, of=isnan, inputs="x"):
    """isnan of every element."""


class Equal(_LogicBinaryOp, of=operator_of_two("Equal"), inputs="x y"):
    """Equal of two tensors, element by element."""


class NotEqual(_LogicBinaryOp, of=operator_of_two("NotEqual"), inputs="x1 x2"):
    """NotEqual of two tensors, element by element."""


class Less(_LogicBinaryOp, of=operator_of_two("Less"), inputs="x y"):
    """Less of two tensors, element by element."""


class LessEqual(_LogicBinaryOp, of=operator_of_two("LessEqual"), inputs="x y"):
    """LessEqual of two tensors, element by element."""


class Greater(_LogicBinaryOp, of=operator_of_two("Greater"), inputs="x y"):
    """Greater of two tensors, element by element."""


class GreaterEqual(_LogicBinaryOp, of=operator_of_two("GreaterEqual"), inputs="x y"):
    """GreaterEqual of two tensors, element by element."""


class LogicalAnd(_LogicBinaryOp, of=operator_of_two("LogicalAnd"), inputs="x y"):
    """LogicalAnd of two tensors, element by element."""


class LogicalOr(_LogicBinaryOp, of=operator_of_two("LogicalOr"), inputs="x y"):
    """LogicalOr of two tensors, element by element."""


class LogicalXor(_LogicBinaryOp, of=operator_of_two("LogicalXor"), inputs="x y"):
    """LogicalXor of two tensors, element by element."""


class BitwiseAnd(_BitwiseBinaryOp, of=operator_of_two("BitwiseAnd"), inputs="x1 x2", outputs="y"):
    """BitwiseAnd of two tensors, element by element."""


class BitwiseOr(_BitwiseBinaryOp, of=operator_of_two("BitwiseOr"), inputs="x1 x2", outputs="y"):
    """BitwiseOr of two tensors, element by element."""


class BitwiseXor(_BitwiseBinaryOp, of=operator_of_two("BitwiseXor"), inputs="x1 x2", outputs="y"):
    """BitwiseXor of two tensors, element by element."""


class LeftShift(_MathBinaryOp, of=operator_of_two("LeftShift"), inputs="x1 x2", outputs="y"):
    """LeftShift of two tensors, element by element."""


class RightShift(_MathBinaryOp, of=operator_of_two("RightShift"), inputs="input_x input_y"):
    """RightShift of two tensors, element by element."""


class LogicalNot(Primitive, inputs="x"):
    """Whether the elements are false.

    Inputs:
        x (Tensor): bool.

    Outputs:
        Tensor of bool and the same shape.

    Raises:
        TypeError: `x` is not a Tensor of bool.

    Example:
        >>> print(ops.LogicalNot()(Tensor([True, False])))
        [False  True]
    """

    def _compute(self, x):
        return wrap(op.logical_not(unary("LogicalNot", "x", x)), "bool")


class ApproximateEqual(_LogicBinaryOp):
    """Whether |x - y| < tolerance."""

    _io = None

    @prim_attr_register
    def __init__(self, tolerance=1e-05):
        validator.check_value_type("tolerance", tolerance, [float], self.name)

    def __call__(self, *args):
        return approximate_equal(*args, self.tolerance)


class EqualCount(Primitive, inputs="x y"):
    """Number of equal elements."""

    def _compute(self, x, y):
        same = op.astype(op.equal(x._value, y._value), x._name)
        total = op.sum(same, tuple(range(x.ndim)), False)
        return wrap(op.reshape(total, (1,)))


class IsClose(Primitive, of=isclose):
    """Whether elements are close."""

    @prim_attr_register
    def __init__(self, rtol=1e-05, atol=1e-08, equal_nan=True):
        validator.check_value_type("rtol", rtol, [float], self.name)
        validator.check_value_type("atol", atol, [float], self.name)
        validator.check_value_type("equal_nan", equal_nan, [bool], self.name)


class FloatStatus(Primitive, inputs="x"):
    """1 if an element is NaN or infinite, otherwise 0.

    Inputs:
        x (Tensor): floats, any shape.

    Outputs:
        Tensor (1,) of float32.

    Raises:
        TypeError: `x` is not a Tensor.

    Example:
        >>> print(ops.FloatStatus()(Tensor([1.0, np.inf], ms.float32)))
        [1.]
    """

    def _compute(self, x):
        every = tuple(range(x.ndim))
        bad = op.any(op.logical_not(op.isfinite(x._value)), every, False)
        return wrap(op.reshape(op.astype(bad, "float32"), (1,)))


tensor_methods(
    bitwise_and,
    bitwise_left_shift,
    bitwise_or,
    bitwise_xor,
    equal,
    greater,
    greater_equal,
    invert,
    isclose,
    isfinite,
    isinf,
    isnan,
    isneginf,
    isposinf,
    isreal,
    less_equal,
    logical_and,
    logical_not,
    logical_or,
    logical_xor,
    not_equal,
    signbit,
)
tensor_method("ge", ge, lambda x: ...)
tensor_method("gt", gt, lambda x: ...)
tensor_method("le", le, lambda other: ...)
tensor_method("less", less, lambda other: ...)
tensor_method("lt", less, lambda other: ...)
tensor_method("ne", ne, lambda other: ...)
