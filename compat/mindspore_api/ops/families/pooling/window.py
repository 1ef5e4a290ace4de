"""Pooling over windows of a given kernel size."""

from __future__ import annotations

import math

from .....core import compose, op
from .... import _checkparam as validator
from ....common import dtype as mstype
from ....common.tensor import wrap
from ...arguments import operand
from ...primitive import Primitive, PrimitiveWithInfer, prim_attr_register
from ..convolution.forward import padding_of
from ..convolution.kernel import check_data_format, pair_of


def int_tuple(x, n):
    return (x,) * n if isinstance(x, int) else tuple(x)


def pairs_of(padding, n):
    """Pairs of padding from an int, one per axis, or both sides of every axis."""
    sides = int_tuple(padding, n)
    if len(sides) == n:
        return tuple((p, p) for p in sides)
    return tuple((sides[2 * i], sides[2 * i + 1]) for i in range(n))


def extents_of(shape, window, stride, padding, ceil_mode, dilation=None):
    """(output extents, padding whose end is enlarged where rounding up asks for it)."""
    dilation = dilation or (1,) * len(window)
    sizes, grown = [], []
    for n, w, s, (low, high), d in zip(shape, window, stride, padding, dilation, strict=True):
        reach = (w - 1) * d + 1
        free = n + low + high - reach
        size = free // s + 1
        if ceil_mode and free % s and (size * s) < n + low:
            size += 1
            high += s - free % s
        sizes.append(size)
        grown.append((low, high))
    return tuple(sizes), tuple(grown)


def window_average(x, window, stride, padding, ceil_mode=False, count_include_pad=True, divisor=0):
    """Mean of every window; the padding counts or not; `divisor` replaces the count."""
    shape = op.shape_of(x)[2:]
    _, grown = extents_of(shape, window, stride, padding, ceil_mode)
    total = op.sum_pool(x, window, stride, grown)
    dtype = op.dtype_of(x)
    if divisor:
        return op.divide(total, divisor)
    full = 1
    for w in window:
        full *= w
    if grown == padding and (count_include_pad or not any(p for pair in padding for p in pair)):
        return op.divide(total, float(full))
    ones = op.full((1, 1, *shape), 1, "float32", op.device_of(x))
    if count_include_pad:
        ones = op.pad(ones, ((0, 0), (0, 0), *padding), "constant", 1)
        extra = tuple((0, g[1] - p[1]) for g, p in zip(grown, padding, strict=True))
        count = op.sum_pool(ones, window, stride, extra)
    else:
        count = op.sum_pool(ones, window, stride, grown)
    return op.divide(total, op.astype(count, dtype))


def window_maximum(x, window, stride, padding, ceil_mode=False, dilation=None):
    """(largest element of every window, its position in the flattened spatial extents)."""
    dilation = dilation or (1,) * len(window)
    shape = op.shape_of(x)[2:]
    _, grown = extents_of(shape, window, stride, padding, ceil_mode, dilation)
    return op.max_pool(x, window, stride, grown, dilation)


def batched(name, x, rank):
    value = operand(name, "x", x)
    if x.ndim == rank - 1:
        return compose.expand_dims(value, 0), True
    if x.ndim != rank:
        raise ValueError(
            f"For '{name}', the input must have {rank - 1} or {rank} dimensions, but got {x.ndim}."
        )
    return value, False


def unbatched(value, single):
    return wrap(compose.squeeze(value, (0,)) if single else value)


def avg_pool1d(
    input_x, kernel_size=1, stride=1, padding=0, ceil_mode=False, count_include_pad=True
):
    """Mean of every window along the last axis."""
    x, single = batched("avg_pool1d", input_x, 3)
    found = window_average(
        x,
        int_tuple(kernel_size, 1),
        int_tuple(stride, 1),
        pairs_of(padding, 1),
        ceil_mode,
        count_include_pad,
    )
    return unbatched(found, single)


def avg_pool2d(
    input_x,
    kernel_size=1,
    stride=1,
    padding=0,
    ceil_mode=False,
    count_include_pad=True,
    divisor_override=0,
):
    """Mean of every window of the last two axes."""
    x, single = batched("avg_pool2d", input_x, 4)
    found = window_average(
        x,
        int_tuple(kernel_size, 2),
        int_tuple(stride, 2),
        pairs_of(padding, 2),
        ceil_mode,
        count_include_pad,
        divisor_override,
    )
    return unbatched(found, single)


def avg_pool3d(
    input_x,
    kernel_size=1,
    stride=1,
    padding=0,
    ceil_mode=False,
    count_include_pad=True,
    divisor_override=0,
):
    """Mean of every window of the last three axes."""
    x, single = batched("avg_pool3d", input_x, 5)
    found = window_average(
        x,
        int_tuple(kernel_size, 3),
        int_tuple(stride, 3),
        pairs_of(padding, 3),
        ceil_mode,
        count_include_pad,
        divisor_override,
    )
    return unbatched(found, single)


def _max_pool(name, x, n, kernel_size, stride, padding, dilation, ceil_mode, return_indices):
    value, single = batched(name, x, n + 2)
    window = int_tuple(kernel_size, n)
    steps = window if stride is None else int_tuple(stride, n)
    found, index = window_maximum(
        value, window, steps, pairs_of(padding, n), ceil_mode, int_tuple(dilation, n)
    )
    return (
        (unbatched(found, single), unbatched(index, single))
        if return_indices
        else unbatched(found, single)
    )


def max_pool2d(
    x, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False
):
    """Largest element of every window of the last two axes."""
    return _max_pool(
        "max_pool2d", x, 2, kernel_size, stride, padding, dilation, ceil_mode, return_indices
    )


def max_pool3d(
    x, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
):
    """Largest element of every window of the last three axes."""
    return _max_pool(
        "max_pool3d", x, 3, kernel_size, stride, padding, dilation, ceil_mode, return_indices
    )


def _lp(x, norm_type, window, stride, ceil_mode):
    powered = op.pow(x, compose.full_like(x, float(norm_type)))
    sizes = ((0, 0),) * len(window)
    total = op.multiply(
        window_average(powered, window, stride, sizes, ceil_mode), float(math.prod(window))
    )
    return op.pow(total, compose.full_like(total, 1.0 / norm_type))


def lp_pool1d(x, norm_type, kernel_size, stride=None, ceil_mode=False):
    """Norm of every window along the last axis."""
    value, single = batched("lp_pool1d", x, 3)
    window = int_tuple(kernel_size, 1)
    steps = window if stride is None else int_tuple(stride, 1)
    return unbatched(_lp(value, norm_type, window, steps, ceil_mode), single)


def lp_pool2d(x, norm_type, kernel_size, stride=None, ceil_mode=False):
    """Norm of every window of the last two axes."""
    value, single = batched("lp_pool2d", x, 4)
    window = int_tuple(kernel_size, 2)
    steps = window if stride is None else int_tuple(stride, 2)
    return unbatched(_lp(value, norm_type, window, steps, ceil_mode), single)


class _Pool(PrimitiveWithInfer, inputs="x"):
    """Base of the 2-D poolings with the modes "valid" and "same"."""

    @prim_attr_register
    def __init__(self, kernel_size=1, strides=1, pad_mode="valid", data_format="NCHW"):
        name = self.name
        validator.check_value_type("kernel_size", kernel_size, [int, tuple], name)
        validator.check_value_type("strides", strides, [int, tuple], name)
        validator.check_value_type("pad_mode", pad_mode, [str], name)
        self.pad_mode = validator.check_string(
            pad_mode.upper(), ["VALID", "SAME"], "pad_mode", name
        )
        self.add_prim_attr("pad_mode", self.pad_mode)
        self.format = check_data_format(data_format, name, "the platform")
        self._window = pair_of("kernel_size", kernel_size, name)
        self._steps = pair_of("strides", strides, name)
        last = self.format == "NHWC"
        for attribute, pair in (("kernel_size", self._window), ("strides", self._steps)):
            self.add_prim_attr(attribute, (1, *pair, 1) if last else (1, 1, *pair))

    def _prepared(self, x):
        """(channels-first value, padding)"""
        value = operand(self.name, "x", x)
        if x.ndim != 4:
            raise ValueError(
                f"For primitive[{self.name}], the x_rank must be equal to 4, but got {x.ndim}."
            )
        if self.format == "NHWC":
            value = op.permute_dims(value, (0, 3, 1, 2))
        extents = op.shape_of(value)[2:]
        padding = padding_of(self.pad_mode, None, extents, self._window, self._steps, (1, 1))
        for n, w, (low, high) in zip(extents, self._window, padding, strict=True):
            if n + low + high < w:
                raise ValueError(
                    f"For '{self.name}', the each element of the output shape must be larger than "
                    f"0, but got an input of extent {n} and a kernel of {w}."
                )
        return value, padding

    def _finished(self, value):
        return wrap(op.permute_dims(value, (0, 2, 3, 1)) if self.format == "NHWC" else value)


class MaxPool(_Pool):
    """Largest element of every window of a plane.

    Args:
        kernel_size (int or tuple of 2 ints, default 1): height and width of the windows.
        strides (int or tuple of 2 ints, default 1): step down and right.
        pad_mode (str, default 'valid'): "valid", or "same" for ceil(extent / stride) windows.
        data_format (str, default 'NCHW'): "NCHW"; MindSpore has "NHWC" on GPUs only.

    Inputs:
        x (Tensor): (N, C, H, W).

    Outputs:
        Tensor (N, C, H_out, W_out); "valid": H_out = (H - kernel height) // stride + 1.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is not positive, a word another one, or `x` has not four axes.

    Example:
        >>> x = Tensor(np.arange(16).reshape(1, 1, 4, 4), ms.float32)
        >>> print(ops.MaxPool(kernel_size=2, strides=2)(x))
        [[[[ 5.  7.]
           [13. 15.]]]]
    """

    def _compute(self, input_x):
        value, padding = self._prepared(input_x)
        return self._finished(window_maximum(value, self._window, self._steps, padding)[0])


class AvgPool(_Pool):
    """Mean of every window of a plane.

    Args:
        kernel_size (int or tuple of 2 ints, default 1): height and width of the windows.
        strides (int or tuple of 2 ints, default 1): step down and right.
        pad_mode (str, default 'valid'): "valid", or "same" for ceil(extent / stride) windows, the
            padding not counted.
        data_format (str, default 'NCHW'): "NCHW"; MindSpore has "NHWC" on GPUs only.

    Inputs:
        x (Tensor): (N, C, H, W), float16 or float32.

    Outputs:
        Tensor (N, C, H_out, W_out); "valid": H_out = (H - kernel height) // stride + 1.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is not positive, a word another one, or `x` has not four axes.

    Example:
        >>> x = Tensor(np.arange(16).reshape(1, 1, 4, 4), ms.float32)
        >>> print(ops.AvgPool(kernel_size=2, strides=2)(x))
        [[[[ 2.5  4.5]
           [10.5 12.5]]]]
    """

    def _compute(self, x):
        value, padding = self._prepared(x)
        found = window_average(value, self._window, self._steps, padding, count_include_pad=False)
        return self._finished(found)


class MaxPoolWithArgmax(_Pool, inputs="x", outputs="output mask"):
    """(largest element of every window, its int32 position in the flattened extents)."""

    @prim_attr_register
    def __init__(self, kernel_size=1, strides=1, pad_mode="valid", data_format="NCHW"):
        _Pool.__init__(self, kernel_size, strides, pad_mode, data_format)
        self.add_prim_attr("kernel_size", (1, *self._window, 1))
        self.add_prim_attr("strides", (1, *self._steps, 1))

    def _compute(self, x):
        value, padding = self._prepared(x)
        found, index = window_maximum(value, self._window, self._steps, padding)
        if self.format == "NCHW":  # positions go on from channel to channel
            channels, *extents = op.shape_of(value)[1:]
            count = op.arange(0, channels, 1, "int64", op.device_of(value))
            first = op.multiply(count, math.prod(extents))
            index = op.add(op.astype(index, "int64"), op.reshape(first, (channels, 1, 1)))
        return self._finished(found), self._finished(op.astype(index, "int32"))


class MaxPoolWithArgmaxV2(Primitive, inputs="x", outputs="output argmax"):
    """(largest element of every window, its position in the flattened extents)."""

    @prim_attr_register
    def __init__(
        self,
        kernel_size,
        strides=None,
        pads=0,
        dilation=(1, 1),
        ceil_mode=False,
        argmax_type=mstype.int64,
    ):
        validator.check_value_type("ceil_mode", ceil_mode, bool, self.name)

    def _compute(self, x):
        steps = self.kernel_size if self.strides is None else self.strides
        found, index = max_pool2d(
            x, self.kernel_size, steps, self.pads, self.dilation, True, self.ceil_mode
        )
        small = self.init_attrs["argmax_type"] == mstype.int32
        return found, wrap(op.astype(index._value, "int32")) if small else index
