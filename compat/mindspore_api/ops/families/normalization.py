"""Batch, layer, local response and l2 normalisation."""

from __future__ import annotations

import functools
import math

from ....core import autodiff, compose, op, processes
from ... import _checkparam as validator
from ...common.tensor import wrap
from ..arguments import axis_of, operand
from ..primitive import Primitive, prim_attr_register
from .convolution.kernel import check_data_format


def _channels_first(x, data_format):
    return compose.moveaxis(x, len(op.shape_of(x)) - 1, 1) if data_format == "NHWC" else x


def _channels_back(x, data_format):
    return compose.moveaxis(x, 1, len(op.shape_of(x)) - 1) if data_format == "NHWC" else x


def batch_normalized(x, scale, bias, mean, var, eps, training, data_format="NCHW"):
    """(result, batch mean, biased batch variance); the statistics are None when not training."""
    value = _channels_first(x, data_format)
    if not training:
        result = op.batch_norm_infer(value, scale, bias, mean, var, float(eps))
        return _channels_back(result, data_format), None, None
    result, batch_mean, batch_var = op.batch_norm_train(value, scale, bias, float(eps))
    return _channels_back(result, data_format), batch_mean, batch_var


def move_statistics(parameter, found, momentum):
    """`(1 - momentum) * parameter + momentum * found`, outside the gradient."""
    engine = autodiff.engine()
    old, new = engine.detach(parameter._value), engine.detach(found)
    new = op.astype(new, parameter._name) if op.dtype_of(new) != parameter._name else new
    if parameter.__dict__.get("_moved") is not parameter._value:
        old = op.copy(old)  # somebody else's, too
    parameter._value = parameter._moved = op.blend_update(old, new, 1.0 - momentum, momentum)


def batch_normalized_over(group, x, scale, bias, eps):
    """`batch_normalized` while training, with the statistics of a group of processes.

    Mean and biased variance are those of the joined batch; gradients pass through the sums.
    """
    axes = tuple(i for i in range(len(op.shape_of(x))) if i != 1)
    dtype = op.dtype_of(x)
    count = math.prod(op.shape_of(x)[i] for i in axes)
    total = processes.all_reduce(op.full((1,), count, dtype, op.device_of(x)), "sum", group)

    def averaged(values):
        return op.divide(processes.all_reduce(op.sum(values, axes, True), "sum", group), total)

    mean = averaged(x)
    centred = op.subtract(x, mean)
    variance = averaged(compose.square(centred))
    shape = op.shape_of(mean)
    normal = op.multiply(centred, op.rsqrt(op.add(variance, float(eps))))
    result = op.add(op.multiply(normal, op.reshape(scale, shape)), op.reshape(bias, shape))
    return result, op.reshape(mean, (-1,)), op.reshape(variance, (-1,))


def batch_norm(
    input_x, running_mean, running_var, weight, bias, training=False, momentum=0.1, eps=1e-05
):
    """Batch normalisation; in training the running statistics move towards those of the batch."""
    x = operand("BatchNorm", "x", input_x)
    values = [operand("BatchNorm", n, t) for n, t in (("scale", weight), ("bias", bias))]
    stats = running_mean._value, running_var._value
    result, mean, var = batch_normalized(x, *values, *stats, eps, training)
    if training:
        move_statistics(running_mean, mean, momentum)
        # MindSpore's CPU kernel keeps the biased variance.
        move_statistics(running_var, var, momentum)
    return wrap(result)


# What the gradient of MindSpore's CPU kernel adds to the variance, whatever `epsilon` is.
_GRADIENT_EPSILON = 1e-12


def layer_norm(x, gamma, beta, begin_norm_axis, begin_params_axis, epsilon):
    """(result, mean, variance) over the axes from `begin_norm_axis`."""
    result = layer_normalized(x, gamma, beta, begin_norm_axis, begin_params_axis, epsilon)
    first = axis_of("LayerNorm", "begin_norm_axis", begin_norm_axis, x.ndim)
    # The statistics carry no gradient.
    value = autodiff.engine().detach(x._value)
    mean, _, variance = _moments(value, tuple(range(first, x.ndim)))
    return result, wrap(mean), wrap(variance)


def layer_normalized(x, gamma, beta, begin_norm_axis, begin_params_axis, epsilon):
    """The result of `layer_norm` alone."""
    value, scale, shift = (
        operand("LayerNorm", n, t) for n, t in (("input_x", x), ("gamma", gamma), ("beta", beta))
    )
    rank = x.ndim
    first = axis_of("LayerNorm", "begin_norm_axis", begin_norm_axis, rank)
    params = axis_of("LayerNorm", "begin_params_axis", begin_params_axis, rank)
    axes = tuple(range(first, rank))

    def forward(value, scale, shift):
        if first == params and gamma.shape == x.shape[first:]:
            return op.layer_norm(value, scale, shift, axes, float(epsilon))
        _, centred, variance = _moments(value, axes)
        normal = op.multiply(centred, op.rsqrt(op.add(variance, float(epsilon))))
        return op.add(op.multiply(normal, scale), shift)

    engine = autodiff.engine()
    if gamma.shape != x.shape[params:] or not any(map(engine.is_tracked, (value, scale, shift))):
        return wrap(forward(value, scale, shift))
    pull = functools.partial(_pull_layer_norm, axes, tuple(range(params)))
    return wrap(engine.custom(forward, pull)(value, scale, shift))


def _pull_layer_norm(axes, leading, cotangents, xs, results):
    x, scale, g = (compose.cast(t, "float32") for t in (xs[0], xs[1], cotangents[0]))
    _, centred, variance = _moments(x, axes)
    inverse = op.rsqrt(op.add(variance, _GRADIENT_EPSILON))
    normal = op.multiply(centred, inverse)
    scaled = op.multiply(g, scale)
    along = op.multiply(normal, op.mean(op.multiply(scaled, normal), axes, True))
    inner = op.subtract(op.subtract(scaled, op.mean(scaled, axes, True)), along)
    found = (
        op.multiply(inner, inverse),
        op.sum(op.multiply(g, normal), leading, False),
        op.sum(g, leading, False),
    )
    return [compose.cast(d, op.dtype_of(t)) for d, t in zip(found, xs, strict=True)]


def _moments(x, axes):
    mean = op.mean(x, axes, True)
    centred = op.subtract(x, mean)
    return mean, centred, op.mean(compose.square(centred), axes, True)


def l2_normalize(x, axis, epsilon):
    """x / sqrt(max(sum x ** 2, epsilon)) along an axis."""
    value = operand("L2Normalize", "x", x)
    axes = (axis_of("L2Normalize", "axis", axis, x.ndim),)

    def forward(v):
        total = op.sum(compose.square(v), axes, True)
        return op.divide(v, op.sqrt(op.maximum(total, float(epsilon))))

    def backward(cotangents, xs, results):
        """As MindSpore has it: the norm itself, and not its square, is at least epsilon."""
        g, y = cotangents[0], results[0]
        norm = op.sqrt(op.sum(compose.square(xs[0]), axes, True))
        along = op.multiply(y, op.sum(op.multiply(y, g), axes, True))
        return [op.divide(op.subtract(g, along), op.maximum(norm, float(epsilon)))]

    if autodiff.engine().is_tracked(value):
        return wrap(autodiff.engine().custom(forward, backward)(value))
    return wrap(forward(value))


def lrn(x, depth_radius=5, bias=1.0, alpha=1.0, beta=0.5, norm_region="ACROSS_CHANNELS"):
    """Local response normalisation across channels."""
    value = operand("LRN", "x", x)
    if norm_region != "ACROSS_CHANNELS":
        raise ValueError(
            "For 'LRN', the 'norm_region' must be str and must be in '['ACROSS_CHANNELS']', but "
            f"got '{norm_region}'."
        )
    square = compose.square(value)
    n, channels, *rest = op.shape_of(value)
    rows = op.reshape(square, (n, 1, channels, -1 if not rest else math.prod(rest)))
    window = 2 * depth_radius + 1
    total = op.sum_pool(rows, (window, 1), (1, 1), ((depth_radius, depth_radius), (0, 0)))
    total = op.reshape(total, op.shape_of(value))
    base = op.add(op.multiply(total, float(alpha)), float(bias))
    return wrap(op.multiply(value, op.pow(base, compose.full_like(base, -float(beta)))))


class BatchNorm(
    Primitive,
    inputs="x scale offset mean variance",
    outputs="y batch_mean batch_variance reserve_space_1 reserve_space_2",
):
    """Batch normalisation; in training the statistics given move towards those of the batch."""

    @prim_attr_register
    def __init__(self, is_training=False, epsilon=1e-05, momentum=0.1, data_format="NCHW"):
        name = self.name
        validator.check_value_type("is_training", is_training, (bool,), name)
        validator.check_float_range(epsilon, 0, 1, validator.INC_RIGHT, "epsilon", name)
        validator.check_float_range(momentum, 0, 1, validator.INC_BOTH, "momentum", name)
        self.format = check_data_format(data_format, name, "the platform")
        self.add_prim_attr("data_format", self.format)
        if is_training:
            names = {k: self.attrs.pop(k) for k in ("input_names", "output_names")}
            self.add_prim_attr("side_effect_mem", True)
            self.attrs.update(names)

    def _compute(self, input_x, scale, bias, mean, variance):
        x = operand("BatchNorm", "input_x", input_x)
        parts = [operand("BatchNorm", n, t) for n, t in (("scale", scale), ("bias", bias))]
        result, found_mean, found_var = batch_normalized(
            x, *parts, mean._value, variance._value, self.epsilon, self.is_training, self.format
        )
        if not self.is_training:
            reserve = wrap(scale._value), wrap(bias._value)
            return wrap(result), *reserve, wrap(mean._value), wrap(variance._value)
        move_statistics(mean, found_mean, self.momentum)
        # MindSpore's CPU kernel keeps the biased variance.
        move_statistics(variance, found_var, self.momentum)
        statistics = wrap(found_mean), wrap(op.rsqrt(op.add(found_var, float(self.epsilon))))
        return wrap(result), wrap(found_mean), wrap(found_var), *statistics


class LayerNorm(Primitive, of=layer_norm):
    """(normalised over the last axes, mean, variance)."""

    @prim_attr_register
    def __init__(self, begin_norm_axis=1, begin_params_axis=1, epsilon=1e-07):
        validator.check_value_type("begin_norm_axis", begin_norm_axis, [int], self.name)
        validator.check_value_type("begin_params_axis", begin_params_axis, [int], self.name)
        validator.check_value_type("epsilon", epsilon, [float], self.name)


class L2Normalize(Primitive):
    """`x / sqrt(max(sum(x ** 2), epsilon))`, the sum along an axis.

    Args:
        axis (int, tuple or list of one int, default 0): the axis.
        epsilon (float, default 0.0001): lower bound of the sum.

    Inputs:
        x (Tensor): float16 or float32.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: `epsilon` or `axis` is of another kind.
        ValueError: `axis` is out of range.

    Example:
        >>> print(ops.L2Normalize()(Tensor([3.0, 4.0])))
        [0.6 0.8]
    """

    @prim_attr_register
    def __init__(self, axis=0, epsilon=0.0001):
        axis = [axis] if isinstance(axis, int) else axis
        validator.check_value_type("axis", axis, [list, tuple], self.name)
        validator.check_value_type("epsilon", epsilon, [int, float], self.name)
        self.add_prim_attr("axis", axis)
        self.init_attrs["axis"] = axis
        if len(axis) != 1:
            raise TypeError(
                f"For '{self.name}', the length of 'axis' must be 1, but got {len(axis)}, later "
                "will support multiple axis!"
            )
        self.axis = axis

    def _compute(self, input_x):
        return l2_normalize(input_x, self.axis[0], self.epsilon)


class LRN(Primitive):
    """Local response normalisation across channels."""

    @prim_attr_register
    def __init__(
        self, depth_radius=5, bias=1.0, alpha=1.0, beta=0.5, norm_region="ACROSS_CHANNELS"
    ):
        validator.check_value_type("depth_radius", depth_radius, [int], self.name)
        validator.check_value_type("bias", bias, [float], self.name)
        validator.check_value_type("alpha", alpha, [float], self.name)
        validator.check_value_type("beta", beta, [float], self.name)
        validator.check_string(norm_region, ["ACROSS_CHANNELS"], "norm_region", self.name)
        validator.check_non_negative_int(depth_radius, "depth_radius", self.name)
        self.attrs.clear()
        self.init_prim_io_names(["x"], ["y"])

    def _compute(self, x):
        return lrn(x, *self.init_attrs.values())
