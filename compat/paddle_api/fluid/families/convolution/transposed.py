"""Transposed convolutions, those of planes among them."""

from __future__ import annotations

from functools import lru_cache

from compat.core import op

from ..._attributes import flag, ints
from ..._dtypes import CPP
from ..._errors import enforce_not_met, wrong_type
from ..._mode import in_dygraph_mode
from ..._negative import NegativeVar, check_numel
from ..._operands import invalid
from ..._registry import find, operator
from ..._second_order import refuse_second
from ..._structure import convert_to_list
from ..._varbase import VarBase, wrap
from ...dygraph.layers import Layer
from ...dygraph_utils import _append_activation_in_dygraph, _append_bias_in_dygraph
from ...layer_helper import LayerHelper
from ..shape.view import transpose2_op
from .forward import (
    _refuse_static_input,
    explicit_paddings,
    operand_values,
    padding_of,
)


def _same(name, x, w):
    dx, dw = op.dtype_of(x), op.dtype_of(w)
    if dx != dw:
        raise wrong_type(name, CPP[dw], CPP[dx])


def _check_transposed(name, sx, sw):
    if len(sx) not in (4, 5):
        raise invalid(
            f"Input of Op(conv_transpose) should be 4-D or 5-D Tensor. But received: {len(sx)}-D "
            f"Tensor, the shape of input is {list(sx)}",
            name,
            "Expected in_dims.size() == 4 || in_dims.size() == 5 == true, but received "
            "in_dims.size() == 4 || in_dims.size() == 5:0 != true:1.",
        )
    if len(sx) != len(sw):
        raise invalid(
            "The input's dimension size and filter's dimension size of Op (conv_transpose) "
            "should be "
            f"equal. But received: the shape of input is {list(sx)}, the dimension size of "
            f"input is "
            f"[{len(sx)}], the shape of filter is {list(sw)},  the dimension size of filter is "
            f"[{len(sw)}]. ",
            name,
            f"Expected in_dims.size() == filter_dims.size(), but received in_dims.size():{len(sx)} "
            f"!= filter_dims.size():{len(sw)}.",
        )
    if sx[1] != sw[0]:
        raise invalid(
            "The number of input channels should be equal to filter channels for "
            "Op(conv_transpose). "
            f"But received: the input's channels is [{sx[1]}], the shape of input is "
            f"{list(sx)}, the "
            f"filter's channels is [{sw[0]}], the shape of filter is {list(sw)}. The "
            f"data_format is "
            "NCHW.The error may come from wrong data_format setting.",
            name,
            f"Expected C == filter_dims[0], but received C:{sx[1]} != filter_dims[0]:{sw[0]}.",
        )


def _extents(name, sx, sw, output_size, strides, paddings, dilations):
    """Spatial extents for pairs of padding, `output_size` checked against them."""
    found = []
    for i, (n, k) in enumerate(zip(sx[2:], sw[2:], strict=True)):
        base = (n - 1) * strides[i] - sum(paddings[i]) + dilations[i] * (k - 1) + 1
        if not output_size:
            found.append(base)
            continue
        wanted = output_size[i]
        if wanted < base:
            raise invalid(
                "output_size of Op(ConvTransposeOp) should not be less than the infered output "
                "size. "
                f"But received output_size = {list(output_size)}, whose dim {i} is less than the "
                f"infered output size [{base}]",
                name,
                "Expected output_size[i] >= infer_shape, but received "
                f"output_size[i]:{wanted} < infer_shape:{base}.",
            )
        if wanted >= base + strides[i]:
            raise invalid(
                "output_size of Op(ConvTransposeOp) should be less than infered size + stride. But "
                f"received output_size = {list(output_size)}, whose dim {i} is not less than the "
                f"infered output size ({base}) + stride ({strides[i]}) = {base + strides[i]}",
                name,
                "Expected output_size[i] < infer_shape + strides[i], but received "
                f"output_size[i]:{wanted} >= infer_shape + strides[i]:{base + strides[i]}.",
            )
        found.append(wanted)
    return tuple(found)


def _positive_dilation(w, lead, dilations):
    """The same taps with positive dilations: none coincide, none extends to the left."""
    if min(dilations, default=1) > 0:
        return w, lead, dilations
    lead, dilations = list(lead), list(dilations)
    for i, d in enumerate(dilations):
        k = op.shape_of(w)[2 + i]
        if d == 0:
            w, dilations[i] = op.sum(w, (2 + i,), True), 1
        elif d < 0:
            w, dilations[i] = op.flip(w, (2 + i,)), -d
            lead[i] += -d * (k - 1)
    return w, tuple(lead), tuple(dilations)


def transposed_convolution(x, w, out, strides, paddings, dilations, groups):
    """The transposed convolution of arrays, channels cut to multiples of `groups`."""
    channels = groups * (op.shape_of(x)[1] // groups)
    if channels != op.shape_of(x)[1]:
        x, w = _leading(x, 1, channels), _leading(w, 0, channels)
    shape = (op.shape_of(x)[0], groups * op.shape_of(w)[1], *out)
    if 0 in op.shape_of(x) or 0 in shape:
        # A sum of nothing keeps the operands in the history.
        nothing = op.add(_total(x), op.astype(_total(w), op.dtype_of(x)))
        nothing = op.multiply(nothing, 0)
        return op.add(op.full(shape, 0, op.dtype_of(x), op.device_of(x)), nothing)
    w, lead, dilations = _positive_dilation(w, paddings, dilations)
    return op.conv_input_grad(x, w, shape, tuple(strides), lead, dilations, groups)


def _total(x):
    return op.sum(x, tuple(range(len(op.shape_of(x)))), False)


def _leading(x, axis, count):
    shape = op.shape_of(x)
    end = (*shape[:axis], count, *shape[axis + 1 :])
    return op.strided_slice(x, (0,) * len(shape), end, (1,) * len(shape))


@lru_cache(1024)
def _geometry(name, sx, sw, output_size, strides, paddings, dilations, groups, algorithm):
    """Spatial extents of the result and padding before, everything about the shapes checked."""
    _check_transposed(name, sx, sw)
    pairs = explicit_paddings(paddings, algorithm, sx, sw, strides, len(sw) - 2)
    out = _extents(name, sx, sw, output_size, strides, pairs, dilations)
    check_numel(name, (sx[0], groups * sw[1], *out))
    if sx[0] and groups > 0 and (sw[1] == 0 or sx[1] // groups == 0):
        raise enforce_not_met(
            "Error: The start row index must be lesser than the end row index.", name
        )
    return out, tuple(low for low, _ in pairs)


def conv_transpose(
    name, input, weight, output_size, strides, paddings, dilations, groups, cudnn, options
):
    last = options.get("data_format") in ("NHWC", "NDHWC")
    if last and isinstance(input, VarBase):
        rank = len(input.shape)
        input = transpose2_op(input, [0, rank - 1, *range(1, rank - 1)])
    output_size = ints("output_size", output_size)
    dilations, strides = ints("dilations", dilations), ints("strides", strides)
    paddings = ints("paddings", paddings)
    flag("use_cudnn", cudnn)
    x, w = operand_values(name, input, weight)
    sx, sw, groups = op.shape_of(x), op.shape_of(w), int(groups)
    algorithm = options.get("padding_algorithm", "EXPLICIT")
    if algorithm == "SAME":
        dilations = [1] * len(dilations)
    strides, paddings, dilations = tuple(strides), tuple(paddings), tuple(dilations)
    given = (tuple(output_size), strides, paddings, dilations, groups, algorithm)
    out, before = _geometry(name, sx, sw, *given)
    if sx[0]:
        _same(name, x, w)
    if min(out) < 0:
        shape = (sx[0], groups * sw[1], *out)
        return NegativeVar.of(shape, op.dtype_of(x), input.stop_gradient and weight.stop_gradient)
    found = transposed_convolution(x, w, out, strides, before, dilations, groups)
    result = wrap(refuse_second(name, found))
    return transpose2_op(result, [0, *range(2, len(sx)), 1]) if last else result


@operator(inputs=("Input", "Filter"), outputs=("Output",))
def conv2d_transpose_op(
    input,
    weight,
    output_size=(),
    strides=(1, 1),
    paddings=(0, 0),
    dilations=(1, 1),
    groups=1,
    use_cudnn=True,
    **options,
):
    """Transposed convolution of planes."""
    name = "conv2d_transpose"
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


def conv2d_transpose(
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
    data_format="NCHW",
):
    """Transposed convolution of planes with a new filter and bias."""
    depthwise = input.shape[1] == groups and num_filters == groups and not use_cudnn
    kind = "depthwise_conv2d_transpose" if depthwise else "conv2d_transpose"
    attrs = {"param_attr": param_attr, "bias_attr": bias_attr, "act": act, "name": name}
    sizes = output_size, filter_size, padding, stride, dilation
    return upsampled(2, kind, input, num_filters, sizes, groups, use_cudnn, attrs, data_format)


def upsampled(rank, kind, input, filters, sizes, groups, cudnn, attrs, layout):
    """A transposed convolution with a new filter and bias."""
    assert attrs["param_attr"] is not False, (
        f"param_attr should not be False in conv{rank}d_transpose."
    )
    formats = ["NCHW", "NHWC"] if rank == 2 else ["NCDHW", "NDHWC"]
    if layout not in formats:
        raise ValueError(
            f"Param(data_format) of Op(fluid.layers.conv{rank}d_transpose) got wrong value: "
            f"received {layout} but only {formats[0]} or {formats[1]} supported."
        )
    if not isinstance(cudnn, bool):
        raise ValueError("use_cudnn should be True or False")
    last, groups = layout == formats[1], groups or 1
    size, taps, padding, stride, dilation = sizes
    stride = convert_to_list(stride, rank, "stride")
    dilation = convert_to_list(dilation, rank, "dilation")
    pads, algorithm = padding_of(padding, rank, last, "padding")
    spatial = input.shape[1:-1] if last else input.shape[2:]
    taps = _taps(taps, size, spatial, (stride, pads, dilation), rank)
    size = [] if size is None else convert_to_list(size, rank, "output_size")
    helper = LayerHelper(kind, **attrs)
    channels = input.shape[-1] if last else input.shape[1]
    weight = helper.create_parameter(
        helper.param_attr, [channels, filters // groups, *taps], input.dtype
    )
    kernel = find(kind)
    out = kernel(
        *(input, weight, size, stride, pads, dilation, groups, cudnn),
        padding_algorithm=algorithm,
        data_format=layout,
    )
    axis = rank + 1 if last else 1
    return helper.append_activation(helper.append_bias_op(out, axis, axis + 1))


def _taps(filter_size, output_size, spatial, geometry, rank):
    """The size of the filter, found from that of the result where it is not given."""
    if filter_size is not None:
        return convert_to_list(filter_size, rank, f"conv{rank}d_transpose.filter_size")
    if output_size is None:
        raise ValueError("output_size must be set when filter_size is None")
    wanted = convert_to_list(output_size, rank, "output_size")
    stride, pads, dilation = geometry
    pairs = pads if len(pads) == 2 * rank else [p for p in pads for _ in range(2)]
    return [
        (m - (n - 1) * s + pairs[2 * i] + pairs[2 * i + 1] - 1) // d + 1
        for i, (m, n, s, d) in enumerate(zip(wanted, spatial, stride, dilation, strict=True))
    ]


class Conv2DTranspose(Layer):
    """Layer of transposed convolutions of planes: learned filters that enlarge feature maps.

    Every element of the input puts a copy of the filters, multiplied by it, into the result,
    `stride` apart; overlapping copies are added, `padding` is cut off at the borders (Zeiler et
    al., "Deconvolutional Networks", 2010; Dumoulin and Visin, arXiv:1603.07285, chapter 4). Then
    comes the bias, then the activation.

    Args:
        num_channels (int): channels of the input, C_in.
        num_filters (int): channels of the result, C_out.
        filter_size (int or list of 2 ints): height and width of the filters.
        output_size (int, list of 2 ints or None, default None): height and width of the result,
            needed where several are possible; from the smallest H_out below up to stride - 1 more.
            None takes the smallest.
        padding (int or list of 2 ints, default 0): rows cut off at top and bottom, columns at left
            and right.
        stride (int or list of 2 ints, default 1): distance of the copies of the filters.
        dilation (int or list of 2 ints, default 1): distance of neighbouring taps of the filters.
        groups (int or None, default None): parts that the channels are divided into, each with
            filters of its own; None is 1.
        param_attr (ParamAttr, Initializer, str or None, default None): name, initial values,
            regularizer and rate of the filters; None draws them by Xavier. False is refused.
        bias_attr (ParamAttr, Initializer, str, False or None, default None): the same of the bias;
            None starts with zeros, False leaves it out.
        use_cudnn (bool, default True): has no effect here but for the name of the operator in error
            texts.
        act (str or None, default None): activation of the result, such as "relu".
        dtype (str, default 'float32'): dtype of the parameters, "float32" or "float64".

    Inputs:
        input (Variable): (N, C_in, H_in, W_in) of the dtype of the parameters.

    Outputs:
        Variable (N, C_out, H_out, W_out) with H_out = (H_in - 1) * stride - 2 * padding + (filter
        height - 1) * dilation + 1, or as `output_size` says; so is the width.

    Raises:
        AssertionError: `param_attr` is False.
        ValueError: a list has not two entries, or `output_size` is neither an int nor a list.
        EnforceNotMet: the input has other channels, is no plane, or `output_size` is out of its
            range.

    Note:
        `weight` is the parameter (C_in, C_out / groups, filter height, filter width), `bias`
        (C_out,) or None.

    Example:
        >>> ones = fluid.ParamAttr(initializer=fluid.initializer.Constant(1.0))
        >>> layer = dygraph.Conv2DTranspose(1, 1, filter_size=2, param_attr=ones)
        >>> x = to_variable(np.array([[[[1.0, 2.0], [3.0, 4.0]]]], "float32"))
        >>> print(layer(x).numpy())
        [[[[ 1.  3.  2.]
           [ 4. 10.  6.]
           [ 3.  7.  4.]]]]
        >>> dygraph.Conv2DTranspose(1, 8, 2, stride=2, output_size=[5, 5])(x).shape
        [1, 8, 5, 5]
    """

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
        self._padding = convert_to_list(padding, 2, "padding")
        self._stride = convert_to_list(stride, 2, "stride")
        self._dilation = convert_to_list(dilation, 2, "dilation")
        self._filter_size = convert_to_list(filter_size, 2, "conv2d_transpose.filter_size")
        if output_size is None:
            self._output_size = []
        elif isinstance(output_size, (list, int)):
            self._output_size = convert_to_list(output_size, 2, "output_size")
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
            _refuse_static_input(input, "Conv2DTranspose")
        out = find(self._op_type)(
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


@operator
def depthwise_conv2d_transpose_op(
    input,
    weight,
    output_size=(),
    strides=(1, 1),
    paddings=(0, 0),
    dilations=(1, 1),
    groups=1,
    use_cudnn=False,
    **options,
):
    """The same under the name error texts use for one filter a channel."""
    name = "depthwise_conv2d_transpose"
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


def listed(value):
    return list(value) if isinstance(value, tuple) else value
