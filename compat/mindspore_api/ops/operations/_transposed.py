"""The transposed convolutions: Conv2DBackpropInput, Conv2DTranspose, Conv3DTranspose."""

from __future__ import annotations

from ....core import autodiff, op
from ... import _checkparam as validator
from ...common.tensor import Tensor, wrap
from .._operands import ints_of, kind_of, operand, shown, tensor_kind
from ..primitive import Primitive, prim_attr_register
from ._windows import (
    check_data_format,
    check_pad_zero,
    pair_of,
    platform_takes_channels_last,
    triple_of,
)

_DESCRIPTOR = (
    "could not create a descriptor for a dilated convolution forward propagation primitive"
)
_SIDES = ("head", "tail", "top", "bottom", "left", "right")


def _must_match(name, first, second, x, w, known):
    """dtype checks of two operands; `first` and `second` are their names in the texts."""
    if not isinstance(w, Tensor):
        listing = ", ".join(sorted(tensor_kind(d) for d in known))
        raise TypeError(
            f"The primitive[{name}]'s input arguments[{first}] must be all tensor and those type must "
            f"be same. But got input argument[{second}]:{kind_of(w)}\nValid type list: {{{listing}}}."
        )
    if x._name != w._name:
        raise TypeError(
            f"For primitive[{name}], the input type must be same.\n"
            f"name:[{first.split(', ')[0] if second == 'x' else 'x'}]:{tensor_kind(x._name)}.\n"
            f"name:[{second}]:{tensor_kind(w._name)}."
        )


def _refuse_dtype(name, argument, dtype, known):
    if dtype not in known:
        listing = ", ".join(sorted(tensor_kind(d) for d in known))
        raise TypeError(
            f"For primitive[{name}], the input argument[{argument}] must be a type of {{{listing}}}, "
            f"but got {tensor_kind(dtype)}."
        )


def _kernel_refused(name):
    return TypeError(
        f"- Kernel select failed:\nSelect CPU operator[{name}] fail! Unsupported data type!"
    )


def _failing_gradient(result, x, w, error):
    """`result` of x and w whose gradient raises `error`; the original checks only there."""

    def backward(cotangents, xs, results):
        raise error

    engine = autodiff.engine()
    if not (engine.is_tracked(x) or engine.is_tracked(w)):
        return result
    plain = engine.detach(result)
    return engine.custom(lambda x, w: plain, backward)(x, w)


# -- two dimensions ----------------------------------------------------------------------------


class Conv2DBackpropInput(Primitive):
    """Gradient of a 2-D convolution for its input, which is the transposed convolution."""

    _io = ("out_backprop filter input_sizes", "output")
    _known = ("float16", "float32", "int32", "int8")

    @prim_attr_register
    def __init__(
        self,
        out_channel,
        kernel_size,
        pad_mode="valid",
        pad=0,
        pad_list=None,
        mode=1,
        stride=1,
        dilation=1,
        group=1,
        data_format="NCHW",
    ):
        name = self.name
        self.out_channel = validator.check_positive_int(out_channel, "out_channel", name)
        self.kernel_size = pair_of("kernel_size", kernel_size, name)
        self.add_prim_attr("kernel_size", self.kernel_size)
        self.format = check_data_format(data_format, name, "the platform")
        self.add_prim_attr("data_format", self.format)
        self.stride = pair_of("stride", stride, name, four=True)
        self.add_prim_attr("stride", self.stride)
        self.dilation = pair_of("dilation", dilation, name, four=True)
        self.add_prim_attr("dilation", self.dilation)
        self._take_pad(pad, pad_mode)
        self.mode = validator.check_equal_int(mode, 1, "mode", name)
        self.group = validator.check_positive_int(group, "group", name)
        self.add_prim_attr("groups", self.group)
        if pad_list:
            for entry in pad_list:
                if entry != -1:
                    validator.check_non_negative_int(entry, "element of pad_list", name)

    def _take_pad(self, pad, pad_mode):
        name = self.name
        validator.check_value_type("pad", pad, (int, tuple), name)
        validator.check_value_type("pad_mode", pad_mode, [str], name)
        if isinstance(pad, int):
            pad = (pad,) * 4
        else:
            validator.check_equal_int(len(pad), 4, "pad size", name)
        self.pad_mode = validator.check_string(
            pad_mode.lower(), ["valid", "same", "pad"], "pad_mode", name
        )
        check_pad_zero(name, pad, pad_mode, self.init_attrs["pad"])
        self.add_prim_attr("pad", pad)
        self.padding = pad
        if self.pad_mode == "pad":
            for entry in pad:
                validator.check_non_negative_int(entry, "pad item", name)
        self.add_prim_attr("pad_mode", self.pad_mode.upper())

    def __call__(self, *args):
        if len(args) != 3:
            raise ValueError(
                f"{self.name} inputs size {len(args)} does not match the requires signature size 3"
            )
        return self._compute(*args)

    def _compute(self, dout, weight, input_size):
        name = self.name
        if not isinstance(dout, Tensor):
            raise TypeError(
                f"For Primitive[{name}], the input argument[doutput] must be a Tensor but got "
                f"{kind_of(dout)}."
            )
        size = self._size_of(input_size)
        _must_match(name, "doutput, x", "x", dout, weight, self._known)
        _refuse_dtype(name, "doutput", dout._name, self._known)
        late = isinstance(input_size, Tensor) and input_size._name != "int64"
        if late or dout._name not in ("float16", "float32"):
            raise _kernel_refused("Conv2DBackpropInput")
        return wrap(self._transposed(dout._value, weight._value, size), dout._name)

    def _size_of(self, input_size):
        if isinstance(input_size, Tensor) and input_size.ndim != 1:
            raise ValueError(
                f"For Primitive[{self.name}], Shape of shape value only could be one-dimensional"
            )
        return ints_of(self.name, "input[shape]", input_size)

    def _transposed(self, g, w, size):
        last = self.format == "NHWC"
        if last:
            size = _checked_nhwc(size)
            g, w = op.permute_dims(g, (0, 3, 1, 2)), op.permute_dims(w, (0, 3, 1, 2))
        g_shape, w_shape = op.shape_of(g), op.shape_of(w)
        self._check_size(g_shape, w_shape, size)
        stride, dilation = self.stride[-2:], self.dilation[-2:]
        lead = self._lead(size, w_shape, stride, dilation)
        result = op.conv_input_grad(g, w, size, stride, lead, dilation, self.group)
        result = self._checked_gradient(result, g, w, w_shape)
        return op.permute_dims(result, (0, 2, 3, 1)) if last else result

    def _checked_gradient(self, result, g, w, w_shape):
        text = None
        if w_shape[0] != self.out_channel:
            text = (
                "For 'Conv2D', 'w_shape[0]' must be equal to 'out_channel', but got 'w_shape[0]': "
                f"{w_shape[0]}, 'out_channel': {self.out_channel}."
            )
        else:
            for i, extent in enumerate(self.kernel_size):
                if w_shape[2 + i] != extent and text is None:
                    text = (
                        f"For 'Conv2D', 'w_shape[{2 + i}]' must be equal to 'kernel_size[{i}]', but got "
                        f"'w_shape[{2 + i}]': {w_shape[2 + i]}, 'kernel_size[{i}]': {extent}."
                    )
        return result if text is None else _failing_gradient(result, g, w, RuntimeError(text))

    def _lead(self, size, w_shape, stride, dilation):
        if self.pad_mode == "PAD":
            return self.pad[0], self.pad[2]
        if self.pad_mode == "VALID":
            return 0, 0
        lead = []
        for i in range(2):
            reach = (w_shape[2 + i] - 1) * dilation[i] + 1
            steps = -(-size[2 + i] // stride[i])
            lead.append(max((steps - 1) * stride[i] + reach - size[2 + i], 0) // 2)
        return tuple(lead)

    def _check_size(self, g_shape, w_shape, size):
        listed = f"[const vector]{list(size)}"
        if any(n < -2 for n in size):
            raise ValueError(f"Shape should not have values less than -2 but got ({listed}).")
        if -2 in size and len(size) > 1:
            raise ValueError(f"Shape should have only one -2 or no -2 at all but got ({listed}).")
        if any(n < 0 for n in size):
            raise RuntimeError("The pointer[primitive_] is null.")
        if len(size) != len(w_shape):
            raise RuntimeError(
                "For 'Conv2DBackpropInput', the rank of input must be euqal to weight's, but got input "
                f"shape: {listed}, weight shape: [const vector]{list(w_shape)}"
            )
        if len(size) < 2 or size[1] % self.group:
            raise RuntimeError("Conv grad channels must be divided by group!")
        if not self._consistent(g_shape, w_shape, size):
            raise RuntimeError(_DESCRIPTOR)

    def _consistent(self, g_shape, w_shape, size):
        if len(g_shape) != 4 or len(size) != 4 or 0 in size[:2]:
            return False
        channels = size[1] == w_shape[1] * self.group and g_shape[1] == w_shape[0]
        if size[0] != g_shape[0] or not channels or w_shape[0] % self.group:
            return False
        return all(self._reaches(i, g_shape[2 + i], w_shape[2 + i], size[2 + i]) for i in range(2))

    def _reaches(self, axis, steps, kernel, extent):
        """Whether a convolution of `extent` has `steps` outputs; the division truncates."""
        stride, dilation = self.stride[-2:][axis], self.dilation[-2:][axis]
        reach = (kernel - 1) * dilation + 1
        if self.pad_mode == "PAD":
            extent += self.pad[2 * axis] + self.pad[2 * axis + 1]
        elif self.pad_mode == "SAME":
            return -(-extent // stride) == steps
        return int((extent - reach) / stride) + 1 == steps


def _checked_nhwc(size):
    if len(size) != 4:
        raise RuntimeError(
            "For 'Conv2DBackpropInput', the rank of input must be euqal to weight's, but got input "
            f"shape: [const vector]{list(size)}"
        )
    return size[0], size[3], size[1], size[2]


class Conv2DTranspose(Conv2DBackpropInput):
    """2-D transposed convolution; the sizes of the result are the third argument of the call."""

    @prim_attr_register
    def __init__(
        self,
        out_channel,
        kernel_size,
        pad_mode="valid",
        pad=0,
        pad_list=None,
        mode=1,
        stride=1,
        dilation=1,
        group=1,
        data_format="NCHW",
    ):
        super().__init__(
            out_channel,
            kernel_size,
            pad_mode,
            pad,
            pad_list,
            mode,
            stride,
            dilation,
            group,
            data_format,
        )


# -- three dimensions --------------------------------------------------------------------------


class Conv3DTranspose(Primitive):
    """3-D transposed convolution."""

    _io = ("x filter", "output")
    _known = ("float16", "float32")

    @prim_attr_register
    def __init__(
        self,
        in_channel,
        out_channel,
        kernel_size,
        mode=1,
        pad_mode="valid",
        pad=0,
        stride=1,
        dilation=1,
        group=1,
        output_padding=0,
        data_format="NCDHW",
    ):
        name = self.name
        self.in_channel = validator.check_positive_int(in_channel, "in_channel", name)
        self.add_prim_attr("in_channel", self.in_channel)
        self.out_channel = validator.check_positive_int(out_channel, "out_channel", name)
        self.add_prim_attr("out_channel", self.out_channel)
        self.kernel_size = triple_of("kernel_size", kernel_size, name)
        self.add_prim_attr("kernel_size", self.kernel_size)
        self._stride = triple_of("stride", stride, name)
        self._dilation = triple_of("dilation", dilation, name)
        self.stride = (1, 1, *self._stride)
        self.add_prim_attr("strides", self.stride)
        self.dilation = (1, 1, *self._dilation)
        self.add_prim_attr("dilations", self.dilation)
        if self._dilation[0] != 1:
            raise ValueError(
                f"For '{name}', the depth of parameter 'dilation' must be 1, but got {self._dilation[0]}."
            )
        self._take_pad(pad, pad_mode)
        self.mode = validator.check_equal_int(mode, 1, "mode", name)
        self.add_prim_attr("mode", self.mode)
        # 2.0.0 takes only 1 although its page promises more; later releases keep the promise.
        if type(group) is not int or group < 1:
            validator.check_equal_int(group, 1, "group", name)
        self.group = group
        self.add_prim_attr("groups", group)
        self.format = validator.check_string(data_format, ["NCDHW"], "format", name)
        self.add_prim_attr("data_format", self.format)
        self._take_output_padding(output_padding)

    def _take_pad(self, pad, pad_mode):
        name = self.name
        validator.check_value_type("pad", pad, (int, tuple), name)
        validator.check_value_type("pad_mode", pad_mode, [str], name)
        sides = (pad,) * 6 if isinstance(pad, int) else pad
        if len(sides) != 6:
            raise ValueError(
                f"For '{name}', attr 'pad' must be an positive int number or a tuple of six positive int "
                f"numbers, but got {pad}."
            )
        self.pad_list = sides
        self.add_prim_attr("pad_list", sides)
        self.pad_mode = validator.check_string(
            pad_mode.lower(), ["valid", "same", "pad"], "pad_mode", name
        )
        self.add_prim_attr("pad_mode", self.pad_mode)
        if self.pad_mode != "pad":
            check_pad_zero(name, sides, "not pad", pad, pad_mode)
        else:
            for entry in sides:
                validator.check_non_negative_int(entry, "pad item", name)

    def _take_output_padding(self, output_padding):
        name = self.name
        extra = triple_of("output_padding", output_padding, name, positive=False)
        self.output_padding = (1, 1, *extra)
        self.add_prim_attr("output_padding", self.output_padding)
        self._extra = extra
        if self.pad_mode != "pad" and extra != (0, 0, 0):
            raise ValueError(
                f"For '{name}', the 'output_padding' must be zero or (0, 0, 0) when 'pad_mode' is not "
                f"\"pad\", but got 'output_padding' is {output_padding} and 'pad_mode' is "
                f"{self.init_attrs['pad_mode']}."
            )
        d, h, w = self.kernel_size
        text = "The product of height, width and depth of {} belonging [1, {}]"
        for value, what, limit in (
            (d * h * w, "kernel_size", 343),
            (self._stride[0], "stride", 343),
            (self._stride[0], "stride", 256),
        ):
            validator.check_int_range(
                value, 1, limit, validator.INC_BOTH, text.format(what, limit), name
            )
        between = (", ", ",", ",")
        for axis, extra_here, stride, dilation, comma in zip(
            "dhw", extra, self._stride, self._dilation, between, strict=True
        ):
            validator.check_int_range(
                extra_here,
                0,
                max(stride, dilation),
                validator.INC_LEFT,
                f"output_padding_{axis} belonging [0, max(stride_{axis}{comma}dilation_{axis}))",
                name,
            )

    def _compute(self, *args):
        if len(args) < 2:
            raise ValueError(
                f"For primitive[{self.name}], the {self.name} infer check must be greater than or equal "
                f"to 2, but got {len(args)}."
            )
        x, weight, *rest = args
        operand(self.name, "x", x)
        _refuse_dtype(self.name, "x", x._name, self._known)
        _must_match(self.name, "w, x", "w", x, weight, self._known)
        self._check_shapes(x.shape, weight.shape)
        if any(extra is not None for extra in rest):
            raise _kernel_refused(self.name)
        return wrap(self._transposed(x._value, weight._value, bool(rest)), x._name)

    def _check_shapes(self, x, w):
        name = self.name
        for argument, shape in (("x", x), ("w", w)):
            if len(shape) != 5:
                raise ValueError(
                    f"For primitive[{name}], the {argument} shape size must be equal to 5, but got "
                    f"{len(shape)}."
                )
        if x[1] != w[0]:
            raise ValueError(
                f"For primitive[{name}], the filter's batch, input x's channel must be equal to {x[1]}, "
                f"but got {w[0]}."
            )
        if w[2:] != self.kernel_size:
            raise ValueError(
                f"For '{name}', the dimension 'DHW' of input 'weight' must be  equal to the shape of "
                f"'kernel size', but got 'DHW' of input 'weight': {shown(w[2:])}, and 'kernel size': "
                f"{shown(self.kernel_size)}."
            )

    def _transposed(self, x, w, extras):
        shape, w_shape = op.shape_of(x), op.shape_of(w)
        lead, size = self._geometry(shape[2:])
        if any(n < 0 for n in size):
            self._refuse_negative(size)
        if any(p >= s for p, s in zip(self._extra, self._stride, strict=True) if p):
            raise RuntimeError(_DESCRIPTOR)
        if w_shape[0] % self.group:
            raise RuntimeError("Conv grad channels must be divided by group!")
        full = (shape[0], w_shape[1] * self.group, *size)
        error = self._gradient_error(w_shape, extras)
        if op.dtype_of(x) == "float16":
            result = self._half(x, w, full, lead)
        else:
            result = op.conv_input_grad(x, w, full, self._stride, lead, self._dilation, self.group)
        return result if error is None else _failing_gradient(result, x, w, error)

    def _half(self, x, w, full, lead):
        """float16, where the original's gradient of the weight is float32."""
        stride, dilation, group = self._stride, self._dilation, self.group
        w_shape = op.shape_of(w)

        def forward(x, w):
            return op.conv_input_grad(x, w, full, stride, lead, dilation, group)

        def backward(cotangents, xs, results):
            g, x, w = cotangents[0], xs[0], xs[1]
            extents = op.shape_of(x)[2:]
            padding = _padding_for(full[2:], extents, w_shape[2:], stride, dilation, lead)
            wide = [op.astype(i, "float32") for i in (g, x)]
            return (
                op.conv(g, w, stride, padding, dilation, group),
                op.conv_filter_grad(*wide, w_shape, stride, lead, dilation, group),
            )

        return autodiff.engine().custom(forward, backward)(x, w)

    def _refuse_negative(self, size):
        below = [(i, n) for i, n in enumerate(size, start=2) if n < -2]
        if below:
            raise ValueError(
                f"For 'Conv3DTranspose output_shape',  shape element [{below[0][0]}] must be positive "
                f"integer or -1 or -2, but got: {below[0][1]}."
            )
        raise RuntimeError("The pointer[primitive_] is null.")

    def _geometry(self, extents):
        """Leading positions to cut and the extents of the result, per axis."""
        lead, size = [], []
        for i, n in enumerate(extents):
            stride = self._stride[i]
            reach = (self.kernel_size[i] - 1) * self._dilation[i] + 1
            if self.pad_mode == "pad":
                low, high = self.pad_list[2 * i], self.pad_list[2 * i + 1]
                lead.append(low)
                size.append((n - 1) * stride + reach - low - high + self._extra[i])
            elif self.pad_mode == "valid":
                lead.append(0)
                size.append(n * stride + max(reach - stride, 0))
            else:
                lead.append(max(reach - stride, 0) // 2)
                size.append(n * stride)
        return tuple(lead), tuple(size)

    def _gradient_error(self, w_shape, extras):
        if w_shape[0] != self.in_channel:
            return ValueError(
                "For 'Conv3D', 'w_shape[0]' must be equal to 'out_channel', but got 'w_shape[0]': "
                f"{w_shape[0]}, 'out_channel': {self.in_channel}."
            )
        for i, side in enumerate(_SIDES):
            reach = (self.kernel_size[i // 2] - 1) * self._dilation[i // 2] + 1
            if self.pad_mode == "pad" and self.pad_list[i] >= reach:
                return ValueError(
                    f"For 'Conv3D', pad {side} must be in range [0, {reach}), but got "
                    f"{self.pad_list[i]}"
                )
        if extras:
            return RuntimeError(
                "The size of dins is not same as op_args, cnode: Conv3DTranspose with an extra input."
            )
        return None


def _padding_for(full, extents, kernel, stride, dilation, lead):
    """Padding with which a convolution of `full` has just `extents` outputs."""
    pairs = []
    for size, n, k, s, d, low in zip(full, extents, kernel, stride, dilation, lead, strict=True):
        pairs.append((low, (n - 1) * s + (k - 1) * d + 1 - size - low))
    return tuple(pairs)


__all__ = [
    "Conv2DBackpropInput",
    "Conv2DTranspose",
    "Conv3DTranspose",
    "platform_takes_channels_last",
]
