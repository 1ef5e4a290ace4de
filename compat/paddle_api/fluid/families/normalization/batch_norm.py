"""Normalisation over the batch."""

from __future__ import annotations

import math

from compat.core import op

from ..._dtypes import VarType
from ..._operands import check_dynamic, check_epsilon, check_parameters, f32, invalid, raw, take
from ..._registry import operator
from ..._varbase import VarBase, wrap
from ...dygraph.layers import Layer
from ...dygraph_utils import _append_activation_in_dygraph
from ...initializer import Constant
from ...layer_helper import LayerHelper
from ...param_attr import ParamAttr
from ..activation import elu_op, leaky_relu_op


def channels_first(value, layout):
    if layout != "NHWC":
        return value
    rank = op.rank_of(value)
    if rank > 2:
        return op.permute_dims(value, (0, rank - 1, *range(1, rank - 1)))
    return value


def channels_back(value, layout):
    if layout != "NHWC":
        return value
    rank = op.rank_of(value)
    if rank > 2:
        return op.permute_dims(value, (0, *range(2, rank), 1))
    return value


@operator(
    inputs=("X", "Scale", "Bias", "Mean", "Variance", "MeanOut", "VarianceOut"), outputs=("Y",)
)
def batch_norm_op(
    x,
    scale,
    bias,
    mean,
    variance,
    mean_out=None,
    variance_out=None,
    momentum=0.9,
    epsilon=1e-5,
    is_test=False,
    data_layout="NCHW",
    use_global_stats=False,
    trainable_statistics=False,
    **options,
):
    """Normalised by the batch's or the running statistics, which training brings up to date."""
    value = take(x, "batch_norm")
    check_epsilon(epsilon, "batch_norm")
    running = {"Mean": mean, "Variance": variance}
    check_parameters(value, {"Scale": scale, "Bias": bias, **running}, "batch_norm")
    first = channels_first(value, data_layout)
    shape, eps = op.shape_of(first), f32(epsilon)
    weight, shift = scale._value, bias._value
    if op.shape_of(weight)[0] != shape[1] or op.shape_of(shift)[0] != shape[1]:
        _check_channels(shape[1], scale, bias)
    if use_global_stats or (is_test and not trainable_statistics):
        running = raw(mean._value), raw(variance._value)
        result = op.batch_norm_infer(first, weight, shift, *running, eps)
        return wrap(channels_back(result, data_layout)), mean_out, variance_out, mean, variance
    if math.prod(shape) == shape[1]:
        return wrap(_single(first, weight, shift)), mean_out, variance_out, mean, variance
    result, m, v = op.batch_norm_train(first, weight, shift, eps)
    keep = f32(momentum)
    for target, batch in ((mean_out, raw(m)), (variance_out, raw(v))):
        target._set(op.blend_update(raw(target._value), batch, keep, f32(1.0 - keep)))
    return wrap(channels_back(result, data_layout)), mean_out, variance_out, wrap(m), wrap(v)


def batch_norm(
    input,
    act=None,
    is_test=False,
    momentum=0.9,
    epsilon=1e-05,
    param_attr=None,
    bias_attr=None,
    data_layout="NCHW",
    in_place=False,
    name=None,
    moving_mean_name=None,
    moving_variance_name=None,
    do_model_average_for_mean_and_var=True,
    use_global_stats=False,
):
    """`input` normalised over the batch, with new weights and statistics.

    `in_place` gives the same numbers in a variable of their own.
    """
    assert bias_attr is not False, "bias_attr should not be False in batch_norm."
    helper = LayerHelper(
        "batch_norm", param_attr=param_attr, bias_attr=bias_attr, act=act, name=name
    )
    names = moving_mean_name, moving_variance_name
    parts = _weights(helper, input, data_layout, names, do_model_average_for_mean_and_var)
    out = _normalised(input, parts, momentum, epsilon, is_test, data_layout, use_global_stats)
    return helper.append_activation(out)


def _weights(helper, input, layout, names, average):
    """Scale, bias, mean and variance of a new normalisation."""
    if layout not in ("NCHW", "NHWC"):
        raise ValueError("unsupported data layout:" + layout)
    shape = [input.shape[1] if layout == "NCHW" else input.shape[-1]]
    dtype = VarType.FP32 if input.dtype == VarType.FP16 else input.dtype
    scale = helper.create_parameter(
        helper.param_attr, shape, dtype, default_initializer=Constant(1.0)
    )
    bias = helper.create_parameter(helper.bias_attr, shape, dtype, is_bias=True)
    statistics = []
    for name, value in zip(names, (0.0, 1.0), strict=True):
        attr = ParamAttr(
            name=name, initializer=Constant(value), trainable=False, do_model_average=average
        )
        statistics.append(helper.create_parameter(attr, shape, dtype))
        statistics[-1].stop_gradient = True
    return scale, bias, *statistics


def _normalised(input, parts, momentum, epsilon, is_test, layout, use_global_stats):
    scale, bias, mean, variance = parts
    keep = float(momentum) if isinstance(momentum, VarBase) else momentum
    form = (keep, epsilon, is_test, layout, use_global_stats)
    return batch_norm_op(input, scale, bias, mean, variance, mean, variance, *form)[0]


def inplace_abn(
    input,
    act=None,
    is_test=False,
    momentum=0.9,
    epsilon=1e-05,
    param_attr=None,
    bias_attr=None,
    data_layout="NCHW",
    name=None,
    moving_mean_name=None,
    moving_variance_name=None,
    do_model_average_for_mean_and_var=True,
    use_global_stats=False,
    act_alpha=1.0,
):
    """`batch_norm` and an activation, in place of the input."""
    assert act in (None, "identity", "leaky_relu", "elu"), (
        "inplace_abn only support act as None, 'identity', 'leaky_relu', 'elu' currently"
    )
    assert bias_attr is not False, "bias_attr should not be False in inplace_abn."
    helper = LayerHelper("inplace_abn", param_attr=param_attr, bias_attr=bias_attr, name=name)
    names = moving_mean_name, moving_variance_name
    parts = _weights(helper, input, data_layout, names, do_model_average_for_mean_and_var)
    out = _normalised(input, parts, momentum, epsilon, is_test, data_layout, use_global_stats)
    if act == "leaky_relu":
        out = leaky_relu_op(out, act_alpha)
    elif act == "elu":
        out = elu_op(out, act_alpha)
    input._take(out)
    return input


def affine_channel(x, scale=None, bias=None, data_layout="NCHW", name=None, act=None):
    """`x * scale + bias` for every channel."""
    helper = LayerHelper("affine_channel", act=act, name=name)
    return helper.append_activation(affine_channel_op(x, scale, bias, data_layout))


class BatchNorm(Layer):
    """Layer of batch normalization (Ioffe and Szegedy, arXiv:1502.03167).

        y = (x - mean) / sqrt(variance + epsilon) * weight + bias

    Mean and variance of each channel are those of the batch while training, which move the running
    ones: `moving = momentum * moving + (1 - momentum) * batch`; otherwise the running ones.

    Args:
        num_channels (int): channels C.
        act (str or None, default None): activation of the result, such as "relu".
        is_test (bool, default False): use the running statistics.
        momentum (float, default 0.9): weight of the old running statistics.
        epsilon (float, default 1e-05): is added to the variance.
        param_attr (ParamAttr, Initializer, str or None, default None): name, initial values,
            regularizer and rate of the scale.
        bias_attr (ParamAttr, Initializer, str, False or None, default None): the same of the bias;
            False leaves it out.
        dtype (str, default 'float32'): dtype of the parameters.
        data_layout (str, default 'NCHW'): "NCHW" or "NHWC".
        in_place (bool, default False): no effect here.
        moving_mean_name (str or None, default None): name of the running mean.
        moving_variance_name (str or None, default None): name of the running variance.
        do_model_average_for_mean_and_var (bool, default True): no effect here.
        use_global_stats (bool, default False): use the running statistics while training, too.
        trainable_statistics (bool, default False): statistics of the batch in evaluation mode, too.

    Inputs:
        input (Variable): (N, C, ...), or as `data_layout` says.

    Outputs:
        Variable of the same shape and dtype.

    Raises:
        EnforceNotMet: the input has other channels.

    Example:
        >>> layer = dygraph.BatchNorm(1)
        >>> print(layer(to_variable(np.array([[[[0.0, 2.0]]]], "float32"))).numpy())
        [[[[-0.999995  0.999995]]]]
    """

    def __init__(
        self,
        num_channels,
        act=None,
        is_test=False,
        momentum=0.9,
        epsilon=1e-05,
        param_attr=None,
        bias_attr=None,
        dtype="float32",
        data_layout="NCHW",
        in_place=False,
        moving_mean_name=None,
        moving_variance_name=None,
        do_model_average_for_mean_and_var=True,
        use_global_stats=False,
        trainable_statistics=False,
    ):
        super().__init__()
        self._param_attr, self._bias_attr, self._act = param_attr, bias_attr, act
        assert bias_attr is not False, "bias_attr should not be False in batch_norm."
        self._dtype = "float32" if dtype == "float16" else dtype
        shape = [num_channels]
        self.weight = self.create_parameter(
            attr=param_attr, shape=shape, dtype=self._dtype, default_initializer=Constant(1.0)
        )
        frozen = use_global_stats and param_attr.learning_rate == 0.0
        self.weight.stop_gradient = frozen
        self.bias = self.create_parameter(
            attr=bias_attr, shape=shape, dtype=self._dtype, is_bias=True
        )
        self.bias.stop_gradient = frozen
        average = do_model_average_for_mean_and_var
        self._mean = self._statistic(moving_mean_name, 0.0, shape, average)
        self._variance = self._statistic(moving_variance_name, 1.0, shape, average)
        # Memory is not reused in place.
        self._in_place = in_place
        self._data_layout, self._momentum, self._epsilon = data_layout, momentum, epsilon
        self._is_test = is_test
        self._fuse_with_relu = False
        self._use_global_stats = use_global_stats
        self._trainable_statistics = trainable_statistics

    def _statistic(self, name, value, shape, average):
        attr = ParamAttr(
            name=name,
            initializer=Constant(value),
            trainable=False,
            do_model_average=average,
        )
        found = self.create_parameter(attr=attr, shape=shape, dtype=self._dtype)
        found.stop_gradient = True
        return found

    def forward(self, input):
        """The normalised input, activation applied."""
        check_dynamic(input, "BatchNorm", ("float16", "float32", "float64"))
        out = batch_norm_op(
            input,
            self.weight,
            self.bias,
            self._mean,
            self._variance,
            self._mean,
            self._variance,
            self._momentum,
            self._epsilon,
            not self.training,
            self._data_layout,
            self._use_global_stats,
            self._trainable_statistics,
        )[0]
        return _append_activation_in_dygraph(out, act=self._act)


def _single(first, weight, shift):
    """The input itself, as the original leaves it with one element a channel; gradients of zero."""
    none = op.multiply(op.add(weight, shift), 0)
    shape = (1, op.shape_of(first)[1]) + (1,) * (len(op.shape_of(first)) - 2)
    return op.add(first, op.reshape(none, shape))


def _check_channels(count, scale, bias):
    for name, var in (("scale", scale), ("bias", bias)):
        have = op.shape_of(var._value)[0]
        if have != count:
            raise invalid(
                f"ShapeError: the shape of {name} must equal to [{count}]But received: the "
                f"shape of "
                f"{name} is [{have}]",
                "batch_norm",
            )


@operator
def affine_channel_op(x, scale, bias, data_layout="NCHW", **options):
    """`x * scale + bias` for every channel."""
    value = take(x, "affine_channel")
    shape = (1, -1, 1, 1)
    s, b = scale._value, bias._value
    form = tuple(op.shape_of(s)[0] if n == -1 else n for n in shape)
    return wrap(op.add(op.multiply(value, op.reshape(s, form)), op.reshape(b, form)))
