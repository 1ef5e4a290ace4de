"""Activations: functions and operators."""

from __future__ import annotations

import math
from ctypes import c_float

from ....core import autodiff, compose, dtypes, op
from ... import _checkparam as validator
from ...common.forwarding import tensor_methods
from ...common.seed import next_key
from ...common.tensor import wrap
from ..accepted import COMPLEX, FLOAT, INT, UINT, accepts
from ..arguments import accept, axis_of, dtype_name, operand, shown, unary
from ..elementwise import function_of_one
from ..primitive import Primitive, prim_attr_register

accepts(FLOAT + COMPLEX, "Sigmoid", argument="x")
accepts(("float16", "float32"), "FastGeLU", "CeLU", "HShrink", "SoftShrink", argument="input_x")
accepts(("float16", "float32"), "LogSoftmax", argument="logits")
accepts(FLOAT, "Softsign", "Mish", "Elu", argument="input_x")
accepts(FLOAT, "Softplus", "GeLU", "Softmax", argument="x")
accepts(INT + UINT + FLOAT, "ReLU", argument="input_x")
accepts(FLOAT + INT, "HSigmoid", "HSwish", argument="x")
accepts((*FLOAT, "int32", "int8"), "SeLU", argument="input_x")
accepts(("float16", "float32"), "ReLU6", argument="input_x", style="element")


def _clamp(x, low, high):
    return compose.clip(x, low, high)


def _silu(x):
    return op.multiply(x, op.sigmoid(x))


def _mish(x):
    return op.multiply(x, op.tanh(op.softplus(x)))


def _relu6(x):
    """Gradient 1 at 6, as in MindSpore, 0 at 0."""
    low = op.relu(x)
    return op.where(op.greater(x, 6.0), compose.full_like(x, 6.0), low)


def _hard_sigmoid(x):
    """Gradient 0 at both corners."""
    inside = op.logical_and(op.greater(x, -3), op.less(x, 3))
    slope = op.divide(op.add(x, 3.0), 6.0)
    flat = op.where(op.less_equal(x, -3.0), compose.zeros_like(x), compose.ones_like(x))
    return op.where(inside, slope, flat)


def _hard_swish(x):
    """Gradient 0 at -3, 1 at 3."""
    inside = op.logical_and(op.greater(x, -3), op.less(x, 3))
    slope = op.divide(op.multiply(x, op.add(x, 3.0)), 6.0)
    return op.where(inside, slope, op.where(op.less_equal(x, -3.0), compose.zeros_like(x), x))


def _through_float32(compute):
    """Integers are computed in float32 and cut."""

    def run(x):
        dtype = op.dtype_of(x)
        if dtype in dtypes.FLOATS:
            return compute(x)
        return op.astype(compute(op.astype(x, "float32")), dtype)

    return run


_LAMBDA, _ALPHA = 1.0507009873554805, 1.6732632423543772


def _elu(x, alpha):
    positive = op.greater(x, 0.0)
    below = op.where(positive, compose.zeros_like(x), x)
    return op.where(positive, x, op.multiply(op.expm1(below), float(alpha)))


def _scaled_elu(x):
    return op.multiply(_elu(x, _ALPHA), _LAMBDA)


def _pull_selu(cotangents, xs, results):
    """As MindSpore has it: below 0 the result plus one times the scale, not the derivative."""
    y, one = results[0], compose.ones_like(results[0])
    slope = op.where(op.less(y, 0.0), op.add(y, 1.0), one)
    return [op.multiply(cotangents[0], op.multiply(slope, _LAMBDA))]


def _selu(x):
    if not autodiff.engine().is_tracked(x):
        return _scaled_elu(x)
    return autodiff.engine().custom(_scaled_elu, _pull_selu)(x)


def _fast_gelu(x):
    """x / (1 + exp(-1.702 |x|)) * exp(0.851 (x - |x|))"""
    magnitude = op.abs(x)
    bottom = op.add(op.exp(op.multiply(magnitude, -1.702)), 1.0)
    return op.multiply(op.divide(x, bottom), op.exp(op.multiply(op.subtract(x, magnitude), 0.851)))


def _softsign(x):
    return op.divide(x, op.add(op.abs(x), 1.0))


relu = function_of_one(
    "relu", "input", "ReLU", ("relu", lambda x: op.maximum(x, 0)), text="input_x"
)
relu6 = function_of_one("relu6", "x", "ReLU6", _relu6, text="input_x")
sigmoid = function_of_one("sigmoid", "input", "Sigmoid", "sigmoid")
silu = function_of_one("silu", "x", "Sigmoid", _silu)
mish = function_of_one("mish", "x", "Mish", _mish, text="input_x")
softsign = function_of_one("softsign", "x", "Softsign", _softsign, text="input_x")
selu = function_of_one("selu", "input_x", "SeLU", _through_float32(_selu), text="input_x")
hardsigmoid = function_of_one(
    "hardsigmoid", "input", "HSigmoid", _through_float32(_hard_sigmoid), text="input_x"
)
hardswish = function_of_one("hardswish", "x", "HSwish", _through_float32(_hard_swish))
fast_gelu = function_of_one("fast_gelu", "x", "FastGeLU", _fast_gelu, text="input_x")
logsigmoid = function_of_one(
    "logsigmoid", "x", "Log", lambda x: op.negative(op.softplus(op.negative(x)))
)
softplus = function_of_one("softplus", "x", "Softplus", "softplus")


def gelu(input_x, approximate="none"):
    """x * Phi(x); "tanh" takes the approximation."""
    if approximate not in ("none", "tanh"):
        raise ValueError(
            "For 'gelu', approximate value should be either 'none' or 'tanh', but got "
            f"{approximate}."
        )
    x = operand("GeLU", "x", input_x)
    accept("GeLU", input_x._name)
    return wrap(op.gelu(x, approximate == "tanh"))


def gelu_by_tanh(x):
    """The operator GeLU, which is the approximation."""
    return wrap(op.gelu(unary("GeLU", "x", x), True))


def leaky_relu(input, alpha=0.2):
    """x above 0, alpha * x below; the gradient at 0 is the mean of both slopes."""
    x = operand("leaky_relu", "x", input)
    if not isinstance(alpha, (int, float)):
        raise TypeError(
            f"For leaky_relu, the type of 'alpha' should be float or int, but got {type(alpha)}."
        )
    if op.dtype_of(x) not in dtypes.FLOATS:
        x = op.astype(x, "float32")
    slope = c_float(alpha).value  # MindSpore puts alpha into a float32 tensor
    if slope:
        return wrap(op.leaky_relu(x, slope, (1 + slope) / 2))
    return wrap(op.maximum(op.multiply(x, slope), x))


def elu(input_x, alpha=1.0):
    """x above 0, alpha * (exp(x) - 1) below."""
    return wrap(_elu(unary("Elu", "x", input_x), alpha))


def celu(x, alpha=1.0):
    """x above 0, alpha * (exp(x / alpha) - 1) below."""
    value = unary("CeLU", "x", x)
    if alpha == 0:
        raise ValueError(
            f"For 'CeLU', the 'alpha' must be float and must != 0.0, but got '{alpha}'."
        )
    negative = op.multiply(op.expm1(op.divide(op.minimum(value, 0.0), float(alpha))), float(alpha))
    return wrap(op.where(op.greater(value, 0.0), value, negative))


def hardtanh(input, min_val=-1.0, max_val=1.0):
    """x clamped to [min_val, max_val]."""
    x = operand("hardtanh", "input", input)
    return wrap(op.minimum(op.maximum(x, min_val), max_val))


def hardshrink(x, lambd=0.5):
    """x where |x| > lambd, else 0."""
    value = unary("HShrink", "input_x", x)
    kept = op.greater(op.abs(value), float(lambd))
    return wrap(op.where(kept, value, compose.zeros_like(value)))


def softshrink(x, lambd=0.5):
    """x moved towards 0 by lambd, 0 within."""
    value = unary("SoftShrink", "input_x", x)
    zero = compose.zeros_like(value)
    below = op.where(op.less(value, -float(lambd)), op.add(value, float(lambd)), zero)
    return wrap(op.where(op.greater(value, float(lambd)), op.subtract(value, float(lambd)), below))


def soft_shrink(input, lambd=0.5):
    """x moved towards 0 by lambd, 0 within."""
    return softshrink(input, lambd)


def threshold(input, thr, value):
    """x above thr, else `value`."""
    x = operand("threshold", "input", input)
    return wrap(op.where(op.greater(x, thr), x, compose.full_like(x, value)))


def glu(x, axis=-1):
    """First half times the sigmoid of the second half of an axis."""
    value = operand("GLU", "x", x)
    axis = axis_of("GLU", "axis", axis, x.ndim)
    if x.shape[axis] % 2:
        raise ValueError(
            f"For 'glu', the extent of the axis must be even, but got {x.shape[axis]}."
        )
    half = x.shape[axis] // 2
    first, second = compose.split(value, (half, half), axis)
    return wrap(op.multiply(first, op.sigmoid(second)))


def prelu(x, weight):
    """x above 0, weight * x below; one weight or one for each channel."""
    value, w = operand("PReLU", "x", x), operand("PReLU", "weight", weight)
    if weight.ndim != 1:
        raise ValueError(
            "For primitive[PReLU], the dimension of 'weight' must be equal to 1, but got "
            f"{weight.ndim}."
        )
    if x.ndim == 0:
        w = op.reshape(w, ())
    channels = x.shape[1] if x.ndim > 1 else 1
    if weight.shape[0] not in (1, channels):
        raise ValueError(
            "For 'PReLU', the first dimension of 'weight' must be (1,) or it must be equal to "
            f"number of channels: {channels}, but got {shown(weight.shape)}."
        )
    if x.ndim > 1:
        w = op.reshape(w, tuple(weight.shape[0] if i == 1 else 1 for i in range(x.ndim)))
    return wrap(op.where(op.greater(value, 0.0), value, op.multiply(w, value)))


def rrelu(input, lower=0.125, upper=1.0 / 3):
    """x above 0, a random multiple of x below."""
    x = operand("rrelu", "input", input)
    draw = op.random_uniform(next_key(), op.shape_of(x), op.dtype_of(x), op.device_of(x))
    slope = op.add(op.multiply(draw, upper - lower), lower)
    return wrap(op.where(op.less(x, 0.0), op.multiply(x, slope), x))


def _softmax_axis(name, axis, rank):
    if type(axis) is int and -rank <= axis < rank:
        return axis % rank
    if isinstance(axis, (tuple, list)):
        axis = axis[0]
    if not isinstance(axis, int) or isinstance(axis, bool):
        raise TypeError(
            f"For '{name}', the type of 'axis' should be one of '['int', 'tuple']', but got type "
            f"'{type(axis).__name__}'."
        )
    if not rank:
        raise ValueError(
            f"For {name}, the check range left must be smaller than right number but got left: 0 "
            "and right: 0."
        )
    text = "For primitive[{name}], the axis must be in [-{rank},{rank}), but got {axis}."
    return axis_of(name, "axis", axis, rank, text)


def softmax(x, axis=-1, *, dtype=None):
    """exp(x) / sum(exp(x)) along an axis."""
    value = operand("Softmax", "logits", x)
    if dtype is not None:
        value = op.astype(value, dtype_name(dtype))
    else:
        accept("Softmax", x._name)
    return wrap(op.softmax(value, _softmax_axis("Softmax", axis, op.rank_of(value))))


def softmin(x, axis=-1, *, dtype=None):
    """Softmax of the negated elements."""
    value = operand("Softmax", "logits", x)
    if dtype is not None:
        value = op.astype(value, dtype_name(dtype))
    return wrap(op.softmax(op.negative(value), _softmax_axis("Softmax", axis, x.ndim)))


def log_softmax(logits, axis=-1):
    """Logarithm of the softmax along an axis, computed without overflow.

    Args:
        logits (Tensor): float16 or float32, any shape but a scalar.
        axis (int, default -1): the axis.

    Returns:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: `axis` is not an int, or `logits` has another dtype.
        ValueError: `axis` is out of range.

    Example:
        >>> x = Tensor([0.0, 0.0])
        >>> print(ops.log_softmax(x))
        [-0.6931472 -0.6931472]
    """
    value = unary("LogSoftmax", "logits", logits)
    return wrap(op.log_softmax(value, _softmax_axis("LogSoftmax", axis, logits.ndim)))


def gumbel_softmax(logits, tau=1, hard=False, dim=-1):
    """Softmax of logits with Gumbel noise; `hard` gives one-hot rows with its gradient."""
    x = operand("gumbel_softmax", "logits", logits)
    u = op.random_uniform(next_key(), op.shape_of(x), "float32", op.device_of(x))
    noise = op.negative(op.log(op.maximum(op.negative(op.log(op.maximum(u, 1e-20))), 1e-20)))
    axis = dim % logits.ndim
    soft = op.softmax(op.divide(op.add(x, op.astype(noise, logits._name)), float(tau)), axis)
    if not hard:
        return wrap(soft)
    marks = compose.one_hot(op.argmax(soft, axis), logits.shape[axis], axis, logits._name)
    return wrap(op.add(op.subtract(marks, autodiff.engine().detach(soft)), soft))


class ReLU(Primitive, of=relu, inputs="x"):
    """relu of every element."""


class ReLU6(Primitive, of=relu6, inputs="x"):
    """relu6 of every element."""


class Sigmoid(Primitive, of=sigmoid, inputs="x"):
    """sigmoid of every element."""


class Softsign(Primitive, of=softsign, inputs="x"):
    """softsign of every element."""


class Mish(Primitive, of=mish, inputs="x"):
    """mish of every element."""


class SeLU(Primitive, of=selu, inputs="input_x"):
    """selu of every element."""


class HSwish(Primitive, of=hardswish, inputs="x"):
    """hardswish of every element."""


class HSigmoid(Primitive, of=hardsigmoid, inputs="input_x"):
    """hardsigmoid of every element."""


class GeLU(Primitive, of=gelu_by_tanh, inputs="x"):
    """Gaussian error linear unit by its approximation with tanh (Hendrycks and Gimpel,
    arXiv:1606.08415).

        0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x ** 3)))

    Inputs:
        x (Tensor): floats, any shape.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: `x` is not a Tensor of floats.

    Example:
        >>> print(ops.GeLU()(Tensor([-1.0, 0.0, 2.0])))
        [-0.158808   0.         1.9545977]
    """


class Gelu(Primitive, of=gelu_by_tanh, inputs="x"):
    """The operator GeLU, which is the approximation."""


class FastGeLU(Primitive, of=fast_gelu, inputs="x"):
    """fast_gelu of every element."""


class FastGelu(Primitive, of=fast_gelu, inputs="x"):
    """fast_gelu of every element."""


class Softplus(Primitive, of=softplus, inputs="x"):
    """`log(1 + exp(x))` of every element.

    Inputs:
        input_x (Tensor): floats, any shape.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: `input_x` is not a Tensor of floats.

    Example:
        >>> print(ops.Softplus()(Tensor([-1.0, 0.0, 2.0])))
        [0.31326163 0.6931472  2.126928  ]
    """


class PReLU(Primitive, of=prelu, inputs="x weight"):
    """x above 0, weight * x below; one weight or one for each channel."""


def _relu_mask(x, shape):
    """The mask of ReLUV2, in the layout of (N, C / 16, H, W, 2) that MindSpore announces."""
    n, c, h, w = shape
    layout = (n, -(-c // 16), h, w, 2)
    flat = op.reshape(op.astype(op.greater(x, 0.0), "uint8"), (math.prod(shape),))
    short = math.prod(layout) - math.prod(shape)
    if short > 0:
        flat = op.concat([flat, op.full((short,), 0, "uint8", op.device_of(flat))], 0)
    return op.reshape(compose.narrow(flat, 0, 0, math.prod(layout)), layout)


class ReLUV2(Primitive, inputs="x", outputs="output mask"):
    """(max(x, 0), mask of the positive elements)."""

    def _compute(self, x):
        return relu(x), wrap(_relu_mask(x._value, x.shape))


class Softmax(Primitive, inputs="x"):
    """`exp(x) / sum(exp(x))` along an axis, computed without overflow.

    Args:
        axis (int or tuple of one int, default -1): the axis.

    Inputs:
        logits (Tensor): floats, any shape.

    Outputs:
        Tensor of the same shape and dtype; sums along `axis` are 1.

    Raises:
        TypeError: `axis` is not an int, or `logits` has another dtype.
        ValueError: `axis` is out of range.

    Example:
        >>> print(ops.Softmax()(Tensor([0.0, 0.0, np.log(2.0)], ms.float32)))
        [0.25 0.25 0.5 ]
    """

    @prim_attr_register
    def __init__(self, axis=-1):
        validator.check_value_type("axis", axis, [int, tuple], self.name)
        if isinstance(axis, int):
            self.add_prim_attr("axis", (axis,))
        for item in self.axis:
            validator.check_value_type("item of axis", item, [int], self.name)

    def _compute(self, x):
        if len(self.axis) != 1:
            raise ValueError(
                f"For 'Softmax', the length of 'axis' must be 1 on CPU, but got {len(self.axis)}."
            )
        return softmax(x, self.axis[0])


class LogSoftmax(Primitive, of=log_softmax):
    """Logarithm of the softmax along an axis, computed without overflow.

    Example:
        >>> print(ops.LogSoftmax(axis=0)(Tensor([0.0, 0.0])))
        [-0.6931472 -0.6931472]
    """

    @prim_attr_register
    def __init__(self, axis=-1):
        validator.check_value_type("axis", axis, [int], self.name)


class Elu(Primitive, of=elu, inputs="x", outputs="output mask"):
    """x above 0, exp(x) - 1 below."""

    @prim_attr_register
    def __init__(self, alpha=1.0):
        validator.check_value_type("alpha", alpha, [float], self.name)
        validator.check_number("alpha", alpha, 1.0, validator.EQ, self.name)


class CeLU(Primitive, of=celu):
    """x above 0, alpha * (exp(x / alpha) - 1) below."""

    @prim_attr_register
    def __init__(self, alpha=1.0):
        validator.check_value_type("alpha", alpha, [float], self.name)
        if alpha == 0:
            raise ValueError("For 'CeLU', the 'alpha' must not be 0.")


class GLU(Primitive, of=glu):
    """First half times the sigmoid of the second half of an axis."""

    @prim_attr_register
    def __init__(self, axis=-1):
        validator.check_value_type("axis", axis, [int], self.name)


class HShrink(Primitive, of=hardshrink):
    """x where |x| > lambd, else 0."""

    @prim_attr_register
    def __init__(self, lambd=0.5):
        validator.check_value_type("lambd", lambd, [float], self.name)
        if lambd < 0.0:
            self.lambd = 0.0
            self.add_prim_attr("lambd", self.lambd)


class SoftShrink(Primitive, of=softshrink):
    """x moved towards 0 by lambd, 0 within."""

    @prim_attr_register
    def __init__(self, lambd=0.5):
        validator.check_value_type("lambd", lambd, [float], self.name)
        validator.check_number("lambd", lambd, 0, validator.GE, self.name)


tensor_methods(hardshrink, sigmoid, soft_shrink)
