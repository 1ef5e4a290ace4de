"""Arithmetic on tensors, element by element."""

from __future__ import annotations

import math

from .....core import compose, dtypes, op
from .... import _checkparam as validator
from ....common import _operators
from ....common.forwarding import tensor_method, tensor_methods
from ....common.tensor import Tensor, wrap
from ...accepted import BOOL, COMPLEX, FLOAT, INT, UINT, accepts
from ...arguments import arrays, operand
from ...elementwise import function_of_one
from ...primitive import Primitive, prim_attr_register
from .table import (
    COMPUTE,
    _MathBinaryOp,
    binary,
    binary_arrays,
    function_of_two,
    operator_of_two,
    refuse_different,
    truncated_division,
    truncated_remainder,
)

accepts(FLOAT + COMPLEX, "Xdivy", "Xlogy", argument="x")
accepts(FLOAT, "Atan2", argument="x")
accepts((*FLOAT, "int32", "int64"), "Fmax", "Fmin", argument="x1")
accepts(FLOAT + COMPLEX + ("int32", "int64"), "SquaredDifference", argument="x")
accepts(INT + UINT + FLOAT, "Heaviside", argument="x")
accepts((*FLOAT, "int32", "int8", "uint8"), "TruncateMod", argument="x")
accepts(INT + UINT + FLOAT + COMPLEX, "Div", "MulNoNan", argument="x")
accepts(INT + UINT + FLOAT + COMPLEX, "Pow", argument="x1")
accepts(BOOL + INT + UINT + FLOAT + COMPLEX, "FloorDiv", lacks=BOOL)
accepts(INT + UINT + FLOAT + COMPLEX, "FloorMod", argument="x", lacks=COMPLEX)
accepts(BOOL + INT + UINT + FLOAT + COMPLEX, "TruncateDiv", lacks=BOOL + COMPLEX)
accepts(
    FLOAT + COMPLEX + ("int32", "int64", "int8", "uint8"),
    "DivNoNan",
    argument="x1",
    lacks=("int32", "int64", "int8", "uint8"),
)
accepts(BOOL + INT + UINT + FLOAT + COMPLEX, "Maximum", lacks=("uint16", *COMPLEX))
accepts(BOOL + INT + UINT + FLOAT, "Minimum", argument="x", lacks=BOOL)
accepts(("float32", "float64"), "Hypot", argument="x1")
accepts(("int32", "int64"), "Gcd", "Lcm", argument="x1")
accepts(INT + UINT + FLOAT + COMPLEX, "Add", "Mul", "RealDiv", argument="x", style="element")
accepts(
    INT + UINT + FLOAT + COMPLEX, "Sub", argument="x", lacks=("uint32", "uint64"), style="element"
)
accepts(
    INT + UINT + FLOAT + COMPLEX,
    "Mod",
    argument="x",
    lacks=("uint16", "uint32", "uint64", *COMPLEX),
    style="element",
)


def _floats(x):
    return x if dtypes.is_float(op.dtype_of(x)) else op.astype(x, "float32")


exp2 = function_of_one(
    "exp2", "input", "", lambda x: op.pow(compose.full_like(_floats(x), 2), _floats(x))
)
frac = function_of_one("frac", "x", "Mod", lambda x: op.subtract(x, op.trunc(x)))
deg2rad = function_of_one("deg2rad", "x", "Mul", lambda x: op.multiply(x, math.pi / 180))
rad2deg = function_of_one("rad2deg", "x", "Mul", lambda x: op.multiply(x, 180 / math.pi))
add = function_of_two("add", "input", "other", "Add")
sub = function_of_two("sub", "input", "other", "Sub")
mul = function_of_two("mul", "input", "other", "Mul")
multiply = function_of_two("multiply", "input", "other", "Mul")
floor_div = function_of_two("floor_div", "x", "y", "FloorDiv")
floor_mod = function_of_two("floor_mod", "x", "y", "FloorMod")
truncate_div = function_of_two("truncate_div", "x", "y", "TruncateDiv")
truncate_mod = function_of_two("truncate_mod", "x", "y", "TruncateMod")
pow = function_of_two("pow", "input", "exponent", "Pow")
maximum = function_of_two("maximum", "x", "y", "Maximum")
minimum = function_of_two("minimum", "x", "y", "Minimum")
atan2 = function_of_two("atan2", "input", "other", "Atan2")
arctan2 = function_of_two("arctan2", "input", "other", "Atan2")
hypot = function_of_two("hypot", "input", "other", "Hypot")
fmax = function_of_two("fmax", "input", "other", "Fmax")
fmin = function_of_two("fmin", "input", "other", "Fmin")
xdivy = function_of_two("xdivy", "x", "y", "Xdivy")
xlogy = function_of_two("xlogy", "input", "other", "Xlogy")


def addn(x):
    """Sum of tensors of one shape and dtype.

    Args:
        x (tuple or list of Tensor): the tensors.

    Returns:
        Tensor of that shape and dtype.

    Raises:
        TypeError: `x` is no tuple or list of tensors.
        ValueError: the shapes differ.

    Example:
        >>> print(ops.addn([Tensor([1.0, 2.0]), Tensor([3.0, 4.0])]))
        [4. 6.]
    """
    return add_all("AddN", x)


def accumulate_n(x):
    """Sum of tensors of one shape."""
    return add_all("AccumulateNV2", x)


def add_all(name, xs):
    """Sum of a tuple or list of tensors of one shape and dtype."""
    if isinstance(xs, Tensor):
        if not xs.shape or xs.shape[0] != 1:
            raise TypeError(f"For '{name}', the input data type must be list or tuple of tensors.")
        xs = (xs[0],)  # MindSpore goes through the rows
    if not isinstance(xs, (tuple, list)) or not xs:
        raise ValueError(
            f"For '{name}', the inputs must be a tuple or list of tensors, but got {xs}."
        )
    values = [operand(name, "inputs", x) for x in xs]
    for x in xs[1:]:
        if x.shape != xs[0].shape:
            raise ValueError(
                f"For '{name}', the shapes of all inputs must be the same, but got {xs[0].shape} "
                f"and {x.shape}."
            )
    total = values[0]
    for value in values[1:]:
        total = op.logical_or(total, value) if xs[0]._name == "bool" else op.add(total, value)
    return wrap(total)


def bias_add(input_x, bias):
    """The bias added along axis 1."""
    return add_bias(input_x, bias, "NCHW")


def add_bias(input_x, bias, data_format):
    """The bias added along the channel axis."""
    x, b = operand("BiasAdd", "input_x", input_x), operand("BiasAdd", "bias", bias)
    if input_x._name != bias._name:
        refuse_different("BiasAdd", input_x, bias)
    channel = input_x.ndim - 1 if data_format == "NHWC" else 1
    if bias.ndim != 1 or input_x.ndim < 2 or input_x.shape[channel] != bias.shape[0]:
        raise ValueError(
            f"For 'BiasAdd', bias[0] shape should be equal to input_x[{channel}] shape when "
            f"data_format is {data_format}."
        )
    shape = tuple(bias.shape[0] if i == channel else 1 for i in range(input_x.ndim))
    return wrap(op.add(x, op.reshape(b, shape)))


def div(input, other, *, rounding_mode=None):
    """Quotient; rounding_mode "floor" or "trunc" rounds it."""
    if rounding_mode is not None and rounding_mode not in ("floor", "trunc"):
        raise ValueError(
            "For ops.div, rounding_mode value should be None, 'floor' or 'trunc', but got "
            f"{rounding_mode}."
        )
    if rounding_mode == "floor":
        return binary("FloorDiv", input, other, COMPUTE["FloorDiv"])
    if rounding_mode == "trunc":
        return binary("Div", input, other, truncated_division)
    return binary("Div", input, other, COMPUTE["Div"])


def divide(input, other, *, rounding_mode=None):
    """Quotient; the same as `div`."""
    return div(input, other, rounding_mode=rounding_mode)


def true_divide(dividend, divisor):
    """Quotient without rounding."""
    return div(dividend, divisor)


def subtract(input, other, *, alpha=1):
    """`input - alpha * other`."""
    scaled = other if alpha == 1 else binary("Mul", alpha, other, COMPUTE["Mul"])
    return binary("Sub", input, scaled, COMPUTE["Sub"])


def _as_float(x):
    if isinstance(x, Tensor) and x._name not in dtypes.DIFFERENTIABLE:
        return wrap(op.astype(x._value, "float32"))
    return x


def remainder(input, other):
    """Remainder with the sign of the divisor."""
    return binary("FloorMod", input, other, COMPUTE["FloorMod"])


def fmod(input, other):
    """Remainder with the sign of the dividend."""
    return binary_arrays("Mod", input, other, truncated_remainder)


def float_power(input, exponent):
    """Power computed in float64."""

    def wide(x):
        if isinstance(x, Tensor):
            return wrap(op.astype(x._value, "float64")) if "complex" not in x._name else x
        return float(x) if isinstance(x, (int, float)) else x

    return binary("Pow", wide(input), wide(exponent), COMPUTE["Pow"])


def logaddexp(input, other):
    """log(exp(x) + exp(y)) without overflow."""
    a, b, _ = arrays("Add", _as_float(input), _as_float(other))
    return wrap(compose.log_add_exp(*compose.broadcast_pair(a, b)))


def logaddexp2(input, other):
    """log2(2 ** x + 2 ** y) without overflow."""
    ln2 = math.log(2.0)
    a, b, _ = arrays("Add", _as_float(input), _as_float(other))
    a, b = compose.broadcast_pair(op.multiply(a, ln2), op.multiply(b, ln2))
    return wrap(op.divide(compose.log_add_exp(a, b), ln2))


def copysign(x, other):
    """Magnitude of `x` with the sign of `other`."""
    a, b, _ = arrays("Mul", _as_float(x), _as_float(other))
    return wrap(op.where(op.less(b, 0), op.negative(op.abs(a)), op.abs(a)))


def heaviside(input, values):
    """0 below zero, 1 above, `values` at zero."""
    a, b, _ = arrays("Heaviside", input, values)
    one, zero = compose.ones_like(a), compose.zeros_like(a)
    steps = op.where(op.equal(a, 0), b, op.where(op.less(a, 0), zero, one))
    return wrap(op.astype(steps, input._name) if isinstance(input, Tensor) else steps)


def ldexp(x, other):
    """`x * 2 ** other`."""
    power = binary("Pow", 2.0, _as_float(other), COMPUTE["Pow"])
    return binary("Mul", x, power, COMPUTE["Mul"])


def lerp(input, end, weight):
    """`input + weight * (end - input)`."""
    start, stop = operand("Lerp", "start", input), operand("Lerp", "end", end)
    w = weight._value if isinstance(weight, Tensor) else float(weight)
    return wrap(op.add(start, op.multiply(op.subtract(stop, start), w)))


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


class BiasAdd(Primitive, inputs="x b"):
    """The bias added along the channel axis.

    Args:
        data_format (str, default 'NCHW'): "NCHW", "NHWC" or "NCDHW".

    Inputs:
        input_x (Tensor): (N, C), (N, C, H, W) or as `data_format` says.
        bias (Tensor): (C,), of the dtype of `input_x`.

    Outputs:
        Tensor of the shape and dtype of `input_x`.

    Raises:
        TypeError: an operand is not a Tensor, or dtypes differ.
        ValueError: `data_format` is another word, or the shapes do not fit.

    Example:
        >>> print(ops.BiasAdd()(Tensor([[1.0, 2.0]]), Tensor([10.0, 20.0])))
        [[11. 22.]]
    """

    @prim_attr_register
    def __init__(self, data_format="NCHW"):
        self.format = validator.check_string(
            data_format, ["NCHW", "NHWC", "NCDHW"], "format", self.name
        )
        self.add_prim_attr("data_format", self.format)

    def _compute(self, x, b):
        return add_bias(x, b, self.format)


def _complex(real, imag):
    """Complex numbers from real and imaginary part."""
    return wrap(op.complex(real._value, imag._value))


class Complex(Primitive, of=_complex, inputs="real imag"):
    """Complex numbers from real and imaginary part."""


class Polar(Primitive, of=polar, inputs="abs angle", outputs="y"):
    """Complex numbers from modulus and angle."""


class AddN(Primitive, of=addn, inputs="inputs", outputs="sum"):
    """Sum of tensors of one shape."""


class AccumulateNV2(Primitive, of=accumulate_n, inputs="inputs", outputs="sum"):
    """Sum of tensors of one shape."""


class Addcdiv(Primitive, of=addcdiv, inputs="input_data x1 x2 value", outputs="y"):
    """`input + value * tensor1 / tensor2`."""


class Addcmul(Primitive, of=addcmul, inputs="input_data x1 x2 value", outputs="y"):
    """`input + value * tensor1 * tensor2`."""


class Gcd(Primitive, of=gcd, inputs="x1 x2", outputs="y"):
    """Greatest common divisor of integers."""


class Lcm(Primitive, of=lcm, inputs="x1 x2", outputs="y"):
    """Least common multiple of integers."""


class Heaviside(Primitive, of=heaviside, inputs="x values", outputs="y"):
    """0 below zero, 1 above, `values` at zero."""


class Lerp(Primitive, of=lerp, inputs="start end weight"):
    """`input + weight * (end - input)`."""


class Add(_MathBinaryOp, of=operator_of_two("Add"), inputs="x y"):
    """Add of two tensors, element by element."""


class Sub(_MathBinaryOp, of=operator_of_two("Sub"), inputs="x y"):
    """Sub of two tensors, element by element."""


class Mul(_MathBinaryOp, of=operator_of_two("Mul"), inputs="x y"):
    """Mul of two tensors, element by element."""


class Div(_MathBinaryOp, of=operator_of_two("Div"), inputs="x y"):
    """Div of two tensors, element by element."""


class RealDiv(_MathBinaryOp, of=operator_of_two("RealDiv"), inputs="x y"):
    """RealDiv of two tensors, element by element."""


class FloorDiv(_MathBinaryOp, of=operator_of_two("FloorDiv"), inputs="x y"):
    """FloorDiv of two tensors, element by element."""


class FloorMod(_MathBinaryOp, of=operator_of_two("FloorMod"), inputs="x y"):
    """FloorMod of two tensors, element by element."""


class Mod(_MathBinaryOp, of=operator_of_two("Mod"), inputs="x y"):
    """Mod of two tensors, element by element."""


class TruncateDiv(_MathBinaryOp, of=operator_of_two("TruncateDiv"), inputs="x y"):
    """TruncateDiv of two tensors, element by element."""


class TruncateMod(_MathBinaryOp, of=operator_of_two("TruncateMod"), inputs="x y"):
    """TruncateMod of two tensors, element by element."""


class DivNoNan(_MathBinaryOp, of=operator_of_two("DivNoNan"), inputs="x1 x2", outputs="y"):
    """DivNoNan of two tensors, element by element."""


class MulNoNan(_MathBinaryOp, of=operator_of_two("MulNoNan"), inputs="x y"):
    """MulNoNan of two tensors, element by element."""


class Pow(_MathBinaryOp, of=operator_of_two("Pow"), inputs="x1 x2", outputs="y"):
    """Pow of two tensors, element by element."""


class Maximum(_MathBinaryOp, of=operator_of_two("Maximum"), inputs="x y"):
    """Maximum of two tensors, element by element."""


class Minimum(_MathBinaryOp, of=operator_of_two("Minimum"), inputs="x y"):
    """Minimum of two tensors, element by element."""


class SquaredDifference(_MathBinaryOp, of=operator_of_two("SquaredDifference"), inputs="x y"):
    """SquaredDifference of two tensors, element by element."""


class Xdivy(_MathBinaryOp, of=operator_of_two("Xdivy"), inputs="x y"):
    """Xdivy of two tensors, element by element."""


class Xlogy(_MathBinaryOp, of=operator_of_two("Xlogy"), inputs="x y"):
    """Xlogy of two tensors, element by element."""


class Atan2(_MathBinaryOp, of=operator_of_two("Atan2")):
    """Atan2 of two tensors, element by element."""

    _io = None


class Hypot(_MathBinaryOp, of=operator_of_two("Hypot"), inputs="x1 x2", outputs="y"):
    """Hypot of two tensors, element by element."""


# The comma belongs to the name that MindSpore registers.
class Fmax(_MathBinaryOp, of=operator_of_two("Fmax"), inputs="x1, x2", outputs="y"):
    """Fmax of two tensors, element by element."""


# The comma belongs to the name that MindSpore registers.
class Fmin(_MathBinaryOp, of=operator_of_two("Fmin"), inputs="x1, x2", outputs="y"):
    """Fmin of two tensors, element by element."""


class TensorAdd(_MathBinaryOp, of=operator_of_two("Add")):
    """Old name of Add."""


tensor_methods(
    add,
    addcdiv,
    addcmul,
    atan2,
    copysign,
    deg2rad,
    fmod,
    frac,
    heaviside,
    hypot,
    lcm,
    ldexp,
    lerp,
    logaddexp,
    logaddexp2,
    pow,
    rad2deg,
    subtract,
    xdivy,
)
tensor_method("arctan2", atan2)
tensor_method("div", div, lambda value, *, rounding_mode=None: ...)
tensor_method("divide", div, lambda value, *, rounding_mode=None: ...)
tensor_method("float_power", float_power, lambda other: ...)
tensor_method("maximum", maximum, lambda other: ...)
tensor_method("minimum", minimum, lambda other: ...)
tensor_method("mul", mul, lambda value: ...)
tensor_method("multiply", mul, lambda value: ...)
tensor_method("remainder", remainder, lambda divisor: ...)
tensor_method("sub", sub, lambda y: ...)
tensor_method("true_divide", div, lambda value: ...)
tensor_method("xlogy", xlogy, lambda y: ...)
