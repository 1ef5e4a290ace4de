"""Normalisation within every sample: layer, instance and group."""

from __future__ import annotations

import logging
import math
import numbers

import numpy as np

from compat.core import op

from ..._mode import in_dygraph_mode, refuse_static
from ..._operands import (
    check_consistent,
    check_dynamic,
    check_epsilon,
    check_parameters,
    constant,
    derived,
    f32,
    invalid,
    like,
    raw,
    take,
)
from ..._registry import operator
from ..._varbase import wrap
from ...dygraph.layers import Layer
from ...dygraph_utils import _append_activation_in_dygraph
from ...initializer import Constant
from ...layer_helper import LayerHelper
from .batch_norm import channels_back, channels_first


@operator(inputs=("X", "Scale", "Bias"), outputs=("Y",))
def layer_norm_op(x, scale=None, bias=None, epsilon=1e-5, begin_norm_axis=1, **options):
    """Normalised over the trailing axes."""
    value = take(x, "layer_norm")
    check_epsilon(epsilon, "layer_norm")
    check_consistent(value, (scale, bias), "layer_norm")
    shape = op.shape_of(value)
    rows, width = math.prod(shape[:begin_norm_axis]), math.prod(shape[begin_norm_axis:])
    flat = op.reshape(value, (rows, width))
    weight = like(raw(flat), 1, (width,)) if scale is None else scale._value
    shift = like(raw(flat), 0, (width,)) if bias is None else bias._value
    weight, shift = op.reshape(weight, (width,)), op.reshape(shift, (width,))
    result = op.layer_norm(flat, weight, shift, (1,), f32(epsilon))
    return wrap(op.reshape(result, shape)), None, None


class LayerNorm(Layer):
    """Layer of layer normalization (Ba et al., arXiv:1607.06450) over the trailing axes.

    Args:
        normalized_shape (int, list or tuple of ints): extents of these axes.
        scale (bool, default True): a learned factor.
        shift (bool, default True): a learned addend.
        epsilon (float, default 1e-05): is added to the variance.
        param_attr (ParamAttr, Initializer, str or None, default None): name, initial values,
            regularizer and rate of the factor.
        bias_attr (ParamAttr, Initializer, str, False or None, default None): the same of the bias.
        act (str or None, default None): activation of the result, such as "relu".
        dtype (str, default 'float32'): dtype of the parameters.

    Inputs:
        input (Variable): its trailing extents are `normalized_shape`.

    Outputs:
        Variable of the same shape and dtype.

    Raises:
        ValueError: the trailing extents are others.

    Example:
        >>> layer = dygraph.LayerNorm(2)
        >>> print(layer(to_variable(np.array([[1.0, 3.0]], "float32"))).numpy())
        [[-0.999995  0.999995]]
    """

    def __init__(
        self,
        normalized_shape,
        scale=True,
        shift=True,
        epsilon=1e-05,
        param_attr=None,
        bias_attr=None,
        act=None,
        dtype="float32",
    ):
        super().__init__()
        if isinstance(normalized_shape, numbers.Integral):
            normalized_shape = [normalized_shape]
        self._normalized_shape = list(normalized_shape)
        self._scale, self._shift, self._epsilon = scale, shift, epsilon
        self._param_attr, self._bias_attr = param_attr, bias_attr
        self._act, self._dtype = act, dtype
        shape = [np.prod(self._normalized_shape)]
        self.weight = self.bias = None
        if scale:
            self.weight = self.create_parameter(
                attr=param_attr, shape=shape, dtype=dtype, default_initializer=Constant(1.0)
            )
        elif param_attr:
            logging.warning("param_attr are only available with scale is True")
        if shift:
            assert bias_attr is not False
            self.bias = self.create_parameter(
                attr=bias_attr, shape=shape, dtype=dtype, is_bias=True
            )
        elif bias_attr:
            logging.warning("bias_attr are only available with shift is True")

    def forward(self, input):
        """The normalised input, activation applied."""
        shape = list(input.shape)
        wanted = self._normalized_shape
        self._begin_norm_axis = len(shape) - len(wanted)
        if len(shape) < len(wanted) or shape[self._begin_norm_axis :] != wanted:
            text = str(wanted)
            raise ValueError(
                f"Given normalized_shape is {text}, expected input with shape [*, {text[1:]}, "
                f"but got "
                f"input shape {shape}"
            )
        check_dynamic(input, "LayerNorm")
        out = layer_norm_op(input, self.weight, self.bias, self._epsilon, self._begin_norm_axis)[0]
        return _append_activation_in_dygraph(out, act=self._act)


def _per_channel(value, scale, bias):
    """`value * scale + bias` for every channel of (N, C, ...)."""
    shape = op.shape_of(value)
    form = (1, shape[1]) + (1,) * (len(shape) - 2)
    if scale is not None:
        value = op.multiply(value, op.reshape(scale._value, form))
    return value if bias is None else op.add(value, op.reshape(bias._value, form))


def _normalized_rows(flat, eps):
    width = op.shape_of(flat)[1]
    ones, none = like(raw(flat), 1, (width,)), like(raw(flat), 0, (width,))
    return op.layer_norm(flat, ones, none, (1,), eps)


def _rows_without_scale(flat, eps):
    """Normalised rows; the original's gradient lacks the mean of the cotangent without a scale."""

    def backward(g, x):
        width = op.shape_of(x)[1]
        middle = op.subtract(x, op.mean(x, (1,), True))
        spread = op.sqrt(op.add(op.mean(op.multiply(middle, middle), (1,), True), eps))
        unit = op.divide(middle, spread)
        slope = op.divide(op.sum(op.multiply(g, unit), (1,), True), constant(x, width))
        return (op.divide(op.subtract(g, op.multiply(unit, slope)), spread),)

    return derived(lambda x: _normalized_rows(x, eps), backward)(flat)


@operator(inputs=("X", "Scale", "Bias"), outputs=("Y",))
def instance_norm_op(x, scale=None, bias=None, epsilon=1e-5, **options):
    """Every plane of every sample normalised."""
    value = take(x, "instance_norm")
    check_epsilon(epsilon, "instance_norm")
    check_parameters(value, {"Scale": scale, "Bias": bias}, "instance_norm")
    shape = op.shape_of(value)
    flat = op.reshape(value, (shape[0] * shape[1], math.prod(shape[2:])))
    result = op.reshape(_normalized_rows(flat, f32(epsilon)), shape)
    return wrap(_per_channel(result, scale, bias)), None, None


def instance_norm(input, epsilon=1e-05, param_attr=None, bias_attr=None, name=None):
    """Every plane of every sample normalised, with new weights."""
    assert bias_attr is not False, "bias_attr should not be False in instance_norm."
    helper = LayerHelper("instance_norm", param_attr=param_attr, bias_attr=bias_attr, name=name)
    size = [input.shape[1]]
    scale = helper.create_parameter(
        helper.param_attr, size, input.dtype, default_initializer=Constant(1.0)
    )
    bias = helper.create_parameter(
        helper.bias_attr, size, input.dtype, True, default_initializer=Constant(0.0)
    )
    return instance_norm_op(input, scale, bias, epsilon)[0]


class InstanceNorm(Layer):
    """Every plane of every sample normalised."""

    def __init__(
        self, num_channels, epsilon=1e-05, param_attr=None, bias_attr=None, dtype="float32"
    ):
        super().__init__()
        assert bias_attr is not False, "bias_attr should not be False in InstanceNorm."
        self._epsilon, self._dtype = epsilon, dtype
        self._param_attr, self._bias_attr = param_attr, bias_attr
        self.scale = self.create_parameter(
            attr=param_attr,
            shape=[num_channels],
            dtype=dtype,
            default_initializer=Constant(1.0),
            is_bias=False,
        )
        self.bias = self.create_parameter(
            attr=bias_attr,
            shape=[num_channels],
            dtype=dtype,
            default_initializer=Constant(0.0),
            is_bias=True,
        )

    def forward(self, input):
        """The normalised input."""
        check_dynamic(input, "InstanceNorm")
        return instance_norm_op(input, self.scale, self.bias, self._epsilon)[0]


@operator(inputs=("X", "Scale", "Bias"), outputs=("Y",))
def group_norm_op(x, scale=None, bias=None, epsilon=1e-5, groups=1, data_layout="NCHW", **options):
    """Groups of channels of every sample normalised."""
    value = channels_first(take(x, "group_norm"), data_layout)
    shape = op.shape_of(value)
    if shape[1] % groups:
        raise invalid(
            f"The groups number should divide the channels, but received groups = {groups} and "
            f"channels = {shape[1]}.",
            "group_norm",
        )
    flat = op.reshape(value, (shape[0] * groups, math.prod(shape[1:]) // groups))
    rows = _normalized_rows if scale is not None else _rows_without_scale
    result = op.reshape(rows(flat, f32(epsilon)), shape)
    return wrap(channels_back(_per_channel(result, scale, bias), data_layout)), None, None


def group_norm(
    input,
    groups,
    epsilon=1e-05,
    param_attr=None,
    bias_attr=None,
    act=None,
    data_layout="NCHW",
    name=None,
):
    """Groups of channels of every sample normalised; weights only where attributes are given."""
    helper = LayerHelper(
        "group_norm", param_attr=param_attr, bias_attr=bias_attr, act=act, name=name
    )
    if data_layout not in ("NCHW", "NHWC"):
        raise ValueError(
            "Param(data_layout) of Op(fluid.layers.group_norm) got wrong value: received "
            f"{data_layout} but only NCHW or NHWC supported."
        )
    shape, dtype = [input.shape[1] if data_layout == "NCHW" else input.shape[-1]], input.dtype
    scale = bias = None
    if param_attr:
        scale = helper.create_parameter(
            helper.param_attr, shape, dtype, default_initializer=Constant(1.0)
        )
    if bias_attr:
        bias = helper.create_parameter(helper.bias_attr, shape, dtype, is_bias=True)
    out = group_norm_op(input, scale, bias, epsilon, groups, data_layout)[0]
    return helper.append_activation(out)


def layer_norm(
    input,
    scale=True,
    shift=True,
    begin_norm_axis=1,
    epsilon=1e-05,
    param_attr=None,
    bias_attr=None,
    act=None,
    name=None,
):
    """A function of static graphs; dygraph mode has the layer `LayerNorm`."""
    assert not in_dygraph_mode(), "please use LayerNorm instead of layer_norm in dygraph mode!"
    refuse_static("paddle.fluid.layers.layer_norm")


class GroupNorm(Layer):
    """Groups of channels of every sample normalised.

    As in the original, weight and bias exist only where their attributes are given.
    """

    def __init__(
        self,
        channels,
        groups,
        epsilon=1e-05,
        param_attr=None,
        bias_attr=None,
        act=None,
        data_layout="NCHW",
        dtype="float32",
    ):
        super().__init__()
        self._param_attr, self._bias_attr = param_attr, bias_attr
        self._epsilon, self._channels, self._groups = epsilon, channels, groups
        self._act, self._dtype = act, dtype
        if data_layout != "NCHW":
            raise ValueError("unsupported data layout:" + data_layout)
        self.weight = self.create_parameter(
            attr=param_attr or False,
            shape=[channels],
            dtype=dtype,
            default_initializer=Constant(1.0),
        )
        self.bias = self.create_parameter(
            attr=bias_attr or False, shape=[channels], dtype=dtype, is_bias=True
        )

    def forward(self, input):
        """The normalised input, activation applied."""
        check_dynamic(input, "GroupNorm")
        out = group_norm_op(input, self.weight, self.bias, self._epsilon, self._groups)[0]
        return self._helper.append_activation(out, act=self._act)
