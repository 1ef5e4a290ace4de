"""The two-dimensional transposed convolution and the gradient of a convolution."""

from __future__ import annotations

from .....core import op
from .... import _checkparam as validator
from ....common.tensor import Tensor, wrap
from ...arguments import ints_of, kind_of, shown
from ...primitive import Primitive, prim_attr_register
from .checks import failing_gradient, kernel_refused, must_match, refuse_dtype
from .forward import extent_of, refuse_extents, refuse_small
from .kernel import DESCRIPTOR, check_data_format, check_pad_zero, pair_of


class Conv2DBackpropInput(Primitive, inputs="out_backprop filter input_sizes"):
    """Gradient of a `Conv2D` for its input, which is the two-dimensional transposed convolution.

    `Conv2DTranspose` is the same operator under the name that decoders use. The convolution
    multiplies by a sparse matrix that the filters make; this multiplies by its transpose (Dumoulin
    and Visin, arXiv:1603.07285, chapter 4).

    Args:
        out_channel (int): output channels of the convolution, C_out, the channels of `dout`.
        kernel_size (int or tuple of 2 ints): height and width of the filters; at least 1.
        pad_mode (str, default 'valid'): "valid" (no padding), "same" (extents of `dout` are those
            of the result divided by the stride, rounded up) or "pad" (`pad` says how much). Capital
            letters are taken, too.
        pad (int or tuple of 4 ints, default 0): padding of the convolution in the mode "pad", one
            number for all sides or (top, bottom, left, right); not negative, and 0 in the other
            modes.
        pad_list (tuple of 4 ints or None, default None): takes the place of `pad` in the mode "pad"
            unless one of its entries is -1.
        mode (int, default 1): only 1, cross-correlation.
        stride (int, tuple of 2 or 4 ints, default 1): step of the convolution down and right; of
            four, the last two count.
        dilation (int, tuple of 2 or 4 ints, default 1): distance of neighbouring taps of the
            filters; of four, the last two count.
        group (int, default 1): parts that the channels are divided into, each with filters of its
            own; divides C_in and `out_channel`.
        data_format (str, default 'NCHW'): "NCHW"; "NHWC" is refused, MindSpore has it on GPUs only.

    Inputs:
        dout (Tensor): (N, C_out, H_out, W_out), float16 or float32: the gradient for the result of
            the convolution.
        weight (Tensor): (C_out, C_in / group, kernel height, kernel width), of the dtype of `dout`.
        input_size (tuple of 4 ints or Tensor of int64): (N, C_in, H_in, W_in), the shape of the
            convolution's input.

    Outputs:
        Tensor of shape `input_size` and of the dtype of `dout`: the gradient for the input. Sizes
        fit each other as `Conv2DTranspose` says.

    Raises:
        TypeError: an argument has another type; `dout` or `weight` is no Tensor, their dtypes
            differ, or are not float16 or float32.
        ValueError: a number is not positive (or negative, for `pad`), `mode` is not 1, `pad_mode`
            or `data_format` is another word, `pad` is not 0 outside the mode "pad" or has not four
            entries; the call has not three operands.
        RuntimeError: the sizes do not fit each other.

    Note:
        A wrong `out_channel` or `kernel_size` is reported by the gradient, not by the call, as in
        MindSpore.

    Example:
        >>> x = Tensor(np.ones((1, 1, 4, 4)), ms.float32)
        >>> weight = Tensor([[[[1.0, 2.0], [3.0, 4.0]]]])
        >>> dout = ops.ones((1, 1, 2, 2), ms.float32)
        >>> gradient = ops.Conv2DBackpropInput(out_channel=1, kernel_size=2, stride=2)
        >>> print(gradient(dout, weight, ops.shape(x)))
        [[[[1. 2. 1. 2.]
           [3. 4. 3. 4.]
           [1. 2. 1. 2.]
           [3. 4. 3. 4.]]]]
    """

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
        self._refuse_pad_list()
        if not isinstance(dout, Tensor):
            raise TypeError(
                f"For Primitive[{name}], the input argument[doutput] must be a Tensor but got "
                f"{kind_of(dout)}."
            )
        size = self._size_of(input_size)
        must_match(name, "doutput, x", "x", dout, weight, self._known)
        refuse_dtype(name, "doutput", dout._name, self._known)
        late = isinstance(input_size, Tensor) and input_size._name != "int64"
        if late or dout._name not in ("float16", "float32"):
            raise kernel_refused("Conv2DBackpropInput")
        return wrap(self._transposed(dout._value, weight._value, size), dout._name)

    def _refuse_pad_list(self):
        """MindSpore reads the attribute as a vector of integers at every call."""
        given = self.pad_list
        if given is not None and not isinstance(given, (tuple, list)):
            raise RuntimeError(f"Error GetValue for value: {_constant(given)}, type: vector<l>")

    def _sides(self):
        """Padding of the mode "pad": `pad_list`, unless an entry of it is -1."""
        given = self.pad_list
        if given is None or any(entry < 0 for entry in given):
            return self.pad
        return tuple(given)

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
        lead = self._lead(size, w_shape)
        filters = w_shape[0] // self.group * self.group
        used = w if filters == w_shape[0] else _first_filters(w, w_shape, filters)
        result = op.conv_input_grad(g, used, size, stride, lead, dilation, self.group)
        result = self._checked_gradient(result, g, w, size)
        return op.permute_dims(result, (0, 2, 3, 1)) if last else result

    def _checked_gradient(self, result, g, w, size):
        """`result`, with the error of the gradient if there is one: that of a Conv2D on `size`."""
        try:
            self._check_convolution(op.shape_of(g), op.shape_of(w), size)
        except (RuntimeError, ValueError) as error:
            return failing_gradient(result, g, w, error)
        return result

    def _check_convolution(self, g_shape, w_shape, size):
        expected = {"w_shape[0]": ("out_channel", self.out_channel)}
        for i, extent in enumerate(self.kernel_size):
            expected[f"w_shape[{2 + i}]"] = (f"kernel_size[{i}]", extent)
        for found, (what, (argument, extent)) in zip(
            (w_shape[0], *w_shape[2:]), expected.items(), strict=True
        ):
            if found != extent:
                raise RuntimeError(
                    f"For 'Conv2D', '{what}' must be equal to '{argument}', but got '{what}': "
                    f"{found}, '{argument}': {extent}."
                )
        mode = self.pad_mode.lower()
        pads = ((0, 0), (0, 0)) if mode == "valid" else (self.pad[:2], self.pad[2:])
        if mode != "same":
            refuse_small(size, w_shape, pads)
        stride, reach = self.stride[-2:], self._reach(w_shape)
        axes = zip(size[2:], reach, stride, pads, strict=True)
        extents = [extent_of(mode, *axis) for axis in axes]
        refuse_extents("Conv2D", extents, -1)
        if tuple(extents) != tuple(g_shape[2:]) or w_shape[0] % self.group:
            raise RuntimeError(DESCRIPTOR)

    def _reach(self, w_shape):
        """Extents of the kernel with its dilation."""
        return [(k - 1) * d + 1 for k, d in zip(w_shape[2:], self.dilation[-2:], strict=True)]

    def _lead(self, size, w_shape):
        if self.pad_mode == "PAD":
            sides = self._sides()
            return sides[0], sides[2]
        if self.pad_mode == "VALID":
            return 0, 0
        lead = []
        for extent, reach, stride in zip(
            size[2:], self._reach(w_shape), self.stride[-2:], strict=True
        ):
            steps = -(-extent // stride)
            lead.append(max((steps - 1) * stride + reach - extent, 0) // 2)
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
                "For 'Conv2DBackpropInput', the rank of input must be euqal to weight's, but got "
                f"input shape: {listed}, weight shape: [const vector]{list(w_shape)}"
            )
        if len(size) not in (4, 5):
            raise RuntimeError(f"Conv grad only supports 4D/5D input, but got {len(size)}D!")
        if len(size) == 5:
            raise RuntimeError(
                "Conv2DBackpropInput only supports 5D input with NCDHW format, but got format NCHW"
            )
        if size[1] % self.group:
            raise RuntimeError("Conv grad channels must be divided by group!")
        if self.pad_mode == "PAD" and len(self._sides()) != 4:
            raise RuntimeError(f"pad list must be 4D, but got {len(self._sides())}D!")
        if not self._consistent(g_shape, w_shape, size):
            raise RuntimeError(DESCRIPTOR)

    def _consistent(self, g_shape, w_shape, size):
        if len(g_shape) != 4 or 0 in size[:2]:
            return False
        filters = w_shape[0] // self.group * self.group
        if size[0] != g_shape[0] or size[1] != w_shape[1] * self.group or g_shape[1] != filters:
            return False
        axes = enumerate(zip(g_shape[2:], self._reach(w_shape), size[2:], strict=True))
        return all(self._meets(i, *axis) for i, axis in axes)

    def _meets(self, axis, steps, reach, extent):
        """Whether a convolution of `extent` has `steps` outputs; the division truncates."""
        stride = self.stride[-2:][axis]
        if self.pad_mode == "SAME":
            return -(-extent // stride) == steps
        if self.pad_mode == "PAD":
            extent += sum(self._sides()[2 * axis : 2 * axis + 2])
        return int((extent - reach) / stride) + 1 == steps


def _constant(value):
    """A constant as MindSpore's texts show it."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, dict):
        return "{" + ", ".join(f"'{k}': {_constant(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (bool, int, float, str, tuple, list)):
        return shown(value)
    return f"InterpretedObject: '{value}'"


def _first_filters(w, shape, count):
    """`w` without the filters that the groups leave over."""
    return op.strided_slice(w, (0,) * 4, (count, *shape[1:]), (1,) * 4)


def _checked_nhwc(size):
    if len(size) != 4:
        raise RuntimeError(
            "For 'Conv2DBackpropInput', the rank of input must be euqal to weight's, but got input "
            f"shape: [const vector]{list(size)}"
        )
    return size[0], size[3], size[1], size[2]


class Conv2DTranspose(Conv2DBackpropInput):
    """Two-dimensional transposed convolution: the gradient of a `Conv2D` for its input.

    Used to enlarge feature maps with learned filters, in decoders, segmentation networks and
    generators. It is no inverse of the convolution: it restores the shape, not the values. Every
    element of `dout` puts a copy of the filters, multiplied by it, into the result, `stride` apart;
    overlapping copies are added (Zeiler et al., "Deconvolutional Networks", 2010; Dumoulin and
    Visin, arXiv:1603.07285, chapter 4). Several sizes have the same convolved size, so the size of
    the result is an operand of the call.

    Args:
        out_channel (int): output channels of the convolution whose gradient this is, C_out, the
            channels of `dout`.
        kernel_size (int or tuple of 2 ints): height and width of the filters; at least 1.
        pad_mode (str, default 'valid'): "valid" (no padding), "same" (extents of `dout` are those
            of the result divided by the stride, rounded up; padding is shared out, the odd row or
            column at the bottom and right) or "pad" (`pad` says how much). Capital letters are
            taken, too.
        pad (int or tuple of 4 ints, default 0): padding of the convolution in the mode "pad", one
            number for all sides or (top, bottom, left, right); not negative, and 0 in the other
            modes.
        pad_list (tuple of 4 ints or None, default None): takes the place of `pad` in the mode "pad"
            unless one of its entries is -1.
        mode (int, default 1): only 1, cross-correlation.
        stride (int, tuple of 2 or 4 ints, default 1): step of the convolution down and right; of
            four, the last two count.
        dilation (int, tuple of 2 or 4 ints, default 1): distance of neighbouring taps of the
            filters; of four, the last two count.
        group (int, default 1): parts that the channels are divided into, each with filters of its
            own; divides C_in and `out_channel`.
        data_format (str, default 'NCHW'): "NCHW"; "NHWC" is refused, MindSpore has it on GPUs only.

    Inputs:
        dout (Tensor): (N, C_out, H_out, W_out), float16 or float32.
        weight (Tensor): (C_out, C_in / group, kernel height, kernel width), of the dtype of `dout`.
        input_size (tuple of 4 ints or Tensor of int64): (N, C_in, H_in, W_in), the shape of the
            result.

    Outputs:
        Tensor of shape `input_size` and of the dtype of `dout`. With K = (kernel_size - 1) *
        dilation + 1 along an axis, sizes fit each other if H_out = (H_in - K) // stride + 1
        ("valid"), H_out = ceil(H_in / stride) ("same"), or H_out = (H_in + top + bottom - K) //
        stride + 1 ("pad"); so do widths.

    Raises:
        TypeError: an argument has another type; `dout` or `weight` is no Tensor, their dtypes
            differ, or are not float16 or float32.
        ValueError: a number is not positive (or negative, for `pad`), `mode` is not 1, `pad_mode`
            or `data_format` is another word, `pad` is not 0 outside the mode "pad" or has not four
            entries; the call has not three operands.
        RuntimeError: the sizes do not fit each other.

    Note:
        A wrong `out_channel` or `kernel_size` is reported by the gradient, not by the call, as in
        MindSpore.

    Example:
        >>> dout = Tensor([[[[1.0, 2.0], [3.0, 4.0]]]])
        >>> weight = ops.ones((1, 1, 2, 2), ms.float32)
        >>> transposed = ops.Conv2DTranspose(out_channel=1, kernel_size=2)
        >>> print(transposed(dout, weight, (1, 1, 3, 3)))
        [[[[ 1.  3.  2.]
           [ 4. 10.  6.]
           [ 3.  7.  4.]]]]
        >>> transposed = ops.Conv2DTranspose(1, 2, stride=2)
        >>> transposed(dout, weight, (1, 1, 4, 4)).shape
        (1, 1, 4, 4)
    """

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
