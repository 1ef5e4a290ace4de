"""Activations with parameters of their own."""

from __future__ import annotations

from .._ops import activation as _act
from ..initializer import Constant
from ..layer_helper import LayerHelper


def relu(x, name=None):
    """`max(x, 0)`."""
    return _act.relu(x)


def leaky_relu(x, alpha=0.02, name=None):
    """`x` where positive, else `alpha * x`."""
    return _act.leaky_relu(x, alpha)


def relu6(x, threshold=6.0, name=None):
    """`x` between 0 and `threshold`."""
    return _act.relu6(x, threshold)


def brelu(x, t_min=0.0, t_max=24.0, name=None):
    """`x` between `t_min` and `t_max`."""
    return _act.brelu(x, t_min, t_max)


def elu(x, alpha=1.0, name=None):
    """`x` where positive, else `alpha * (exp(x) - 1)`."""
    return _act.elu(x, alpha)


def selu(x, scale=None, alpha=None, name=None):
    """`scale` times `elu`."""
    given = {"scale": scale, "alpha": alpha}
    return _act.selu(x, **{k: v for k, v in given.items() if v is not None})


def stanh(x, scale_a=0.67, scale_b=1.7159, name=None):
    """`scale_b * tanh(scale_a * x)`."""
    return _act.stanh(x, scale_a, scale_b)


def hard_sigmoid(x, slope=0.2, offset=0.5, name=None):
    """`slope * x + offset` between 0 and 1."""
    return _act.hard_sigmoid(x, slope, offset)


def hard_swish(x, threshold=6.0, scale=6.0, offset=3.0, name=None):
    """`x * min(max(x + offset, 0), threshold) / scale`."""
    return _act.hard_swish(x, threshold, scale, offset)


def swish(x, beta=1.0, name=None):
    """`x * sigmoid(beta * x)`."""
    return _act.swish(x, beta)


def soft_relu(x, threshold=40.0, name=None):
    """`log(1 + exp(x))` with `x` cut at `threshold`."""
    return _act.soft_relu(x, threshold)


def softmax(input, use_cudnn=False, name=None, axis=-1):
    """Softmax along `axis`; `use_cudnn` has no effect here."""
    return _act.softmax(input, axis)


def maxout(x, groups, name=None, axis=1):
    """The largest of every `groups` channels."""
    if axis not in [1, -1, 3]:
        raise ValueError(
            f"Attr(axis) should be 1 when data format is NCHW, -1 or 3 when data format is NHWC. "
            f"Received Attr(axis): {axis}."
        )
    return _act.maxout(x, groups, axis)


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
    return _act.prelu(x, alpha, mode)


def l2_normalize(x, axis, epsilon=1e-12, name=None):
    """`x` divided by its length along `axis`."""
    from .._ops.reduce import norm

    if len(x.shape) == 1:
        axis = 0
    return norm(x, 1 if axis is None else axis, epsilon)
