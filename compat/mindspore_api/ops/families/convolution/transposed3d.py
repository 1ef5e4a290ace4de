"""The three-dimensional transposed convolution."""

from __future__ import annotations

from .....core import autodiff, op
from .... import _checkparam as validator
from ....common.tensor import Tensor, wrap
from ...arguments import operand, shown
from ...primitive import Primitive, prim_attr_register
from .checks import failing_gradient, kernel_refused, must_match, refuse_dtype
from .forward import pad_outside
from .kernel import DESCRIPTOR, check_pad_zero, triple_of


def conv3d_transpose(
    inputs,
    weight,
    pad_mode="valid",
    padding=0,
    stride=1,
    dilation=1,
    group=1,
    output_padding=0,
):
    """3-D transposed convolution."""
    if not isinstance(weight, Tensor) or weight.ndim != 5:
        raise ValueError("For 'conv3d_transpose', the 'weight' must be a Tensor of rank 5.")
    transposed = Conv3DTranspose(
        weight.shape[0],
        weight.shape[1] * group,
        weight.shape[2:],
        1,
        pad_mode,
        padding,
        stride,
        dilation,
        group,
        output_padding,
    )
    return transposed(inputs, weight)


class Conv3DTranspose(Primitive, inputs="x filter"):
    """Three-dimensional transposed convolution: the gradient of a `Conv3D` for its input.

    Every element of `x` puts a copy of the filters, multiplied by it, into the result, `stride`
    apart; overlapping copies are added (Dumoulin and Visin, arXiv:1603.07285, chapter 4).

    Args:
        in_channel (int): channels of `x`, C_in.
        out_channel (int): channels of the result, C_out.
        kernel_size (int or tuple of 3 ints): depth, height and width of the filters; their product
            is at most 343.
        mode (int, default 1): only 1, cross-correlation.
        pad_mode (str, default 'valid'): "valid", "same" or "pad": how much of the result's border
            is cut off, see below. Capital letters are taken, too.
        pad (int or tuple of 6 ints, default 0): in the mode "pad" what is cut off: one number for
            all sides or (head, tail, top, bottom, left, right); not negative, and 0 in the other
            modes.
        stride (int or tuple of 3 ints, default 1): distance of the copies of the filters along
            depth, height and width.
        dilation (int or tuple of 3 ints, default 1): distance of neighbouring taps of the filters;
            along the depth only 1.
        group (int, default 1): parts that the channels are divided into, each with filters of its
            own.
        output_padding (int or tuple of 3 ints, default 0): extra extent at the end, in the mode
            "pad" only; smaller than the stride or the dilation.
        data_format (str, default 'NCDHW'): only "NCDHW".

    Inputs:
        x (Tensor): (N, C_in, D_in, H_in, W_in), float16 or float32.
        weight (Tensor): (C_in, C_out / group, kernel depth, kernel height, kernel width), of the
            dtype of `x`.

    Outputs:
        Tensor (N, C_out, D_out, H_out, W_out) of the dtype of `x`. With K = (kernel_size - 1) *
        dilation + 1 along an axis, D_out is D_in * stride + max(K - stride, 0) ("valid"), D_in *
        stride ("same"), or (D_in - 1) * stride + K - head - tail + output_padding ("pad"); so are
        heights and widths.

    Raises:
        TypeError: an argument has another type; an operand is no Tensor, the dtypes differ, or are
            not float16 or float32.
        ValueError: a number is out of its range, a word is another one, `pad` or `output_padding`
            is not 0 outside the mode "pad"; an operand has not five axes, or its shape does not fit
            `kernel_size` or the channels.
        RuntimeError: `output_padding` is not smaller than the stride, or `group` does not divide
            the channels.

    Note:
        MindSpore 2.0.0 takes only `group=1` although its page promises more; here groups work, as
        in later releases. A wrong `in_channel` is reported by the gradient, not by the call.

    Example:
        >>> x = ops.ones((1, 1, 1, 2, 2), ms.float32)
        >>> weight = ops.ones((1, 1, 1, 2, 2), ms.float32)
        >>> transposed = ops.Conv3DTranspose(in_channel=1, out_channel=1, kernel_size=(1, 2, 2))
        >>> print(transposed(x, weight))
        [[[[[1. 2. 1.]
            [2. 4. 2.]
            [1. 2. 1.]]]]]
        >>> ops.Conv3DTranspose(1, 1, (1, 2, 2), stride=2)(x, weight).shape
        (1, 1, 2, 4, 4)
    """

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
                f"For '{name}', the depth of parameter 'dilation' must be 1, but got "
                f"{self._dilation[0]}."
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
                f"For '{name}', attr 'pad' must be an positive int number or a tuple of six "
                f"positive int numbers, but got {pad}."
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
                f"For '{name}', the 'output_padding' must be zero or (0, 0, 0) when 'pad_mode' is "
                f"not \"pad\", but got 'output_padding' is {output_padding} and 'pad_mode' is "
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
                f"For primitive[{self.name}], the {self.name} infer check must be greater than or "
                f"equal to 2, but got {len(args)}."
            )
        x, weight, *rest = args
        operand(self.name, "x", x)
        refuse_dtype(self.name, "x", x._name, self._known)
        must_match(self.name, "w, x", "w", x, weight, self._known)
        self._check_shapes(x.shape, weight.shape)
        if any(extra is not None for extra in rest):
            raise kernel_refused(self.name)
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
                f"For primitive[{name}], the filter's batch, input x's channel must be equal to "
                f"{x[1]}, but got {w[0]}."
            )
        if w[2:] != self.kernel_size:
            raise ValueError(
                f"For '{name}', the dimension 'DHW' of input 'weight' must be  equal to the shape "
                f"of 'kernel size', but got 'DHW' of input 'weight': {shown(w[2:])}, and 'kernel "
                f"size': {shown(self.kernel_size)}."
            )

    def _transposed(self, x, w, extras):
        shape, w_shape = op.shape_of(x), op.shape_of(w)
        lead, size = self._geometry(shape[2:])
        if any(n < 0 for n in size):
            self._refuse_negative(size)
        if any(p >= s for p, s in zip(self._extra, self._stride, strict=True) if p):
            raise RuntimeError(DESCRIPTOR)
        if w_shape[0] % self.group:
            raise RuntimeError("Conv grad channels must be divided by group!")
        full = (shape[0], w_shape[1] * self.group, *size)
        error = self._gradient_error(w_shape, extras)
        if op.dtype_of(x) == "float16":
            result = self._half(x, w, full, lead)
        else:
            result = op.conv_input_grad(x, w, full, self._stride, lead, self._dilation, self.group)
        return result if error is None else failing_gradient(result, x, w, error)

    def _half(self, x, w, full, lead):
        """float16, where MindSpore's gradient of the weight is float32."""
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
                f"For 'Conv3DTranspose output_shape',  shape element [{below[0][0]}] must be "
                f"positive integer or -1 or -2, but got: {below[0][1]}."
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
        if self.group == 1:  # versions that take groups do not check it any more
            reach = [(k - 1) * d + 1 for k, d in zip(self.kernel_size, self._dilation, strict=True)]
            error = pad_outside(self.pad_mode, self.pad_list, reach)
            if error is not None:
                return error
        if extras:
            return RuntimeError(
                "The size of dins is not same as op_args, cnode: Conv3DTranspose with an extra "
                "input."
            )
        return None


def _padding_for(full, extents, kernel, stride, dilation, lead):
    """Padding with which a convolution of `full` has just `extents` outputs."""
    pairs = []
    for size, n, k, s, d, low in zip(full, extents, kernel, stride, dilation, lead, strict=True):
        pairs.append((low, (n - 1) * s + (k - 1) * d + 1 - size - low))
    return tuple(pairs)
