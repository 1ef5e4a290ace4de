"""Activation functions: rectifiers, saturating functions, softmax."""

from __future__ import annotations

from compat.core import op

from .._operands import axis_of, check_dynamic, constant, derived, f32, like, mask, raw, take
from .._registry import operator
from .._varbase import wrap
from ..dygraph.layers import Layer
from ..initializer import Constant
from ..layer_helper import LayerHelper
from .elementwise.unary import cast, clamped, log_op, unary_function, unary_operator

tanh_op = unary_operator("tanh", lambda x: op.tanh(x))

sigmoid_op = unary_operator("sigmoid", lambda x: op.sigmoid(x))
relu_op = unary_operator("relu", lambda x: op.relu(x))

tanh_shrink_op = unary_operator("tanh_shrink", lambda x: op.subtract(x, op.tanh(x)))
softsign_op = unary_operator("softsign", lambda x: op.divide(x, op.add(op.abs(x), 1)))
softplus_op = unary_operator("softplus", lambda x: op.softplus(x))
logsigmoid_op = unary_operator("logsigmoid", lambda x: op.negative(op.softplus(op.negative(x))))


@operator
def leaky_relu_op(x, alpha=0.02, **options):
    """`x` where positive, else `alpha * x`."""
    slope, value = f32(alpha), take(x, "leaky_relu")
    if 0.0 <= slope <= 1.0:
        return wrap(op.leaky_relu(value, slope, slope))
    # The larger of the two, with a gradient by the sign of the result.
    above = op.greater(op.maximum(raw(value), op.multiply(raw(value), slope)), 0)
    return wrap(derived(_larger(slope), _slopes(above, slope))(value))


def _larger(slope):
    return lambda x: op.maximum(x, op.multiply(x, slope))


def _slopes(above, slope):
    return lambda g, x: (op.where(above, g, op.multiply(g, slope)),)


def leaky_relu(x, alpha=0.02, name=None):
    """`x` above 0, `alpha * x` below.

    Args:
        x (Variable): floats, any shape.
        alpha (float, default 0.02): slope below 0.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable of the same shape and dtype.

    Raises:
        TypeError: `x` is not a Variable.

    Example:
        >>> x = to_variable(np.array([-1.0, 2.0], "float32"))
        >>> print(layers.leaky_relu(x, alpha=0.1).numpy())
        [-0.1  2. ]
    """
    return leaky_relu_op(x, alpha)


@operator
def relu6_op(x, threshold=6.0, **options):
    """`x` between 0 and `threshold`."""
    return wrap(clamped(take(x, "relu6"), 0.0, f32(threshold)))


def relu6(x, threshold=6.0, name=None):
    """`x` between 0 and `threshold`."""
    return relu6_op(x, threshold)


@operator
def brelu_op(x, t_min=0.0, t_max=24.0, **options):
    """`x` between `t_min` and `t_max`."""
    return wrap(clamped(take(x, "brelu"), f32(t_min), f32(t_max)))


def brelu(x, t_min=0.0, t_max=24.0, name=None):
    """`x` between `t_min` and `t_max`."""
    return brelu_op(x, t_min, t_max)


@operator
def hard_sigmoid_op(x, slope=0.2, offset=0.5, **options):
    """`slope * x + offset` between 0 and 1."""
    v = take(x, "hard_sigmoid")
    return wrap(clamped(op.add(op.multiply(v, f32(slope)), f32(offset)), 0.0, 1.0))


def hard_sigmoid(x, slope=0.2, offset=0.5, name=None):
    """`slope * x + offset` between 0 and 1."""
    return hard_sigmoid_op(x, slope, offset)


def _hard_swish_backward(threshold, scale, offset):
    def backward(g, x):
        shifted = op.add(x, offset)
        inner = mask(op.less(shifted, threshold), x)
        slope = op.multiply(op.add(op.multiply(x, 2), offset), 1 / scale)
        slope = op.multiply(op.multiply(mask(op.greater(shifted, 0), x), slope), inner)
        return (op.multiply(g, op.add(slope, op.subtract(constant(x, 1), inner))),)

    return backward


@operator
def hard_swish_op(x, threshold=6.0, scale=6.0, offset=3.0, **options):
    """`x * min(max(x + offset, 0), threshold) / scale`."""
    threshold, scale, offset = f32(threshold), f32(scale), f32(offset)

    def forward(v):
        gate = op.minimum(op.maximum(op.add(v, offset), 0), threshold)
        return op.divide(op.multiply(v, gate), constant(v, scale))

    backward = _hard_swish_backward(threshold, scale, offset)
    return wrap(derived(forward, backward)(take(x, "hard_swish")))


def hard_swish(x, threshold=6.0, scale=6.0, offset=3.0, name=None):
    """`x * min(max(x + offset, 0), threshold) / scale`."""
    return hard_swish_op(x, threshold, scale, offset)


@operator
def hard_shrink_op(x, threshold=0.5, **options):
    """`x` where its size exceeds `threshold`, else 0."""
    v = take(x, "hard_shrink")
    return wrap(op.multiply(v, mask(op.greater(op.abs(raw(v)), f32(threshold)), v)))


def hard_shrink(x, threshold=None):
    """`x` where its size exceeds `threshold` (0.5), else 0."""
    return hard_shrink_op(x, 0.5 if threshold is None else threshold)


@operator
def softshrink_op(x, **options):
    """`x` drawn towards 0 by lambda (0.5), 0 in between."""
    v = take(x, "softshrink")
    width = f32(options.get("lambda", 0.5))
    # Products as in the original, where infinities become NaN.
    high = op.multiply(op.subtract(v, width), mask(op.greater(raw(v), width), v))
    low = op.multiply(op.add(v, width), mask(op.less(raw(v), -width), v))
    return wrap(op.add(high, low))


def softshrink(x, alpha=None):
    """`x` drawn towards 0 by `alpha` (0.5)."""
    return softshrink_op(x, **{"lambda": 0.5 if alpha is None else alpha})


@operator
def thresholded_relu_op(x, threshold=1.0, **options):
    """`x` where above `threshold`, else 0."""
    v = take(x, "thresholded_relu")
    return wrap(op.multiply(v, mask(op.greater(raw(v), f32(threshold)), v)))


def thresholded_relu(x, threshold=None):
    """`x` where above `threshold` (1), else 0."""
    return thresholded_relu_op(x, 1.0 if threshold is None else threshold)


@operator
def soft_relu_op(x, threshold=40.0, **options):
    """`log(1 + exp(x))` with `x` cut at both sides of `threshold`."""
    limit = f32(threshold)
    return wrap(op.log(op.add(op.exp(clamped(take(x, "soft_relu"), -limit, limit)), 1)))


def soft_relu(x, threshold=40.0, name=None):
    """`log(1 + exp(x))` with `x` cut at `threshold`."""
    return soft_relu_op(x, threshold)


@operator
def elu_op(x, alpha=1.0, **options):
    """`x` where positive, else `alpha * (exp(x) - 1)`."""
    v, a = take(x, "elu"), f32(alpha)
    below = op.multiply(op.subtract(op.exp(op.minimum(v, 0)), 1), a)
    if a < 0:
        lower = op.minimum(op.multiply(op.subtract(op.exp(raw(v)), 1), a), 0)
        below = op.add(op.maximum(raw(v), 0), lower)

    def backward(g, v):
        slope = op.where(op.greater(v, 0), like(v, 1), op.multiply(op.exp(v), a))
        return (op.multiply(g, slope),)

    chosen = below if a < 0 else op.where(op.greater(raw(v), 0), raw(v), raw(below))
    return wrap(derived(lambda v: raw(chosen), backward)(v))


def elu(x, alpha=1.0, name=None):
    """`x` where positive, else `alpha * (exp(x) - 1)`."""
    return elu_op(x, alpha)


@operator
def selu_op(x, scale=1.0507009873554805, alpha=1.6732632423543772, **options):
    """`scale` times `elu` with `alpha`."""
    v, s, a = take(x, "selu"), f32(scale), f32(alpha)

    def forward(v):
        below = op.subtract(op.multiply(op.exp(v), a), a)
        return op.multiply(op.where(op.greater(v, 0), v, below), s)

    def backward(g, v):
        # The original adds the product of both constants to the result, all in float32.
        below = op.add(op.multiply(op.subtract(op.multiply(op.exp(v), a), a), s), f32(a * s))
        below = op.astype(op.astype(below, "float32"), op.dtype_of(v))
        return (op.multiply(g, op.where(op.greater(v, 0), like(v, s), below)),)

    return wrap(derived(forward, backward)(v))


def selu(x, scale=None, alpha=None, name=None):
    """`scale` times `elu`."""
    given = {"scale": scale, "alpha": alpha}
    return selu_op(x, **{k: v for k, v in given.items() if v is not None})


@operator
def mish_op(x, threshold=20.0, **options):
    """`x` times the hyperbolic tangent of its softplus."""
    v, limit = take(x, "mish"), f32(threshold)

    def smooth(v):
        e = op.exp(op.minimum(v, limit))
        low = op.where(op.less(v, -limit), e, op.log1p(e))
        return op.where(op.greater(v, limit), v, low)

    def forward(v):
        return op.multiply(v, op.tanh(smooth(v)))

    def backward(g, v):
        soft = smooth(v)
        t = op.tanh(soft)
        inner = op.multiply(op.subtract(op.multiply(t, t), 1), op.expm1(op.negative(soft)))
        return (op.multiply(g, op.add(op.multiply(v, inner), t)),)

    return wrap(derived(forward, backward)(v))


def mish(x, threshold=20, name=None):
    """`x` times the hyperbolic tangent of its softplus."""
    return mish_op(x, threshold)


@operator
def gelu_op(x, approximate=False, **options):
    """`x` times the normal distribution function."""
    return wrap(op.gelu(take(x, "gelu"), bool(approximate)))


def gelu(x, approximate=False):
    """`x` times the normal distribution function."""
    return gelu_op(x, approximate)


@operator
def swish_op(x, beta=1.0, **options):
    """`x * sigmoid(beta * x)`."""
    v, b = take(x, "swish"), f32(beta)
    return wrap(op.multiply(v, op.sigmoid(v if b == 1 else op.multiply(v, b))))


def swish(x, beta=1.0, name=None):
    """`x * sigmoid(x)`: in dygraph mode Paddle 1.8 hands `beta` on under a name that its operator
    does not have."""
    return swish_op(x)


@operator
def stanh_op(x, scale_a=0.67, scale_b=1.7159, **options):
    """`scale_b * tanh(scale_a * x)`."""
    v = take(x, "stanh")
    return wrap(op.multiply(op.tanh(op.multiply(v, f32(scale_a))), f32(scale_b)))


def stanh(x, scale_a=0.67, scale_b=1.7159, name=None):
    """`scale_b * tanh(scale_a * x)`."""
    return stanh_op(x, scale_a, scale_b)


@operator
def softmax_op(x, axis=-1, **options):
    """Softmax along `axis`."""
    v = take(x, "softmax")
    if 0 in op.shape_of(v):
        return wrap(v)
    return wrap(softmax_of(v, axis_of(axis, len(op.shape_of(v)))))


def softmax_of(x, axis):
    """Softmax of an array as Paddle's processor kernel has it: see `far_apart`."""
    return _held_softmax(axis)(x) if far_apart(x, axis) else op.softmax(x, axis)


def far_apart(x, axis):
    """True where some element is more than 64 below the largest one along `axis`, or NaN.

    Paddle's kernel for the processor, unlike the one for GPUs, computes with 64 there.
    """
    if op.device_of(x) != "cpu" or 0 in op.shape_of(x):
        return False
    x = raw(x)
    every = tuple(range(op.rank_of(x)))
    if bool(op.to_numpy(op.subtract(op.max(x, every, False), op.min(x, every, False))) <= 64):
        return False
    spread = op.subtract(op.max(x, (axis,), False), op.min(x, (axis,), False))
    return bool((~(op.to_numpy(spread) <= 64)).any())  # NaN, too: TensorFlow's kernel drops it


def held_apart(x, axis):
    """`x` less its largest element along `axis`, no less than -64."""
    shifted = op.subtract(x, op.max(x, (axis,), True))
    return op.where(op.less(shifted, -64), like(shifted, -64), shifted)


def _held_softmax(axis):
    def forward(x):
        powers = op.exp(held_apart(x, axis))
        return op.divide(powers, op.sum(powers, (axis,), True))

    def backward(g, x):
        y = forward(x)
        return (op.multiply(y, op.subtract(g, op.sum(op.multiply(g, y), (axis,), True))),)

    return derived(forward, backward)


def softmax(input, use_cudnn=False, name=None, axis=-1):
    """`exp(x) / sum(exp(x))` along an axis, computed without overflow.

    Args:
        input (Variable): floats, any shape.
        use_cudnn (bool, default False): no effect here.
        axis (int, default -1): the axis.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable of the same shape and dtype.

    Raises:
        EnforceNotMet: `axis` is out of range.

    Example:
        >>> x = to_variable(np.array([0.0, 0.0], "float32"))
        >>> print(layers.softmax(x).numpy())
        [0.5 0.5]
    """
    return softmax_op(input, axis)


@operator
def maxout_op(x, groups=None, axis=1, **options):
    """The largest of every `groups` neighbouring channels; the first of equal ones gets the
    gradient."""
    v = take(x, "maxout")
    shape = op.shape_of(v)
    axis = axis_of(axis, len(shape))
    split = (*shape[:axis], shape[axis] // groups, groups, *shape[axis + 1 :])
    v = op.reshape(v, split)
    best = op.reshape(op.argmax(raw(v), axis + 1), (*split[: axis + 1], 1, *split[axis + 2 :]))
    picked = op.take_along_axis(v, best, axis + 1)
    return wrap(op.reshape(picked, split[: axis + 1] + split[axis + 2 :]))


def maxout(x, groups, name=None, axis=1):
    """The largest of every `groups` channels."""
    if axis not in [1, -1, 3]:
        raise ValueError(
            f"Attr(axis) should be 1 when data format is NCHW, -1 or 3 when data format is NHWC. "
            f"Received Attr(axis): {axis}."
        )
    return maxout_op(x, groups, axis)


@operator(inputs=("X", "Alpha"))
def prelu_op(x, alpha, mode="all", **options):
    """`x` where positive, else `alpha * x`; one alpha in all, for each channel or each element."""
    v, a = take(x, "prelu"), take(alpha, "prelu", slot="Alpha")
    shape = op.shape_of(v)
    if mode == "channel":
        a = op.reshape(a, (1, shape[1]) + (1,) * (len(shape) - 2))
    elif mode == "all":
        a = op.reshape(a, (1,) * len(shape))
    else:
        a = op.reshape(a, (1, *shape[1:]))
    return wrap(op.where(op.greater(v, 0), v, op.multiply(v, a)))


def prelu(x, mode, param_attr=None, name=None):
    """`x` where positive, else a learned factor times `x`."""
    if mode not in ["all", "channel", "element"]:
        raise ValueError("mode should be one of all, channel, element.")
    shape = [1]
    if mode == "channel":
        shape = [1, x.shape[1], 1, 1]
    elif mode == "element":
        shape = [1, *x.shape[1:]]
    helper = LayerHelper("prelu", param_attr=param_attr, name=name)
    alpha = helper.create_parameter(
        helper.param_attr, shape, "float32", False, default_initializer=Constant(0.25)
    )
    return prelu_op(x, alpha, mode)


class PRelu(Layer):
    """`x` where positive, else a learned factor times `x`."""

    def __init__(self, mode, channel=None, input_shape=None, param_attr=None, dtype="float32"):
        super().__init__(name_scope="prelu")
        self._mode, self._param_attr, self._dtype = mode, param_attr, dtype
        if mode == "all":
            self._alpha_shape = [1]
        elif mode == "channel":
            assert isinstance(channel, int), "channel argument is required when mode is 'channel'."
            self._alpha_shape = [1, channel, 1, 1]
        elif mode == "element":
            assert isinstance(input_shape, (list, tuple)), (
                "input_shape argument is required when mode is 'element'."
            )
            self._alpha_shape = [1, *list(input_shape)[1:]]
        else:
            raise ValueError("mode should be one of all, channel, element.")
        self.weight = self.create_parameter(
            attr=param_attr,
            shape=self._alpha_shape,
            dtype="float32",
            is_bias=False,
            default_initializer=Constant(1.0),
        )

    def forward(self, input):
        """The activation."""
        check_dynamic(input, "PRelu", ("float32",))
        return prelu_op(input, self.weight, self._mode)


def relu(x, name=None):
    """`max(x, 0)` of every element.

    Args:
        x (Variable): floats, any shape.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable of the same shape and dtype.

    Raises:
        TypeError: `x` is not a Variable.

    Example:
        >>> x = to_variable(np.array([-1.0, 2.0], "float32"))
        >>> print(layers.relu(x).numpy())
        [0. 2.]
    """
    return relu_op(x)


def log_softmax(input, axis=None, dtype=None, name=None):
    """Logarithm of softmax."""
    if dtype is not None:
        input = cast(input, dtype)
    return log_op(softmax_op(input, -1 if axis is None else axis))


tanh = unary_function(tanh_op)
softplus = unary_function(softplus_op)
softsign = unary_function(softsign_op)
logsigmoid = unary_function(logsigmoid_op)
tanh_shrink = unary_function(tanh_shrink_op)
sigmoid = unary_function(sigmoid_op)
