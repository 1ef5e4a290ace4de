"""Transposed convolutions of volumes."""

from __future__ import annotations

from ..._mode import in_dygraph_mode
from ..._registry import operator
from ..._structure import convert_to_list
from ..._varbase import VarBase
from ...dygraph.layers import Layer
from ...dygraph_utils import _append_bias_in_dygraph
from .forward import (
    _refuse_static_input,
    not_a_variable,
)
from .transposed import conv_transpose, listed, upsampled


@operator(inputs=("Input", "Filter"), outputs=("Output",))
def conv3d_transpose_op(
    input,
    weight,
    output_size=(),
    strides=(1, 1, 1),
    paddings=(0, 0, 0),
    dilations=(1, 1, 1),
    groups=1,
    use_cudnn=True,
    **options,
):
    """Transposed convolution of volumes."""
    name = "conv3d_transpose"
    if input is not None and not isinstance(input, VarBase):
        raise not_a_variable()
    size = list(output_size) if isinstance(output_size, tuple) else output_size
    return conv_transpose(
        name,
        input,
        weight,
        size,
        listed(strides),
        listed(paddings),
        listed(dilations),
        groups,
        use_cudnn,
        options,
    )


def conv3d_transpose(
    input,
    num_filters,
    output_size=None,
    filter_size=None,
    padding=0,
    stride=1,
    dilation=1,
    groups=None,
    param_attr=None,
    bias_attr=None,
    use_cudnn=True,
    act=None,
    name=None,
    data_format="NCDHW",
):
    """Transposed convolution of volumes with a new filter and bias."""
    attrs = {"param_attr": param_attr, "bias_attr": bias_attr, "act": act, "name": name}
    sizes = output_size, filter_size, padding, stride, dilation
    kind = "conv3d_transpose"
    return upsampled(3, kind, input, num_filters, sizes, groups, use_cudnn, attrs, data_format)


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
        self._padding = convert_to_list(padding, 3, "padding")
        self._stride = convert_to_list(stride, 3, "stride")
        self._dilation = convert_to_list(dilation, 3, "dilation")
        self._param_attr, self._bias_attr, self._act = param_attr, bias_attr, act
        self._num_channels, self._num_filters = num_channels, num_filters
        self._groups = 1 if groups is None else groups
        self._use_cudnn, self._dtype = use_cudnn, dtype
        self._filter_size = convert_to_list(filter_size, 3, "conv3d_transpose.filter_size")
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
            _refuse_static_input(input, "Conv3DTranspose")
        out = conv3d_transpose_op(
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
