"""Convolution layers."""

from __future__ import annotations

from .._mode import refuse_static
from .._ops import conv, convolution
from ..data_feeder import check_variable_and_dtype
from ..dygraph_utils import _append_activation_in_dygraph, _append_bias_in_dygraph
from ..framework import in_dygraph_mode
from ..initializer import Normal
from ..layers import utils
from .layers import Layer


def _static(input, name):
    check_variable_and_dtype(input, "input", ["float16", "float32", "float64"], name)
    refuse_static(f"paddle.fluid.dygraph.{name}")


class Conv2DTranspose(Layer):
    """Transposed convolution of planes: (N, C, H, W) in and out."""

    def __init__(
        self,
        num_channels,
        num_filters,
        filter_size,
        output_size=None,
        padding=0,
        stride=1,
        dilation=1,
        groups=None,
        param_attr=None,
        bias_attr=None,
        use_cudnn=True,
        act=None,
        dtype="float32",
    ):
        super().__init__()
        assert param_attr is not False, "param_attr should not be False in conv2d_transpose."
        self._param_attr, self._bias_attr, self._act = param_attr, bias_attr, act
        self._num_channels, self._num_filters = num_channels, num_filters
        self._use_cudnn, self._dtype = use_cudnn, dtype
        depthwise = num_channels == groups and num_filters == num_channels and not use_cudnn
        self._op_type = "depthwise_conv2d_transpose" if depthwise else "conv2d_transpose"
        self._padding = utils.convert_to_list(padding, 2, "padding")
        self._stride = utils.convert_to_list(stride, 2, "stride")
        self._dilation = utils.convert_to_list(dilation, 2, "dilation")
        self._filter_size = utils.convert_to_list(filter_size, 2, "conv2d_transpose.filter_size")
        if output_size is None:
            self._output_size = []
        elif isinstance(output_size, (list, int)):
            self._output_size = utils.convert_to_list(output_size, 2, "output_size")
        else:
            raise ValueError("output_size should be list or int")
        self._groups = 1 if groups is None else groups
        self.weight = self.create_parameter(
            dtype=self._dtype,
            shape=[num_channels, num_filters // self._groups, *self._filter_size],
            attr=self._param_attr,
        )
        self.bias = self.create_parameter(
            attr=self._bias_attr, shape=[num_filters], dtype=self._dtype, is_bias=True
        )

    def forward(self, input):
        """The transposed convolution, bias added, activation applied."""
        if not in_dygraph_mode():
            _static(input, "Conv2DTranspose")
        out = getattr(conv, self._op_type)(
            input,
            self.weight,
            self._output_size,
            self._stride,
            self._padding,
            self._dilation,
            self._groups,
            self._use_cudnn,
        )
        out = _append_bias_in_dygraph(out, self.bias, 1)
        return _append_activation_in_dygraph(out, act=self._act)


def _fan_out_normal(filter_size, channels):
    """The default of convolutions: normal with deviation sqrt(2 / elements of a filter)."""
    elements = channels
    for n in filter_size:
        elements = elements * n
    return Normal(0.0, (2.0 / elements) ** 0.5, 0)


def _filter_channels(channels, groups):
    if groups is None:
        return channels
    if channels % groups != 0:
        raise ValueError("num_channels must be divisible by groups.")
    return channels // groups


class Conv2D(Layer):
    """Convolution of planes."""

    def __init__(
        self,
        num_channels,
        num_filters,
        filter_size,
        stride=1,
        padding=0,
        dilation=1,
        groups=None,
        param_attr=None,
        bias_attr=None,
        use_cudnn=True,
        act=None,
        dtype="float32",
    ):
        assert param_attr is not False, "param_attr should not be False here."
        super().__init__()
        self._num_channels, self._groups = num_channels, groups
        self._stride = utils.convert_to_list(stride, 2, "stride")
        self._padding = utils.convert_to_list(padding, 2, "padding")
        self._dilation = utils.convert_to_list(dilation, 2, "dilation")
        self._act = act
        if not isinstance(use_cudnn, bool):
            raise ValueError("use_cudnn should be True or False")
        self._use_cudnn, self._num_filters = use_cudnn, num_filters
        self._param_attr, self._bias_attr, self._dtype = param_attr, bias_attr, dtype
        depthwise = num_channels == groups and num_filters % num_channels == 0 and not use_cudnn
        self._l_type = "depthwise_conv2d" if depthwise else "conv2d"
        channels = _filter_channels(num_channels, groups)
        self._filter_size = utils.convert_to_list(filter_size, 2, "filter_size")
        self.weight = self.create_parameter(
            attr=param_attr,
            shape=[num_filters, channels, *self._filter_size],
            dtype=dtype,
            default_initializer=_fan_out_normal(self._filter_size, num_channels),
        )
        self.bias = self.create_parameter(
            attr=bias_attr, shape=[num_filters], dtype=dtype, is_bias=True
        )

    def forward(self, input):
        """The convolution, bias added, activation applied."""
        if not in_dygraph_mode():
            _static(input, "Conv2D")
        out = getattr(convolution, self._l_type)(
            input, self.weight, self._stride, self._padding, self._dilation, self._groups or 1
        )
        out = _append_bias_in_dygraph(out, self.bias, 1)
        return _append_activation_in_dygraph(out, self._act)


class Conv3D(Layer):
    """Convolution of volumes."""

    def __init__(
        self,
        num_channels,
        num_filters,
        filter_size,
        stride=1,
        padding=0,
        dilation=1,
        groups=None,
        param_attr=None,
        bias_attr=None,
        use_cudnn=True,
        act=None,
        dtype="float32",
    ):
        assert param_attr is not False, "param_attr should not be False here."
        super().__init__()
        self._num_channels, self._groups = num_channels, groups
        self._stride = utils.convert_to_list(stride, 3, "stride")
        self._padding = utils.convert_to_list(padding, 3, "padding")
        self._dilation = utils.convert_to_list(dilation, 3, "dilation")
        self._act, self._use_cudnn, self._num_filters = act, use_cudnn, num_filters
        self._param_attr, self._bias_attr, self._dtype = param_attr, bias_attr, dtype
        channels = _filter_channels(num_channels, groups)
        self._filter_size = utils.convert_to_list(filter_size, 3, "filter_size")
        self.weight = self.create_parameter(
            attr=param_attr,
            shape=[num_filters, channels, *self._filter_size],
            dtype=dtype,
            default_initializer=_fan_out_normal(self._filter_size, num_channels),
        )
        self.bias = self.create_parameter(
            attr=bias_attr, shape=[num_filters], dtype=dtype, is_bias=True
        )

    def forward(self, input):
        """The convolution, bias added, activation applied."""
        if not in_dygraph_mode():
            _static(input, "Conv3D")
        out = convolution.conv3d(
            input,
            self.weight,
            self._stride,
            self._padding,
            self._dilation,
            self._groups or 1,
            use_cudnn=self._use_cudnn,
        )
        out = _append_bias_in_dygraph(out, self.bias, 1)
        return self._helper.append_activation(out, act=self._act)


class Conv3DTranspose(Layer):
    """Transposed convolution of volumes.

    As in the original a bias is made by default but added only where `bias_attr` is given.
    """

    def __init__(
        self,
        num_channels,
        num_filters,
        filter_size,
        padding=0,
        stride=1,
        dilation=1,
        groups=None,
        param_attr=None,
        bias_attr=None,
        use_cudnn=True,
        act=None,
        dtype="float32",
    ):
        super().__init__()
        if not isinstance(use_cudnn, bool):
            raise ValueError("use_cudnn should be True or False")
        assert param_attr is not False, "param_attr should not be False in conv3d_transpose."
        self._padding = utils.convert_to_list(padding, 3, "padding")
        self._stride = utils.convert_to_list(stride, 3, "stride")
        self._dilation = utils.convert_to_list(dilation, 3, "dilation")
        self._param_attr, self._bias_attr, self._act = param_attr, bias_attr, act
        self._num_channels, self._num_filters = num_channels, num_filters
        self._groups = 1 if groups is None else groups
        self._use_cudnn, self._dtype = use_cudnn, dtype
        self._filter_size = utils.convert_to_list(filter_size, 3, "conv3d_transpose.filter_size")
        self.weight = self.create_parameter(
            dtype=dtype,
            shape=[num_channels, num_filters // self._groups, *self._filter_size],
            attr=param_attr,
        )
        self.bias = self.create_parameter(
            attr=bias_attr, shape=[num_filters], dtype=dtype, is_bias=True
        )

    def forward(self, input):
        """The transposed convolution, activation applied."""
        if not in_dygraph_mode():
            _static(input, "Conv3DTranspose")
        out = conv.conv3d_transpose(
            input,
            self.weight,
            [],
            self._stride,
            self._padding,
            self._dilation,
            self._groups or 1,
            self._use_cudnn,
        )
        if self._bias_attr:
            out = _append_bias_in_dygraph(out, self.bias, 1)
        return self._helper.append_activation(out, act=self._act)
