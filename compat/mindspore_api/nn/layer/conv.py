"""Convolution layers and their transposes."""

from __future__ import annotations

import math

from ... import _checkparam as validator
from ... import context
from ... import log as logger
from ..._checkparam import _check_3d_int_or_tuple, twice
from ...common.initializer import HeUniform, Uniform, initializer
from ...common.parameter import Parameter
from ...ops import operations as P
from ..cell import Cell
from ._conv_extents import (
    PAD_MODES,
    add_height,
    check_rank,
    checked_1d,
    checked_3d,
    drop_height,
    output_length,
    refuse_length,
    set_modes,
)

__all__ = ["Conv1d", "Conv1dTranspose", "Conv2d", "Conv2dTranspose", "Conv3d", "Conv3dTranspose"]

_REPR = (
    "input_channels={}, output_channels={}, kernel_size={}, stride={}, pad_mode={}, padding={}, "
    "dilation={}, group={}, has_bias={}, weight_init={}, bias_init={}, format={}"
)


class _Conv(Cell):
    """Parameters and checks that all convolution layers share."""

    def __init__(
        self, in_channels, out_channels, kernel_size, stride, pad_mode, padding, dilation, group,
        has_bias, weight_init, bias_init, data_format="NCHW", transposed=False,
    ):  # fmt: skip
        super().__init__()
        name = self.cls_name
        self.in_channels = validator.check_positive_int(in_channels, "in_channels", name)
        self.out_channels = validator.check_positive_int(out_channels, "out_channels", name)
        self.kernel_size = kernel_size
        self.stride = stride
        self.pad_mode = pad_mode
        self.weight_init = weight_init
        self.bias_init = bias_init
        self.data_format = validator.check_string(
            data_format, ["NCHW", "NHWC", "NCDHW"], "format", name
        )
        self._check_target()
        self.padding = self._checked_padding(padding)
        self.dilation = dilation
        self.group = validator.check_positive_int(group)
        self.has_bias = has_bias
        self._check_extents()
        shape = self._weight_shape(transposed)
        self._fill_defaults(shape)
        self.weight = Parameter(initializer(self.weight_init, shape), name="weight")
        if validator.check_bool(has_bias, "has_bias", name):
            self.bias = Parameter(initializer(self.bias_init, [out_channels]), name="bias")
        else:
            if not isinstance(self.bias_init, Uniform) and str(self.bias_init) != "zeros":
                logger.warning(
                    "Value of 'has_bias' is False, value of 'bias_init' will be ignored."
                )
            self.bias = None

    def _fill_defaults(self, shape):
        """None stands for the distributions of the later releases: uniform by the fan-in."""
        if self.weight_init is None and self._allows_none:
            self.weight_init = HeUniform(math.sqrt(5))
        if self.bias_init is None and self._allows_none:
            self.bias_init = Uniform(1 / math.sqrt(math.prod(shape[1:])))

    _allows_none = False

    def _check_target(self):
        target = context.get_context("device_target")
        if target != "GPU" and self.data_format == "NHWC":
            raise ValueError(
                f"For '{self.cls_name}', the \"NHWC\" format only support in GPU target, but got "
                f"the 'format' is {self.data_format} and the platform is {target}."
            )

    def _checked_padding(self, padding):
        if isinstance(padding, int):
            return validator.check_non_negative_int(padding, "padding", self.cls_name)
        if isinstance(padding, tuple):
            for item in padding:
                validator.check_non_negative_int(item, "padding item", self.cls_name)
            return padding
        raise TypeError(
            f"For '{self.cls_name}', the type of 'padding' must be int or tuple(int), "
            f"but got {type(padding).__name__}."
        )

    def _check_extents(self):
        name, group = self.cls_name, self.group
        for argument in ("kernel_size", "stride", "dilation"):
            for item in getattr(self, argument):
                validator.check_positive_int(item, f"{argument} item", name)
        if self.in_channels % group != 0:
            raise ValueError(
                f"For '{name}', the attr 'in_channels' must be divisible by attr 'group', but got "
                f"'in_channels': {self.in_channels} and 'group': {group}."
            )
        if self.out_channels % group != 0:
            raise ValueError(
                f"For '{name}', the 'out_channels' must be divisible by attr 'group', but got "
                f"'out_channels': {self.out_channels} and 'group': {group}."
            )

    def _weight_shape(self, transposed):
        if transposed:
            return [self.in_channels, self.out_channels // self.group, *self.kernel_size]
        inputs = self.in_channels // self.group
        if self.data_format == "NHWC":
            return [self.out_channels, *self.kernel_size, inputs]
        return [self.out_channels, inputs, *self.kernel_size]

    def construct(self, *inputs):
        """Defined by the subclasses."""
        raise NotImplementedError

    def extend_repr(self):
        """The arguments in use."""
        return _REPR.format(
            self.in_channels, self.out_channels, self.kernel_size, self.stride, self.pad_mode,
            self.padding, self.dilation, self.group, self.has_bias, self.weight_init,
            self.bias_init, self.data_format,
        )  # fmt: skip


class Conv2d(_Conv):
    """Cell of convolutions (cross-correlations) of planes, with a learned bias if wanted.

    Args:
        in_channels (int): channels of the input, C_in.
        out_channels (int): channels of the result, C_out.
        kernel_size (int or tuple of 2 ints): extents of the filters; at least 1.
        stride (int or tuple of 2 ints, default 1): steps of the filters.
        pad_mode (str, default 'same'): "same" (extents are those of the input divided by the
            stride, rounded up), "valid" (no padding) or "pad".
        padding (int or tuple of 4 ints, default 0): zeros around the input in the mode "pad": one
            number, or (top, bottom, left, right); 0 in the other modes.
        dilation (int or tuple of 2 ints, default 1): distance of neighbouring taps of the filters.
        group (int, default 1): parts that the channels are divided into, each with filters of its
            own; divides both numbers of channels.
        has_bias (bool, default False): add a learned number to each channel.
        weight_init (Tensor, str, Initializer or number, default 'normal'): initial values of the
            filters; a str names an initializer.
        bias_init (Tensor, str, Initializer or number, default 'zeros'): initial values of the bias.
        data_format (str, default 'NCHW'): "NCHW"; MindSpore has "NHWC" on GPUs only.

    Inputs:
        x (Tensor): (N, C_in, H, W), float16 or float32.

    Outputs:
        Tensor (N, C_out, H_out, W_out). An extent is (extent + padding before and after -
        (kernel_size - 1) * dilation - 1) // stride + 1 ("valid", "pad") or ceil(extent / stride)
        ("same").

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range, a word another one, `padding` is not 0 outside the
            mode "pad", or the input has not 4 axes.

    Note:
        `weight` is the parameter (C_out, C_in / group, extents of the kernel), `bias` (C_out,) or
        None.

    Example:
        >>> net = nn.Conv2d(1, 1, kernel_size=2, pad_mode="valid", weight_init="ones")
        >>> print(net(Tensor([[[[1.0, 2.0], [3.0, 4.0]]]])))
        [[[[10.]]]]
        >>> nn.Conv2d(3, 64, 7, stride=2)(ops.ones((1, 3, 224, 224), ms.float32)).shape
        (1, 64, 112, 112)
    """

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, pad_mode="same", padding=0,
        dilation=1, group=1, has_bias=False, weight_init="normal", bias_init="zeros",
        data_format="NCHW",
    ):  # fmt: skip
        kernel_size = twice(kernel_size)
        stride = twice(stride)
        self._dilation = dilation
        super().__init__(
            in_channels, out_channels, kernel_size, stride, pad_mode, padding, twice(dilation),
            group, has_bias, weight_init, bias_init, data_format,
        )  # fmt: skip
        self.conv2d = P.Conv2D(
            out_channel=self.out_channels, kernel_size=self.kernel_size, mode=1,
            pad_mode=self.pad_mode, pad=self.padding, stride=self.stride, dilation=self.dilation,
            group=self.group, data_format=self.data_format,
        )  # fmt: skip
        self.bias_add = P.BiasAdd(data_format=self.data_format)

    def construct(self, x):
        """Convolution plus bias."""
        output = self.conv2d(x, self.weight)
        return self.bias_add(output, self.bias) if self.has_bias else output


class Conv1d(_Conv):
    """Cell of convolutions (cross-correlations) of sequences, with a learned bias if wanted.

    Args:
        in_channels (int): channels of the input, C_in.
        out_channels (int): channels of the result, C_out.
        kernel_size (int): extents of the filters; at least 1.
        stride (int, default 1): steps of the filters.
        pad_mode (str, default 'same'): "same" (extents are those of the input divided by the
            stride, rounded up), "valid" (no padding) or "pad".
        padding (int, default 0): zeros around the input in the mode "pad": at both ends; 0 in the
            other modes.
        dilation (int, default 1): distance of neighbouring taps of the filters.
        group (int, default 1): parts that the channels are divided into, each with filters of its
            own; divides both numbers of channels.
        has_bias (bool, default False): add a learned number to each channel.
        weight_init (Tensor, str, Initializer or number, default 'normal'): initial values of the
            filters; a str names an initializer.
        bias_init (Tensor, str, Initializer or number, default 'zeros'): initial values of the bias.

    Inputs:
        x (Tensor): (N, C_in, L), float16 or float32.

    Outputs:
        Tensor (N, C_out, L_out). An extent is (extent + padding before and after - (kernel_size -
        1) * dilation - 1) // stride + 1 ("valid", "pad") or ceil(extent / stride) ("same").

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range, a word another one, `padding` is not 0 outside the
            mode "pad", or the input has not 3 axes.

    Note:
        `weight` is the parameter (C_out, C_in / group, 1, kernel_size), `bias` (C_out,) or None.

    Example:
        >>> net = nn.Conv1d(1, 1, kernel_size=2, pad_mode="valid", weight_init="ones")
        >>> print(net(Tensor([[[1.0, 2.0, 3.0]]])))
        [[[3. 5.]]]
    """

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, pad_mode="same", padding=0,
        dilation=1, group=1, has_bias=False, weight_init="normal", bias_init="zeros",
    ):  # fmt: skip
        kernel_size, stride, dilation, weight_init = checked_1d(
            self.cls_name, kernel_size, stride, padding, dilation, weight_init
        )
        super().__init__(
            in_channels, out_channels, kernel_size, stride, pad_mode, padding, dilation, group,
            has_bias, weight_init, bias_init,
        )  # fmt: skip
        self.padding = (0, 0, padding, padding)
        validator.check_string(pad_mode, PAD_MODES, "pad_mode", self.cls_name)
        self.conv2d = P.Conv2D(
            out_channel=self.out_channels, kernel_size=self.kernel_size, mode=1,
            pad_mode=self.pad_mode, pad=self.padding, stride=self.stride, dilation=self.dilation,
            group=self.group,
        )  # fmt: skip
        self.bias_add = P.BiasAdd()
        self.expand_dims = P.ExpandDims()
        self.squeeze = P.Squeeze(2)
        self.shape = P.Shape()

    def construct(self, x):
        """Convolution plus bias."""
        check_rank(x, 3, self.cls_name)
        output = self.conv2d(add_height(x), self.weight)
        if self.has_bias:
            output = self.bias_add(output, self.bias)
        return drop_height(output)


class Conv3d(_Conv):
    """Cell of convolutions (cross-correlations) of volumes, with a learned bias if wanted.

    Args:
        in_channels (int): channels of the input, C_in.
        out_channels (int): channels of the result, C_out.
        kernel_size (int or tuple of 3 ints): extents of the filters; at least 1.
        stride (int or tuple of 3 ints, default 1): steps of the filters.
        pad_mode (str, default 'same'): "same" (extents are those of the input divided by the
            stride, rounded up), "valid" (no padding) or "pad".
        padding (int or tuple of 6 ints, default 0): zeros around the input in the mode "pad": one
            number, or (head, tail, top, bottom, left, right); 0 in the other modes.
        dilation (int or tuple of 3 ints, default 1): distance of neighbouring taps of the filters.
        group (int, default 1): parts that the channels are divided into, each with filters of its
            own; divides both numbers of channels.
        has_bias (bool, default False): add a learned number to each channel.
        weight_init (Tensor, str, Initializer or number, default 'normal'): initial values of the
            filters; a str names an initializer.
        bias_init (Tensor, str, Initializer or number, default 'zeros'): initial values of the bias.
        data_format (str, default 'NCDHW'): only "NCDHW".

    Inputs:
        x (Tensor): (N, C_in, D, H, W), float16 or float32.

    Outputs:
        Tensor (N, C_out, D_out, H_out, W_out). An extent is (extent + padding before and after -
        (kernel_size - 1) * dilation - 1) // stride + 1 ("valid", "pad") or ceil(extent / stride)
        ("same").

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range, a word another one, `padding` is not 0 outside the
            mode "pad", or the input has not 5 axes.

    Note:
        `weight` is the parameter (C_out, C_in / group, extents of the kernel), `bias` (C_out,) or
        None.

    Example:
        >>> net = nn.Conv3d(1, 1, kernel_size=2, pad_mode="valid", weight_init="ones")
        >>> print(net(ops.ones((1, 1, 2, 2, 2), ms.float32)))
        [[[[[8.]]]]]
    """

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, pad_mode="same", padding=0,
        dilation=1, group=1, has_bias=False, weight_init="normal", bias_init="zeros",
        data_format="NCDHW",
    ):  # fmt: skip
        if in_channels % group != 0 and out_channels % group == 0:
            raise ValueError(
                "The argument 'group' should be divisible by 'in_channels' and 'out_channels'"
            )
        kernel_size, stride, dilation = checked_3d(
            self.cls_name, kernel_size, stride, dilation, padding
        )
        super().__init__(
            in_channels, out_channels, kernel_size, stride, pad_mode, padding, dilation, group,
            has_bias, weight_init, bias_init, data_format,
        )  # fmt: skip
        self.conv3d = P.Conv3D(
            out_channel=self.out_channels // group, kernel_size=self.kernel_size, mode=1,
            pad_mode=self.pad_mode, pad=self.padding, stride=self.stride, dilation=self.dilation,
            group=1, data_format=self.data_format,
        )  # fmt: skip
        self.bias_add = P.BiasAdd(data_format=self.data_format)
        self.shape = P.Shape()
        self.concat = P.Concat(1)
        self.split_0 = P.Split(0, self.group)
        self.split_1 = P.Split(1, self.group)

    def construct(self, x):
        """Convolution plus bias, group by group."""
        check_rank(x, 5, self.cls_name)
        if self.group == 1:
            out = self.conv3d(x, self.weight)
            return self.bias_add(out, self.bias) if self.has_bias else out
        pairs = zip(self.split_1(x), self.split_0(self.weight), strict=True)
        out = self.concat(tuple(self.conv3d(part, weight) for part, weight in pairs))
        if self.bias is not None:
            out = out + self.bias.reshape((1, self.out_channels, 1, 1, 1))
        return out


class Conv3dTranspose(_Conv):
    """Cell of transposed convolutions of volumes: learned filters that enlarge feature maps.

    Every element of the input puts a copy of the filters, multiplied by it, into the result,
    `stride` apart; overlapping copies are added (Dumoulin and Visin, arXiv:1603.07285, chapter 4).

    Args:
        in_channels (int): channels of the input, C_in.
        out_channels (int): channels of the result, C_out.
        kernel_size (int or tuple of 3 ints): extents of the filters; at least 1.
        stride (int or tuple of 3 ints, default 1): distance of the copies of the filters.
        pad_mode (str, default 'same'): "same", "valid" or "pad": how much of the border is cut off,
            see below.
        padding (int or tuple of 6 ints, default 0): what is cut off in the mode "pad": one number,
            or (head, tail, top, bottom, left, right); 0 in the other modes.
        output_padding (int or tuple of 3 ints, default 0): extra extent at the end, in the mode
            "pad" only.
        dilation (int or tuple of 3 ints, default 1): distance of neighbouring taps of the filters.
        group (int, default 1): parts that the channels are divided into, each with filters of its
            own.
        has_bias (bool, default False): add a learned number to each channel.
        weight_init (Tensor, str, Initializer or number, default 'normal'): initial values of the
            filters; a str names an initializer.
        bias_init (Tensor, str, Initializer or number, default 'zeros'): initial values of the bias.
        data_format (str, default 'NCDHW'): only "NCDHW".

    Inputs:
        x (Tensor): (N, C_in, D, H, W), float16 or float32.

    Outputs:
        Tensor (N, C_out, D_out, H_out, W_out). With K = (kernel_size - 1) * dilation + 1, an extent
        is extent * stride ("same"), extent * stride + max(K - stride, 0) ("valid") or (extent - 1)
        * stride + K - padding before and after + output_padding ("pad").

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range, a word another one, `padding` is not 0 outside the
            mode "pad", or the input has not 5 axes.

    Note:
        `weight` is the parameter (C_in, C_out / group, extents of the kernel), `bias` (C_out,) or
        None.

    Example:
        >>> net = nn.Conv3dTranspose(1, 1, (1, 2, 2), pad_mode="valid", weight_init="ones")
        >>> print(net(ops.ones((1, 1, 1, 2, 2), ms.float32)))
        [[[[[1. 2. 1.]
            [2. 4. 2.]
            [1. 2. 1.]]]]]
    """

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, pad_mode="same", padding=0,
        dilation=1, group=1, output_padding=0, has_bias=False, weight_init="normal",
        bias_init="zeros", data_format="NCDHW",
    ):  # fmt: skip
        kernel_size, stride, dilation = checked_3d(
            self.cls_name, kernel_size, stride, dilation, padding
        )
        self.output_padding = _check_3d_int_or_tuple(
            "output_padding", output_padding, self.cls_name, greater_zero=False
        )
        super().__init__(
            in_channels, out_channels, kernel_size, stride, pad_mode, padding, dilation, group,
            has_bias, weight_init, bias_init, data_format, transposed=True,
        )  # fmt: skip
        self.conv3d_transpose = P.Conv3DTranspose(
            in_channel=self.in_channels, out_channel=self.out_channels,
            kernel_size=self.kernel_size, mode=1, pad_mode=self.pad_mode, pad=self.padding,
            stride=self.stride, dilation=self.dilation, group=self.group,
            output_padding=self.output_padding, data_format=self.data_format,
        )  # fmt: skip
        self.bias_add = P.BiasAdd(data_format=self.data_format)
        self.shape = P.Shape()

    def construct(self, x):
        """Transposed convolution plus bias."""
        check_rank(x, 5, self.cls_name)
        output = self.conv3d_transpose(x, self.weight)
        return self.bias_add(output, self.bias) if self.has_bias else output


class Conv2dTranspose(_Conv):
    """Cell of transposed convolutions of planes: learned filters that enlarge feature maps.

    Every element of the input puts a copy of the filters, multiplied by it, into the result,
    `stride` apart; overlapping copies are added (Dumoulin and Visin, arXiv:1603.07285, chapter 4).

    Args:
        in_channels (int): channels of the input, C_in.
        out_channels (int): channels of the result, C_out.
        kernel_size (int or tuple of 2 ints): extents of the filters; at least 1.
        stride (int or tuple of 2 ints, default 1): distance of the copies of the filters.
        pad_mode (str, default 'same'): "same", "valid" or "pad": how much of the border is cut off,
            see below.
        padding (int or tuple of 4 ints, default 0): what is cut off in the mode "pad": one number,
            or (top, bottom, left, right); 0 in the other modes.
        output_padding (int or tuple of 2 ints, default 0): extra extent at the end, in the mode
            "pad" only.
        dilation (int or tuple of 2 ints, default 1): distance of neighbouring taps of the filters.
        group (int, default 1): parts that the channels are divided into, each with filters of its
            own.
        has_bias (bool, default False): add a learned number to each channel.
        weight_init (Tensor, str, Initializer or number, default 'normal'): initial values of the
            filters; a str names an initializer.
        bias_init (Tensor, str, Initializer or number, default 'zeros'): initial values of the bias.

    Inputs:
        x (Tensor): (N, C_in, H, W), float16 or float32.

    Outputs:
        Tensor (N, C_out, H_out, W_out). With K = (kernel_size - 1) * dilation + 1, an extent is
        extent * stride ("same"), extent * stride + max(K - stride, 0) ("valid") or (extent - 1) *
        stride + K - padding before and after + output_padding ("pad").

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range, a word another one, `padding` is not 0 outside the
            mode "pad", or the input has not 4 axes.

    Note:
        `weight` is the parameter (C_in, C_out / group, extents of the kernel), `bias` (C_out,) or
        None.

    Example:
        >>> net = nn.Conv2dTranspose(1, 1, kernel_size=2, pad_mode="valid", weight_init="ones")
        >>> print(net(Tensor([[[[1.0, 2.0], [3.0, 4.0]]]])))
        [[[[ 1.  3.  2.]
           [ 4. 10.  6.]
           [ 3.  7.  4.]]]]
        >>> nn.Conv2dTranspose(3, 64, 4, stride=2)(ops.ones((1, 3, 16, 50), ms.float32)).shape
        (1, 64, 32, 100)
    """

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, pad_mode="same", padding=0,
        output_padding=0, dilation=1, group=1, has_bias=False, weight_init="normal",
        bias_init="zeros",
    ):  # fmt: skip
        kernel_size, stride, dilation = twice(kernel_size), twice(stride), twice(dilation)
        name = self.cls_name
        validator.check_value_type("padding", padding, (int, tuple), name)
        if isinstance(padding, tuple):
            validator.check_equal_int(len(padding), 4, "padding size", name)
        validator.check_value_type("output_padding", output_padding, (int, tuple), name)
        if isinstance(output_padding, tuple):
            validator.check_equal_int(len(output_padding), 2, "output_padding size", name)
        super().__init__(
            in_channels, out_channels, kernel_size, stride, pad_mode, padding, dilation, group,
            has_bias, weight_init, bias_init, transposed=True,
        )  # fmt: skip
        self.shape = P.Shape()
        self.output_padding = output_padding
        set_modes(self, has_bias, bias_init)
        self.conv2d_transpose = P.Conv2DTranspose(
            out_channel=in_channels, kernel_size=kernel_size, mode=1, pad_mode=pad_mode,
            pad=padding, stride=stride, dilation=dilation, group=group,
        )  # fmt: skip
        self.bias_add = P.BiasAdd()
        sides = (self.padding,) * 4 if isinstance(self.padding, int) else self.padding
        self.padding_top, self.padding_bottom, self.padding_left, self.padding_right = sides

    def shard(self, strategy):
        """Record a parallel strategy; it takes no effect in one process."""
        self.conv2d_transpose.shard(strategy)
        return self

    def construct(self, x):
        """Transposed convolution plus bias; the bias hides `output_padding`, as in the original."""
        n, _, h, w = self.shape(x)
        h_out = output_length(self, h, 0, self.padding_top + self.padding_bottom)
        w_out = output_length(self, w, 1, self.padding_left + self.padding_right)
        output = self.conv2d_transpose(x, self.weight, (n, self.out_channels, h_out, w_out))
        if self.has_bias:
            return self.bias_add(output, self.bias)
        if self.output_padding == 0:
            return output
        return self._extended(output)

    def _extended(self, output):
        paired = isinstance(self.output_padding, tuple)
        extra = self.output_padding if paired else (self.output_padding,) * 2
        for axis, letter in enumerate("hw"):
            limit = max(self.dilation[axis], self.stride[axis])
            if not 0 <= extra[axis] < limit:
                name = f"output_padding[{axis}]" if paired else "output_padding"
                raise ValueError(
                    f"{name} must be in range of [0, max(stride_{letter}, dilation_{letter}))."
                )
        if not self.is_pad and max(extra) > 0:
            raise ValueError("when output_padding is not zero, pad_mode must be 'pad'")
        return P.Pad(((0, 0), (0, 0), (0, extra[0]), (0, extra[1])))(output)


class Conv1dTranspose(_Conv):
    """Cell of transposed convolutions of sequences: learned filters that lengthen them.

    Every element of the input puts a copy of the filters, multiplied by it, into the result,
    `stride` apart; overlapping copies are added (Dumoulin and Visin, arXiv:1603.07285, chapter 4).
    It is computed as a two-dimensional one of height 1, and its `weight` has that form.

    Args:
        in_channels (int): channels of the input, C_in.
        out_channels (int): channels of the result, C_out.
        kernel_size (int): length of the filters; at least 1.
        stride (int, default 1): distance of the copies of the filters.
        pad_mode (str, default 'same'): "same", "valid" or "pad": what is cut off at the ends, see
            below.
        padding (int, default 0): elements cut off at each end in the mode "pad"; 0 in the other
            modes.
        dilation (int, default 1): distance of neighbouring taps of the filters.
        group (int, default 1): parts that the channels are divided into, each with filters of its
            own; divides both numbers of channels.
        has_bias (bool, default False): add a learned number to each channel.
        weight_init (Tensor, str, Initializer, number or None, default None): initial values of the
            filters; a Tensor has shape (C_in, C_out / group, kernel_size). None draws them
            uniformly by the fan-in.
        bias_init (Tensor, str, Initializer, number or None, default None): initial values of the
            bias; None draws them uniformly by the fan-in.

    Inputs:
        x (Tensor): (N, C_in, L_in), float16 or float32.

    Outputs:
        Tensor (N, C_out, L_out) of the dtype of `x`. With K = (kernel_size - 1) * dilation + 1,
        L_out is L_in * stride ("same"), L_in * stride + max(K - stride, 0) ("valid") or (L_in - 1)
        * stride + K - 2 * padding ("pad").

    Raises:
        TypeError: a number is not an int, `has_bias` is not a bool.
        ValueError: a number is out of its range, `pad_mode` is another word, `padding` is not 0
            outside the mode "pad", `group` does not divide the channels; the input has not three
            axes.

    Note:
        `weight` is the parameter (C_in, C_out / group, 1, kernel_size), `bias` (C_out,) or None.

    Example:
        >>> net = nn.Conv1dTranspose(1, 1, kernel_size=2, pad_mode="valid", weight_init="ones")
        >>> print(net(Tensor([[[1.0, 2.0, 3.0]]])))
        [[[1. 3. 5. 3.]]]
        >>> x = ops.ones((1, 3, 50), ms.float32)
        >>> nn.Conv1dTranspose(3, 64, 4, stride=2, pad_mode="pad")(x).shape
        (1, 64, 102)
    """

    _allows_none = True

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, pad_mode="same", padding=0,
        dilation=1, group=1, has_bias=False, weight_init=None, bias_init=None,
    ):  # fmt: skip
        kernel_size, stride, dilation, weight_init = checked_1d(
            self.cls_name, kernel_size, stride, padding, dilation, weight_init
        )
        super().__init__(
            in_channels, out_channels, kernel_size, stride, pad_mode, padding, dilation, group,
            has_bias, weight_init, bias_init, transposed=True,
        )  # fmt: skip
        self.padding = (0, 0, padding, padding)
        self.shape = P.Shape()
        set_modes(self, has_bias, bias_init)
        self.conv2d_transpose = P.Conv2DBackpropInput(
            out_channel=in_channels, kernel_size=kernel_size, mode=1, pad_mode=pad_mode,
            pad=self.padding, stride=stride, dilation=dilation, group=group,
        )  # fmt: skip
        self.bias_add = P.BiasAdd()
        self.expand_dims = P.ExpandDims()
        self.squeeze = P.Squeeze(2)

    def shard(self, strategy):
        """Record a parallel strategy; it takes no effect in one process."""
        self.conv2d_transpose.shard(strategy)
        return self

    def construct(self, x):
        """Transposed convolution plus bias."""
        check_rank(x, 3, self.cls_name)
        x = add_height(x)
        n, _, _, w = x.shape
        length = output_length(self, w, 1, self.padding[2] + self.padding[3])
        height = output_length(self, 1, 0, 0)
        shape = (n, self.out_channels, height, length)
        if length < 0:
            refuse_length(shape)
        output = self.conv2d_transpose(x, self.weight, shape)
        if self.has_bias:
            output = self.bias_add(output, self.bias)
        return drop_height(output)
