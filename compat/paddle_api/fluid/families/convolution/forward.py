"""Convolutions of planes and volumes."""

from __future__ import annotations

from functools import lru_cache

from compat.core import op

from ..._attributes import flag, ints
from ..._dtypes import CPP
from ..._errors import empty_input, enforce_not_met, incompatible, no_kernel
from ..._mode import in_dygraph_mode, refuse_static
from ..._operands import FLOATS, invalid, take
from ..._registry import find, operator
from ..._structure import convert_to_list
from ..._varbase import VarBase, wrap
from ...data_feeder import check_variable_and_dtype
from ...dygraph.layers import Layer
from ...dygraph_utils import _append_activation_in_dygraph, _append_bias_in_dygraph
from ...initializer import Normal
from ...layer_helper import LayerHelper


def operand_values(name, input, weight):
    """Both arrays, after the checks that choose a kernel."""
    if input is not None and not isinstance(input, VarBase):
        raise incompatible(name, (input, weight), 2)
    if not isinstance(weight, VarBase):
        raise incompatible(name, (input, weight), 2)
    if input is None:
        raise empty_input(name, "Input")
    x, w = input._value, weight._value
    dtype = op.dtype_of(x)
    if dtype not in FLOATS:
        raise no_kernel(name, CPP[dtype])
    return x, w


def not_a_variable():
    """The exception of the tracer for an operand that is no variable."""
    return enforce_not_met(
        "InvalidArgumentError: Python object is not type of "
        "St10shared_ptrIN6paddle10imperative7VarBaseEE"
    )


def _check(name, sx, sw, groups):
    if len(sx) not in (4, 5):
        raise invalid(
            "The input of Op(Conv) should be a 4-D or 5-D Tensor. But received: input's "
            "dimension is "
            f"{len(sx)}, input's shape is {list(sx)}.",
            name,
            "Expected in_dims.size() == 4 || in_dims.size() == 5 == true, but received "
            "in_dims.size() == 4 || in_dims.size() == 5:0 != true:1.",
        )
    if len(sx) != len(sw):
        raise invalid(
            "The input's dimension and filter's dimension of Op(Conv) should be equal. But "
            "received: "
            f"the input's shape is {list(sx)}, the input's dimension is {len(sx)}; the "
            f"filter's shape "
            f"is {list(sw)},  the filter's dimension is {len(sw)}.",
            name,
            f"Expected in_dims.size() == filter_dims.size(), but received in_dims.size():{len(sx)} "
            f"!= filter_dims.size():{len(sw)}.",
        )
    if sx[1] != sw[1] * groups:
        layout = "NCHW" if len(sx) == 4 else "NCDHW"
        raise invalid(
            "The number of input's channels should be equal to filter's channels * groups for "
            f"Op(Conv). But received: the input's channels is {sx[1]}, the input's shape is "
            f"{list(sx)}; the filter's channels is {sw[1]}, the filter's shape is {list(sw)}; the "
            f"groups is {groups}, the data_format is {layout}. The error may come from wrong "
            "data_format setting.",
            name,
            "Expected input_channels == filter_dims[1] * groups, but received "
            f"input_channels:{sx[1]} != filter_dims[1] * groups:{sw[1] * groups}.",
        )
    if sw[0] % groups:
        raise invalid(
            "The number of output's channels (filter's first dimension) of Op(Conv) should be "
            f"divided by groups. But received: the output channels is {sw[0]}, the filter's shape "
            f"is {list(sw)}, the groups is {groups}.",
            name,
            f"Expected filter_dims[0] % groups == 0, but received filter_dims[0] % groups:"
            f"{sw[0] % groups} != 0:0.",
        )


def _checked_extents(name, sx, sw, strides, pads, dilations):
    """Pairs of padding with which there are as many results as the original has.

    Its division truncates, so there is one where the kernel just does not fit.
    """
    pairs = []
    for n, k, s, (low, high), d in zip(sx[2:], sw[2:], strides, pads, dilations, strict=True):
        size = int((n + low + high - (d * (k - 1) + 1)) / s) + 1
        if size <= 0:
            raise invalid(
                "The output's size is expected to be greater than 0. But recieved: output's size "
                f"is {size}. The output's size is computed by ((input_size + padding_1 + "
                "padding_2 - (dilation * (filter_size - 1) + 1)) / stride + 1), where input_size "
                f"is {n}, padding is ({low}, {high}), filter_size is {k}, dilation is {d}, stride "
                f"is {s}.",
                name,
                f"Expected output_size > 0, but received output_size:{size} <= 0:0.",
            )
        need = (size - 1) * s + d * (k - 1) + 1 - n - low
        pairs.append((low, max(need, high)))
    return tuple(pairs)


def explicit_paddings(paddings, algorithm, sx, sw, strides, rank):
    """Pairs (before, after), and dilations forced to 1 for "SAME"."""
    if algorithm == "VALID":
        return ((0, 0),) * rank
    if algorithm == "SAME":
        pairs = []
        for n, k, s in zip(sx[2:], sw[2:], strides, strict=True):
            total = max((-(-n // s) - 1) * s + k - n, 0)
            pairs.append((total // 2, total - total // 2))
        return tuple(pairs)
    if len(paddings) == 2 * rank:
        return tuple(zip(paddings[0::2], paddings[1::2], strict=True))
    return tuple((p, p) for p in paddings)


@lru_cache(1024)
def _geometry(name, sx, sw, strides, paddings, dilations, groups, algorithm):
    """Pairs of padding, everything about the shapes checked."""
    _check(name, sx, sw, groups)
    pads = explicit_paddings(paddings, algorithm, sx, sw, strides, len(sw) - 2)
    return _checked_extents(name, sx, sw, strides, pads, dilations)


def _conv(name, input, weight, strides, paddings, dilations, groups, options):
    dilations, strides = ints("dilations", list(dilations)), ints("strides", list(strides))
    paddings = ints("paddings", list(paddings))
    flag("use_cudnn", options.get("use_cudnn", True))
    if hasattr(input, "_value") and hasattr(weight, "_value"):
        _check_dtypes(name, input._value, weight._value)
    x, w = operand_values(name, input, weight)
    last = options.get("data_format", "AnyLayout") in ("NHWC", "NDHWC")
    rank = len(op.shape_of(w)) - 2
    if last and len(op.shape_of(x)) == rank + 2:
        x = op.permute_dims(x, (0, rank + 1, *range(1, rank + 1)))
    algorithm = options.get("padding_algorithm", "EXPLICIT")
    if algorithm == "SAME":
        dilations = [1] * rank
    if groups is None:  # which `fluid.layers.conv2d` hands on, in Paddle as here
        raise enforce_not_met(
            "Error: Cannot get attribute groups by type int, its type is bool", name
        )
    strides, dilations, groups = tuple(strides), tuple(dilations), int(groups)
    given = (strides, tuple(paddings), dilations, groups, algorithm)
    pads = _geometry(name, op.shape_of(x), op.shape_of(w), *given)
    result = op.conv(x, w, strides, pads, dilations, groups)
    return wrap(op.permute_dims(result, (0, *range(2, rank + 2), 1)) if last else result)


_NUMBER = {"bool": 0, "int16": 1, "int32": 2, "int64": 3, "float16": 4, "float32": 5, "float64": 6}


def _check_dtypes(name, x, w):
    dx, dw = op.dtype_of(x), op.dtype_of(w)
    if dx != dw and dx not in ("int8", "uint8"):
        raise invalid(
            "input and filter data type should be consistent",
            name,
            f"Expected input_data_type == filter_data_type, but received input_data_type:"
            f"{_NUMBER.get(dx)} != filter_data_type:{_NUMBER.get(dw)}.",
        )
    if dx == "float16":
        raise invalid("float16 can only be used when CUDNN is used", name)


@operator(inputs=("Input", "Filter"), outputs=("Output",))
def conv2d_op(
    input, weight, strides=(1, 1), paddings=(0, 0), dilations=(1, 1), groups=1, **options
):
    """Convolution of planes."""
    return _conv("conv2d", input, weight, strides, paddings, dilations, groups, options)


def conv2d(
    input,
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
    name=None,
    data_format="NCHW",
):
    """Convolution of planes with a new filter and bias."""
    attrs = {"param_attr": param_attr, "bias_attr": bias_attr, "act": act, "name": name}
    sizes = filter_size, stride, padding, dilation
    return _filtered(2, input, num_filters, sizes, groups, use_cudnn, attrs, data_format)


def _filtered(rank, input, filters, sizes, groups, cudnn, attrs, layout):
    """A convolution with a new filter and bias."""
    _check_choices(rank, cudnn, layout)
    assert attrs["param_attr"] is not False, "param_attr should not be False here."
    last = layout in ("NHWC", "NDHWC")
    channels = input.shape[-1] if last else input.shape[1]
    depthwise = rank == 2 and channels == groups and filters % channels == 0 and not cudnn
    kind = "depthwise_conv2d" if depthwise else f"conv{rank}d"
    helper = LayerHelper(kind, **attrs)
    taps, stride, padding, dilation = sizes
    taps = convert_to_list(taps, rank, "filter_size")
    stride = convert_to_list(stride, rank, "stride")
    dilation = convert_to_list(dilation, rank, "dilation")
    pads, algorithm = padding_of(padding, rank, last, "padding")
    weight = helper.create_parameter(
        helper.param_attr,
        [filters, _channels_of_a_filter(rank, input, channels, groups), *taps],
        input.dtype,
        default_initializer=_fan_out_normal(taps, channels),
    )
    out = find(kind)(
        *(input, weight, stride, pads, dilation, groups),
        padding_algorithm=algorithm,
        data_format=layout,
    )
    axis = rank + 1 if last else 1
    return helper.append_activation(helper.append_bias_op(out, axis, axis + 1))


def _check_choices(rank, cudnn, layout):
    if not isinstance(cudnn, bool):
        raise ValueError(
            f"Attr(use_cudnn) should be True or False. Received Attr(use_cudnn): {cudnn}. "
        )
    formats = ["NCHW", "NHWC"] if rank == 2 else ["NCDHW", "NDHWC"]
    if layout not in formats:
        raise ValueError(
            f"Attr(data_format) should be '{formats[0]}' or '{formats[1]}'. Received "
            f"Attr(data_format): {layout}."
        )


def _channels_of_a_filter(rank, input, channels, groups):
    if groups is None:
        return channels
    if channels % groups and rank == 2:
        raise ValueError(
            "the channel of input must be divisible by groups,received: the channel of input is "
            f"{channels}, the shape of input is {input.shape}, the groups is {groups}"
        )
    if channels % groups:
        raise ValueError(
            "The number of input channels must be divisible by Attr(groups). Received: number of "
            f"channels({channels}), groups({groups})."
        )
    return channels // groups


def padding_of(padding, rank, channel_last, what):
    """(paddings, algorithm) from a number, pairs, one entry a side, or a name."""
    if isinstance(padding, str):
        name = padding.upper()
        if name not in ("SAME", "VALID"):
            raise ValueError(f"Unknown {what}: '{name}'. It can only be 'SAME' or 'VALID'.")
        return [0] * rank, name
    if isinstance(padding, (list, tuple)) and isinstance(padding[0], (list, tuple)):
        spatial = padding[1:-1] if channel_last else padding[2:]
        rest = (padding[0], padding[-1]) if channel_last else padding[:2]
        if any(list(p) != [0, 0] for p in rest):
            raise ValueError(
                f"Non-zero {what}({padding}) in the batch or channel dimensions is not supported."
            )
        return [n for pair in spatial for n in pair], "EXPLICIT"
    if isinstance(padding, (list, tuple)) and len(padding) == 2 * rank:
        return convert_to_list(padding, 2 * rank, "padding"), "EXPLICIT"
    return convert_to_list(padding, rank, "padding"), "EXPLICIT"


class Conv2D(Layer):
    """Layer of convolutions (cross-correlations) of planes, bias and activation.

    Args:
        num_channels (int): channels of the input, C_in.
        num_filters (int): channels of the result, C_out.
        filter_size (int or list of 2 ints): extents of the filters.
        stride (int or list of 2 ints, default 1): steps.
        padding (int or list of 2 ints, default 0): zeros at both sides.
        dilation (int or list of 2 ints, default 1): distance of neighbouring taps.
        groups (int or None, default None): parts that the channels are divided into; None is 1.
        param_attr (ParamAttr, Initializer, str or None, default None): name, initial values,
            regularizer and rate of the filters; False is refused.
        bias_attr (ParamAttr, Initializer, str, False or None, default None): the same of the bias;
            False leaves it out.
        use_cudnn (bool, default True): no effect here.
        act (str or None, default None): activation of the result, such as "relu".
        dtype (str, default 'float32'): dtype of the parameters.

    Inputs:
        input (Variable): (N, C_in, H, W).

    Outputs:
        Variable (N, C_out, ...); an extent is (extent + 2 * padding - (filter_size - 1) * dilation
        - 1) // stride + 1.

    Raises:
        AssertionError: `param_attr` is False.
        ValueError: a list has another length, or `groups` does not divide the channels.
        EnforceNotMet: the input has other channels.

    Example:
        >>> ones = fluid.ParamAttr(initializer=fluid.initializer.Constant(1.0))
        >>> layer = dygraph.Conv2D(1, 1, 2, param_attr=ones)
        >>> print(layer(to_variable(np.ones((1, 1, 2, 2), "float32"))).numpy())
        [[[[4.]]]]
    """

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
        self._stride = convert_to_list(stride, 2, "stride")
        self._padding = convert_to_list(padding, 2, "padding")
        self._dilation = convert_to_list(dilation, 2, "dilation")
        self._act = act
        if not isinstance(use_cudnn, bool):
            raise ValueError("use_cudnn should be True or False")
        self._use_cudnn, self._num_filters = use_cudnn, num_filters
        self._param_attr, self._bias_attr, self._dtype = param_attr, bias_attr, dtype
        depthwise = num_channels == groups and num_filters % num_channels == 0 and not use_cudnn
        self._l_type = "depthwise_conv2d" if depthwise else "conv2d"
        channels = _filter_channels(num_channels, groups)
        self._filter_size = convert_to_list(filter_size, 2, "filter_size")
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
            _refuse_static_input(input, "Conv2D")
        out = find(self._l_type)(
            input, self.weight, self._stride, self._padding, self._dilation, self._groups or 1
        )
        out = _append_bias_in_dygraph(out, self.bias, 1)
        return _append_activation_in_dygraph(out, self._act)


@operator(inputs=("Input", "Filter"), outputs=("Output",))
def depthwise_conv2d_op(
    input, weight, strides=(1, 1), paddings=(0, 0), dilations=(1, 1), groups=1, **options
):
    """Convolution of planes with filters of one channel."""
    return _conv("depthwise_conv2d", input, weight, strides, paddings, dilations, groups, options)


@operator(inputs=("Input", "Filter"), outputs=("Output",))
def conv3d_op(
    input, weight, strides=(1, 1, 1), paddings=(0, 0, 0), dilations=(1, 1, 1), groups=1, **options
):
    """Convolution of volumes."""
    if input is None or (isinstance(input, (tuple, list)) and not input):
        raise enforce_not_met("FatalError: Operator conv3d raises an std::out_of_range exception.")
    if isinstance(input, (tuple, list)):
        input = input[0]
    if not isinstance(input, VarBase):
        raise not_a_variable()
    return _conv("conv3d", input, weight, strides, paddings, dilations, groups, options)


def conv3d(
    input,
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
    name=None,
    data_format="NCDHW",
):
    """Convolution of volumes with a new filter and bias."""
    attrs = {"param_attr": param_attr, "bias_attr": bias_attr, "act": act, "name": name}
    sizes = filter_size, stride, padding, dilation
    return _filtered(3, input, num_filters, sizes, groups, use_cudnn, attrs, data_format)


class Conv3D(Layer):
    """Layer of convolutions (cross-correlations) of volumes, bias and activation.

    Args:
        num_channels (int): channels of the input, C_in.
        num_filters (int): channels of the result, C_out.
        filter_size (int or list of 3 ints): extents of the filters.
        stride (int or list of 3 ints, default 1): steps.
        padding (int, list or str, default 0): zeros at both sides, or "SAME" or "VALID".
        dilation (int or list of 3 ints, default 1): distance of neighbouring taps.
        groups (int or None, default None): parts that the channels are divided into; None is 1.
        param_attr (ParamAttr, Initializer, str or None, default None): name, initial values,
            regularizer and rate of the filters; False is refused.
        bias_attr (ParamAttr, Initializer, str, False or None, default None): the same of the bias;
            False leaves it out.
        use_cudnn (bool, default True): no effect here.
        act (str or None, default None): activation of the result, such as "relu".
        dtype (str, default 'float32'): dtype of the parameters.

    Inputs:
        input (Variable): (N, C_in, D, H, W).

    Outputs:
        Variable (N, C_out, ...); an extent is (extent + 2 * padding - (filter_size - 1) * dilation
        - 1) // stride + 1.

    Raises:
        AssertionError: `param_attr` is False.
        ValueError: a list has another length, or `groups` does not divide the channels.
        EnforceNotMet: the input has other channels.

    Example:
        >>> ones = fluid.ParamAttr(initializer=fluid.initializer.Constant(1.0))
        >>> layer = dygraph.Conv3D(1, 1, 2, param_attr=ones)
        >>> print(layer(to_variable(np.ones((1, 1, 2, 2, 2), "float32"))).numpy())
        [[[[[8.]]]]]
    """

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
        self._stride = convert_to_list(stride, 3, "stride")
        self._padding = convert_to_list(padding, 3, "padding")
        self._dilation = convert_to_list(dilation, 3, "dilation")
        self._act, self._use_cudnn, self._num_filters = act, use_cudnn, num_filters
        self._param_attr, self._bias_attr, self._dtype = param_attr, bias_attr, dtype
        channels = _filter_channels(num_channels, groups)
        self._filter_size = convert_to_list(filter_size, 3, "filter_size")
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
            _refuse_static_input(input, "Conv3D")
        out = conv3d_op(
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


@operator(inputs=("X", "Filter"))
def row_conv_op(x, filter, **options):
    """Sum over the next time steps, weighted for each feature: x (N, T, D)."""
    value, w = take(x, "row_conv"), take(filter, "row_conv")
    steps, time = op.shape_of(w)[0], op.shape_of(value)[1]
    padded = op.pad(value, ((0, 0), (0, steps - 1), (0, 0)), "constant", 0.0)
    total = None
    for i in range(steps):
        shape = op.shape_of(padded)
        window = op.strided_slice(padded, (0, i, 0), (shape[0], i + time, shape[2]), (1, 1, 1))
        row = op.strided_slice(w, (i, 0), (i + 1, shape[2]), (1, 1))
        term = op.multiply(window, row)
        total = term if total is None else op.add(total, term)
    return wrap(total)


def _refuse_static_input(input, name):
    check_variable_and_dtype(input, "input", ["float16", "float32", "float64"], name)
    refuse_static(f"paddle.fluid.dygraph.{name}")


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


def row_conv(input, future_context_size, param_attr=None, act=None):
    """Sum over this and the next time steps, with new weights for each feature."""
    helper = LayerHelper("row_conv", param_attr=param_attr, act=act)
    shape = [future_context_size + 1, input.shape[-1]]
    weight = helper.create_parameter(helper.param_attr, shape, input.dtype)
    return helper.append_activation(row_conv_op(input, weight))
