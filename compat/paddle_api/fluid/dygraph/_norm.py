"""Normalisation layers and dropout."""

from __future__ import annotations

import logging
import numbers

import numpy as np

from .._mode import refuse_static
from .._ops import normalization
from ..data_feeder import check_variable_and_dtype
from ..dygraph_utils import _append_activation_in_dygraph
from ..framework import default_main_program, in_dygraph_mode
from ..initializer import Constant, Normal
from ..param_attr import ParamAttr
from .layers import Layer


def _dynamic(input, name, dtypes=("float32", "float64")):
    if not in_dygraph_mode():
        check_variable_and_dtype(input, "input", list(dtypes), name)
        refuse_static(f"paddle.fluid.dygraph.{name}")


class BatchNorm(Layer):
    """Normalised over the batch while training, by running statistics otherwise."""

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
        _dynamic(input, "BatchNorm", ("float16", "float32", "float64"))
        out = normalization.batch_norm(
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
        _dynamic(input, "InstanceNorm")
        return normalization.instance_norm(input, self.scale, self.bias, self._epsilon)[0]


class LayerNorm(Layer):
    """Normalised over the trailing axes `normalized_shape`."""

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
        _dynamic(input, "LayerNorm")
        out = normalization.layer_norm(
            input, self.weight, self.bias, self._epsilon, self._begin_norm_axis
        )[0]
        return _append_activation_in_dygraph(out, act=self._act)


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
        _dynamic(input, "GroupNorm")
        out = normalization.group_norm(input, self.weight, self.bias, self._epsilon, self._groups)[
            0
        ]
        return self._helper.append_activation(out, act=self._act)


class SpectralNorm(Layer):
    """A weight divided by its largest singular value."""

    def __init__(self, weight_shape, dim=0, power_iters=1, eps=1e-12, dtype="float32"):
        super().__init__()
        self._power_iters, self._eps, self._dim, self._dtype = power_iters, eps, dim, dtype
        self._weight_shape = list(weight_shape)
        height = self._weight_shape[dim]
        width = int(np.prod(self._weight_shape)) // height
        self.weight_u = self._vector(height)
        self.weight_v = self._vector(width)

    def _vector(self, length):
        found = self.create_parameter(
            attr=ParamAttr(),
            shape=[length],
            dtype=self._dtype,
            default_initializer=Normal(0.0, 1.0),
        )
        found.stop_gradient = True
        return found

    def forward(self, weight):
        """The scaled weight."""
        _dynamic(weight, "SpectralNorm")
        return normalization.spectral_norm(
            weight, self.weight_u, self.weight_v, self._dim, self._power_iters, self._eps
        )


class Dropout(Layer):
    """Elements dropped at random while training."""

    def __init__(
        self, p=0.5, seed=None, dropout_implementation="downgrade_in_infer", is_test=False
    ):
        super().__init__()
        assert isinstance(p, (float, int)), "p argument should be a number"
        assert 0 <= p <= 1, "p argument should between 0 and 1"
        self._dropout_prob = p
        assert seed is None or isinstance(seed, int), "seed argument should be None or a integer"
        self._seed = seed
        assert dropout_implementation in ("downgrade_in_infer", "upscale_in_train"), (
            "dropout_implementation argument should be 'downgrade_in_infer' or 'upscale_in_train'"
        )
        self._dropout_implementation = dropout_implementation
        # Static graphs only; in dygraph mode `eval()` counts.
        self._is_test = is_test

    def forward(self, input):
        """The input with elements dropped."""
        program = default_main_program()
        if not self._seed and program.random_seed != 0:
            self._seed = program.random_seed
        return normalization.dropout(
            input,
            self._dropout_prob,
            not self.training,
            self._seed is not None,
            self._seed or 0,
            self._dropout_implementation,
        )[0]
