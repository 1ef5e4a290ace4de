"""Activation functions."""

from __future__ import annotations

from ctypes import c_float

from ....core import autodiff, compose, dtypes, op
from ...common.tensor import Tensor, wrap
from .._operands import accept, axis_of, dtype_name, operand, shown, unary
from ._unary import unary_function


def _clamp(x, low, high):
    return compose.clip(x, low, high)


def _silu(x):
    return op.multiply(x, op.sigmoid(x))


def _mish(x):
    return op.multiply(x, op.tanh(op.softplus(x)))


def _relu6(x):
    """Gradient 1 at 6, as in the original, 0 at 0."""
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
    """As the original has it: below 0 the result plus one times the scale, not the derivative."""
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


_COMPUTE = {
    "relu": ("relu", lambda x: op.maximum(x, 0)),
    "relu6": _relu6,
    "sigmoid": "sigmoid",
    "silu": _silu,
    "mish": _mish,
    "softplus": "softplus",
    "softsign": _softsign,
    "selu": _through_float32(_selu),
    "hardsigmoid": _through_float32(_hard_sigmoid),
    "hardswish": _through_float32(_hard_swish),
    "fast_gelu": _fast_gelu,
    "logsigmoid": lambda x: op.negative(op.softplus(op.negative(x))),
}
# function, argument, operator of the texts, its argument there
_ACTIVATIONS = """
relu input ReLU input_x
relu6 x ReLU6 input_x
sigmoid input Sigmoid x
silu x Sigmoid x
mish x Mish input_x
softsign x Softsign input_x
selu input_x SeLU input_x
hardsigmoid input HSigmoid input_x
hardswish x HSwish x
fast_gelu x FastGeLU input_x
logsigmoid x Log x
softplus x Softplus x
"""


globals().update(
    {
        row.split()[0]: unary_function(*row.split(), _COMPUTE[row.split()[0]])
        for row in _ACTIVATIONS.strip().split("\n")
    }
)


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
    slope = c_float(alpha).value  # the original puts alpha into a float32 tensor
    if slope:
        return wrap(op.leaky_relu(x, slope, (1 + slope) / 2))
    return wrap(op.maximum(op.multiply(x, slope), x))


def elu(input_x, alpha=1.0):
    """x above 0, alpha * (exp(x) - 1) below."""
    return wrap(_elu(unary("Elu", "x", input_x), alpha))


def celu(x, alpha=1.0):
    """x above 0, alpha * (exp(x / alpha) - 1) below."""
    value = unary("CeLU", "x", x)
    negative = op.multiply(op.expm1(op.divide(op.minimum(value, 0.0), float(alpha))), float(alpha))
    return wrap(op.where(op.greater(value, 0.0), value, negative))


def hardtanh(input, min_val=-1.0, max_val=1.0):
    """x clamped to [min_val, max_val]."""
    if min_val >= max_val:
        raise ValueError(
            f"For hardtanh, min_val should be less than max_val, but got {min_val} and {max_val}."
        )
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
            "number of "
            f"channels: {channels}, but got {shown(weight.shape)}."
        )
    if x.ndim > 1:
        w = op.reshape(w, tuple(weight.shape[0] if i == 1 else 1 for i in range(x.ndim)))
    return wrap(op.where(op.greater(value, 0.0), value, op.multiply(w, value)))


def rrelu(input, lower=0.125, upper=1.0 / 3):
    """x above 0, a random multiple of x below."""
    from ...common.seed import next_key

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
    """Logarithm of softmax along an axis."""
    value = unary("LogSoftmax", "logits", logits)
    return wrap(op.log_softmax(value, _softmax_axis("LogSoftmax", axis, logits.ndim)))


def is_floating_point(input):
    """Whether the dtype is float16, float32 or float64."""
    if not isinstance(input, Tensor):
        raise TypeError("For is_floating_point, the input must be a Tensor.")
    return input._name in dtypes.FLOATS
