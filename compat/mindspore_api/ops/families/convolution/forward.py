"""Convolutions of one, two and three dimensions."""

from __future__ import annotations

from .....core import compose, op
from .... import _checkparam as validator
from ....common.parameter import Parameter
from ....common.tensor import Tensor, wrap
from ...accepted import accepts
from ...arguments import kind_of, operand, tensor_kind
from ...primitive import Primitive, prim_attr_register
from .checks import kernel_refused, must_match, refuse_dtype
from .kernel import DESCRIPTOR, check_data_format, check_pad_zero, pair_of, triple_of

accepts(("float16", "float32"), "Conv2D", argument="x")


def entries(value, n):
    return (value,) * n if isinstance(value, int) else tuple(value)


def both_sides(padding, n):
    sides = entries(padding, n)
    return tuple(p for side in sides for p in (side, side)) if len(sides) == n else sides


def _convolved(operator, input, weight, bias, stride, pad_mode, padding, dilation, groups, n):
    kernel = weight.shape[2:]
    pad = both_sides(padding, n) if pad_mode == "pad" else 0
    if pad_mode != "pad" and any(entries(padding, n)):
        raise ValueError(
            "For 'conv', the 'padding' must be zero when 'pad_mode' is not 'pad', but got "
            f"{padding}."
        )
    conv = operator(
        weight.shape[0],
        kernel,
        1,
        pad_mode,
        pad,
        stride if isinstance(stride, int) else tuple(stride),
        dilation if isinstance(dilation, int) else tuple(dilation),
        groups,
    )
    result = conv(input, weight)
    if bias is None:
        return result
    if not isinstance(bias, Tensor):
        raise TypeError(f"For 'conv', the 'bias' must be a Tensor, but got {type(bias)}.")
    if bias.shape != (weight.shape[0],):
        raise ValueError(
            f"For 'conv', the shape of 'bias' must be ({weight.shape[0]},), but got {bias.shape}."
        )
    return wrap(op.add(result._value, op.reshape(bias._value, (1, bias.shape[0]) + (1,) * n)))


def conv2d(input, weight, bias=None, stride=1, pad_mode="valid", padding=0, dilation=1, groups=1):
    """2-D convolution."""
    return _convolved(Conv2D, input, weight, bias, stride, pad_mode, padding, dilation, groups, 2)


def conv3d(input, weight, bias=None, stride=1, pad_mode="valid", padding=0, dilation=1, groups=1):
    """3-D convolution."""
    return _convolved(Conv3D, input, weight, bias, stride, pad_mode, padding, dilation, groups, 3)


def conv1d(input, weight, bias=None, stride=1, pad_mode="valid", padding=0, dilation=1, groups=1):
    """1-D convolution."""
    x = wrap(compose.expand_dims(operand("conv1d", "input", input), 2))
    w = wrap(compose.expand_dims(operand("conv1d", "weight", weight), 2))
    step, spread = entries(stride, 1)[0], entries(dilation, 1)[0]
    sides = both_sides(padding, 1)
    pad = (0, 0, *sides) if pad_mode == "pad" else 0
    result = _convolved(Conv2D, x, w, bias, (1, step), pad_mode, pad, (1, spread), groups, 2)
    return wrap(compose.squeeze(result._value, (2,)))


def same_padding(extent, kernel, stride, dilation):
    """(lo, hi) such that there are ceil(extent / stride) outputs; the odd one goes to the end."""
    reach = (kernel - 1) * dilation + 1
    total = max((-(-extent // stride) - 1) * stride + reach - extent, 0)
    return total // 2, total - total // 2


def extent_of(mode, extent, reach, stride, pads, truncate=False):
    """Outputs along an axis as MindSpore infers them, which may be none or fewer.

    With `truncate` the division of the mode "pad" rounds towards zero.
    """
    if mode == "same":
        return -(-extent // stride)
    if mode == "valid":
        return -(-(extent - reach + 1) // stride)
    room = extent + sum(pads) - reach
    return (int(room / stride) if truncate else room // stride) + 1


def padding_of(pad_mode, pad, extents, kernel, stride, dilation):
    """Pairs of padding for a window in the mode "valid", "same" or "pad"."""
    mode = pad_mode.lower()
    if mode == "valid":
        return ((0, 0),) * len(extents)
    if mode == "same":
        return tuple(map(same_padding, extents, kernel, stride, dilation))
    return tuple((pad[2 * i], pad[2 * i + 1]) for i in range(len(extents)))


def refuse_small(shape, w_shape, pads):
    """Raise MindSpore's error for a kernel that is larger than the padded input."""
    if any(shape[i] + sum(pair) < w_shape[i] for i, pair in enumerate(pads, start=2)):
        raise ValueError(
            "For 'Conv2d', input shape's h and w after padding must be greater than or equal to "
            "kernel_size's h and w respectively."
        )


def refuse_extents(name, extents, least):
    """Raise MindSpore's errors for negative extents; -1 (and -2) mean "unknown" to it."""
    legal = " or ".join(str(n) for n in range(-1, least - 1, -1))
    for i, n in enumerate(extents, start=2):
        if n < least:
            raise ValueError(
                f"For '{name} output_shape',  shape element [{i}] must be positive integer or "
                f"{legal}, but got: {n}."
            )
    if min(extents) < 0:
        raise RuntimeError("The pointer[primitive_] is null.")


class _Conv(Primitive, inputs="x w"):
    """What both convolutions do at a call."""

    _rank = 4
    _mismatch = RuntimeError
    _known = ("float16", "float32", "int32", "int64", "int8")
    _first_bad = "w"
    _least = -1
    _truncates = False

    def _compute(self, *args):
        if len(args) < 2:
            what = self.name[0] + self.name[1:].lower()
            raise ValueError(
                f"For primitive[{self.name}], the {what} infer must be greater than or equal to 2, "
                f"but got {len(args)}."
            )
        x, w = args[:2]
        self._check_types(x, w)
        value, weight = x._value, w._value
        last = self.data_format == "NHWC"
        if last:
            value = op.permute_dims(value, (0, 3, 1, 2))
            weight = op.permute_dims(weight, (0, 3, 1, 2))
        shape, w_shape = op.shape_of(value), op.shape_of(weight)
        self._check_shapes(shape, w_shape)
        stride, dilation = self.stride[2:], self.dilation[2:]
        padding = self._padding(shape, w_shape)
        if args[2:] != (None,) * len(args[2:]) or x._name not in ("float16", "float32"):
            raise kernel_refused(self.name)
        self._check_kernel(shape, w_shape)
        result = op.conv(value, weight, stride, padding, dilation, self.group)
        return wrap(op.permute_dims(result, (0, 2, 3, 1)) if last else result, x._name)

    def _check_types(self, x, w):
        if self._first_bad == "x":
            operand(self.name, "x", x)
            refuse_dtype(self.name, "x", x._name, self._known)
        for argument, value in (("w", w), ("x", x)):
            if not isinstance(value, Tensor):
                listing = ", ".join(sorted(tensor_kind(d) for d in self._known))
                raise TypeError(
                    f"The primitive[{self.name}]'s input arguments[w, x] must be all tensor and "
                    "those type must be same. But got input "
                    f"argument[{argument}]:{kind_of(value)}\nValid type list: {{{listing}}}."
                )
        must_match(self.name, "w, x", "w", x, w, self._known)
        refuse_dtype(self.name, "w", w._name, self._known, isinstance(w, Parameter))

    def _check_shapes(self, shape, w_shape):
        name = self.name
        for argument, found in (("x", shape), ("w", w_shape)):
            if len(found) != self._rank:
                raise ValueError(
                    f"For primitive[{name}], the {argument} shape size must be equal to "
                    f"{self._rank}, but got {len(found)}."
                )
        if shape[1] // self.group != w_shape[1]:
            raise self._mismatch(
                f"For '{name}', 'C_in' of input 'x' shape divide by parameter 'group' must be "
                f"equal to 'C_in' of input 'weight' shape: {w_shape[1]}, but got 'C_in' of input "
                f"'x' shape: {shape[1]}, and 'group': {self.group}."
            )
        if w_shape[0] != self.out_channel:
            raise self._mismatch(
                f"For '{name}', 'w_shape[0]' must be equal to 'out_channel', but got 'w_shape[0]': "
                f"{w_shape[0]}, 'out_channel': {self.out_channel}."
            )
        for i, extent in enumerate(self.kernel_size, start=2):
            if w_shape[i] != extent:
                raise self._mismatch(
                    f"For '{name}', 'w_shape[{i}]' must be equal to 'kernel_size[{i - 2}]', but "
                    f"got 'w_shape[{i}]': {w_shape[i]}, 'kernel_size[{i - 2}]': {extent}."
                )

    def _padding(self, shape, w_shape):
        """Pairs of padding with which there are as many results as MindSpore has."""
        mode, stride, dilation = self.pad_mode.lower(), self.stride[2:], self.dilation[2:]
        kernel = w_shape[2:]
        pads = padding_of(mode, self.pad, shape[2:], kernel, stride, dilation)
        self._check_reach(shape, w_shape, pads)
        reach = [(k - 1) * d + 1 for k, d in zip(kernel, dilation, strict=True)]
        axes = list(zip(shape[2:], reach, stride, pads, strict=True))
        extents = [extent_of(mode, *axis, self._truncates) for axis in axes]
        refuse_extents(self.name, extents, self._least)
        if any(
            int((n + sum(p) - e) / s) + 1 != m
            for m, (n, e, s, p) in zip(extents, axes, strict=True)
        ):
            raise RuntimeError(DESCRIPTOR)
        ends = [(m - 1) * s + e - n - p[0] for m, (n, e, s, p) in zip(extents, axes, strict=True)]
        return tuple((p[0], max(end, p[1])) for p, end in zip(pads, ends, strict=True))

    def _check_kernel(self, shape, w_shape):
        """What MindSpore finds out when it makes the kernel."""
        if shape[1] % self.group:
            raise RuntimeError("- Kernel build failed: (For framework developers)")
        if w_shape[0] % self.group:
            raise RuntimeError(DESCRIPTOR)

    def _check_reach(self, shape, w_shape, pads):
        """The kernel must fit into the padded input; dilation does not count."""


class Conv2D(_Conv):
    """Two-dimensional convolution (cross-correlation) without bias.

        y[n, o, i, j] = sum of x[n, c, i * stride + r, j * stride + s] * weight[o, c, r, s]

    Args:
        out_channel (int): output channels, C_out.
        kernel_size (int or tuple of 2 ints): height and width of the filters.
        mode (int, default 1): only 1, cross-correlation.
        pad_mode (str, default 'valid'): "valid" (no padding), "same" (extents are those of the
            input divided by the stride, rounded up) or "pad".
        pad (int or tuple of 4 ints, default 0): padding for "pad": all sides, or top, bottom, left,
            right.
        stride (int or tuple of 2 or 4 ints, default 1): step down and right.
        dilation (int or tuple of 2 or 4 ints, default 1): distance of neighbouring taps.
        group (int, default 1): parts that the channels are divided into.
        data_format (str, default 'NCHW'): "NCHW"; MindSpore has "NHWC" on GPUs only.

    Inputs:
        x (Tensor): (N, C_in, H, W), float16 or float32.
        weight (Tensor): (C_out, C_in / group, kernel height, kernel width).

    Outputs:
        Tensor (N, C_out, H_out, W_out); H_out is (H + top + bottom - (kernel height - 1) * dilation
        - 1) // stride + 1, for "same" ceil(H / stride).

    Raises:
        TypeError: an argument is of another kind, or dtypes differ.
        ValueError: a number is out of range, a word another one, or the shapes do not fit.

    Example:
        >>> x, weight = ops.ones((1, 1, 3, 3), ms.float32), ops.ones((1, 1, 2, 2), ms.float32)
        >>> print(ops.Conv2D(out_channel=1, kernel_size=2)(x, weight))
        [[[[4. 4.]
           [4. 4.]]]]
    """

    @prim_attr_register
    def __init__(
        self,
        out_channel,
        kernel_size,
        mode=1,
        pad_mode="valid",
        pad=0,
        stride=1,
        dilation=1,
        group=1,
        data_format="NCHW",
    ):
        name = self.name
        self.kernel_size = pair_of("kernel_size", kernel_size, name)
        self.stride = pair_of("stride", stride, name, four=True)
        self.add_prim_attr("stride", self.stride)
        self.dilation = pair_of("dilation", dilation, name, four=True)
        self.add_prim_attr("dilation", self.dilation)
        validator.check_value_type("pad", pad, (int, tuple), name)
        validator.check_value_type("pad_mode", pad_mode, [str], name)
        if isinstance(pad, int):
            pad = (pad,) * 4
        else:
            validator.check_equal_int(len(pad), 4, "pad size", name)
        self.pad_mode = validator.check_string(pad_mode, ["valid", "same", "pad"], "pad_mode", name)
        if pad_mode != "pad" and pad != (0, 0, 0, 0):
            raise ValueError(
                f"For '{name}', the 'pad' must be zero when 'pad_mode' is not 'pad', but got "
                f"'pad': {self.init_attrs['pad']} and 'pad_mode': {pad_mode}."
            )
        self.add_prim_attr("pad", pad)
        self.padding = pad
        if self.pad_mode == "pad":
            for entry in pad:
                validator.check_non_negative_int(entry, "pad item", name)
        self.mode = validator.check_equal_int(mode, 1, "mode", name)
        self.format = check_data_format(data_format, name, "platform")
        self.add_prim_attr("data_format", self.format)
        self.out_channel = validator.check_positive_int(out_channel, "out_channel", name)
        self.group = validator.check_positive_int(group, "group", name)
        self.add_prim_attr("groups", self.group)

    def _check_reach(self, shape, w_shape, pads):
        refuse_small(shape, w_shape, pads)


SIDES = ("head", "tail", "top", "bottom", "left", "right")


def pad_outside(pad_mode, pads, reach):
    """MindSpore's ValueError for padding that a 3-D kernel cannot meet, or None."""
    for side, (i, n) in zip(SIDES, enumerate(pads), strict=True):
        if pad_mode == "pad" and n >= reach[i // 2]:
            return ValueError(
                f"For 'Conv3D', pad {side} must be in range [0, {reach[i // 2]}), but got {n}"
            )
    return None


class Conv3D(_Conv):
    """3-D convolution of (N, C, D, H, W) with (M, C / group, kd, kh, kw)."""

    _rank = 5
    _mismatch = ValueError
    _known = ("float16", "float32")
    _first_bad = "x"
    _least = -2
    _truncates = True

    @prim_attr_register
    def __init__(
        self,
        out_channel,
        kernel_size,
        mode=1,
        pad_mode="valid",
        pad=0,
        stride=1,
        dilation=1,
        group=1,
        data_format="NCDHW",
    ):
        name = self.name
        self.kernel_size = triple_of("kernel_size", kernel_size, name)
        self.stride = (1, 1, *triple_of("stride", stride, name))
        self.add_prim_attr("strides", self.stride)
        self.dilation = (1, 1, *triple_of("dilation", dilation, name))
        self.add_prim_attr("dilations", self.dilation)
        validator.check_value_type("pad", pad, (int, tuple), name)
        validator.check_value_type("pad_mode", pad_mode, [str], name)
        sides = (pad,) * 6 if isinstance(pad, int) else pad
        if len(sides) != 6:
            raise ValueError(
                f"For '{name}', attr 'pad' must be an positive int number or a tuple of six "
                f"positive int numbers, but got {pad}."
            )
        self.pad_mode = validator.check_string(
            pad_mode.lower(), ["valid", "same", "pad"], "pad_mode", name
        )
        self.add_prim_attr("pad_mode", self.pad_mode)
        self.add_prim_attr("pad", sides)
        self.padding = sides
        if self.pad_mode != "pad":
            check_pad_zero(name, sides, "not pad", pad, pad_mode)
        else:
            for entry in sides:
                validator.check_non_negative_int(entry, "pad item", name)
        self.mode = validator.check_equal_int(mode, 1, "mode", name)
        self.add_prim_attr("mode", self.mode)
        self.format = validator.check_string(data_format, ["NCDHW"], "data_format", name)
        self.add_prim_attr("data_format", self.format)
        self.out_channel = validator.check_positive_int(out_channel, "out_channel", name)
        self.group = validator.check_positive_int(group, "group", name)
        self.add_prim_attr("groups", self.group)
        self.add_prim_attr("offset_x", 0)

    def _check_reach(self, shape, w_shape, pads):
        reach = [(k - 1) * d + 1 for k, d in zip(w_shape[2:], self.dilation[2:], strict=True)]
        error = pad_outside(self.pad_mode, self.pad, reach)
        if error is not None:
            raise error


class DepthwiseConv2dNative(Primitive, inputs="x w"):
    """One filter or more for each channel; MindSpore prefers Conv2D with groups."""

    @prim_attr_register
    def __init__(
        self,
        channel_multiplier,
        kernel_size,
        mode=3,
        pad_mode="valid",
        pad=0,
        stride=1,
        dilation=1,
        group=1,
    ):
        name = self.name
        self.kernel_size = pair_of("kernel_size", kernel_size, name)
        self.stride = pair_of("stride", stride, name)
        self.dilation = pair_of("dilation", dilation, name)
        self.pad_mode = validator.check_string(
            pad_mode.lower(), ["valid", "same", "pad"], "pad_mode", name
        )
        self.pad = (pad,) * 4 if isinstance(pad, int) else pad
        validator.check_positive_int(channel_multiplier, "channel_multiplier", name)

    def _compute(self, x, w):
        value, weight = x._value, w._value
        shape, w_shape = op.shape_of(value), op.shape_of(weight)
        # (multiplier, channels, kh, kw) -> (channels * multiplier, 1, kh, kw)
        weight = op.reshape(
            op.permute_dims(weight, (1, 0, 2, 3)), (shape[1] * w_shape[0], 1, *w_shape[2:])
        )
        padding = padding_of(
            self.pad_mode, self.pad, shape[2:], w_shape[2:], self.stride, self.dilation
        )
        return wrap(op.conv(value, weight, self.stride, padding, self.dilation, shape[1]), x._name)
