"""Pooling operators."""

from __future__ import annotations

import math

from ....core import op
from ... import _checkparam as validator
from ...common import dtype as mstype
from ...common.tensor import wrap
from .._operands import operand
from ..function import _pooling, nn_func
from ..primitive import Primitive, PrimitiveWithInfer, prim_attr_register
from ._conv import padding_of
from ._windows import check_data_format, pair_of, triple_of

__all__ = [
    "AdaptiveAvgPool2D", "AdaptiveAvgPool3D", "AdaptiveMaxPool2D", "AvgPool", "AvgPool3D",
    "MaxPool", "MaxPool3D", "MaxPoolWithArgmax", "MaxPoolWithArgmaxV2", "MaxUnpool2D",
    "MaxUnpool3D",
]  # fmt: skip


class _Pool(PrimitiveWithInfer):
    """Base of the 2-D poolings with the modes "valid" and "same"."""

    _io = ("x", "output")

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
                    "0, but got "
                    f"an input of extent {n} and a kernel of {w}."
                )
        return value, padding

    def _finished(self, value):
        return wrap(op.permute_dims(value, (0, 2, 3, 1)) if self.format == "NHWC" else value)


class MaxPool(_Pool):
    """Largest element of every window."""

    def _compute(self, input_x):
        value, padding = self._prepared(input_x)
        return self._finished(_pooling.maximum(value, self._window, self._steps, padding)[0])


class AvgPool(_Pool):
    """Mean of every window; padding does not count."""

    def _compute(self, x):
        value, padding = self._prepared(x)
        found = _pooling.average(value, self._window, self._steps, padding, count_include_pad=False)
        return self._finished(found)


class MaxPoolWithArgmax(_Pool):
    """(largest element of every window, its int32 position in the flattened extents)."""

    _io = ("x", "output mask")

    @prim_attr_register
    def __init__(self, kernel_size=1, strides=1, pad_mode="valid", data_format="NCHW"):
        _Pool.__init__(self, kernel_size, strides, pad_mode, data_format)
        self.add_prim_attr("kernel_size", (1, *self._window, 1))
        self.add_prim_attr("strides", (1, *self._steps, 1))

    def _compute(self, x):
        value, padding = self._prepared(x)
        found, index = _pooling.maximum(value, self._window, self._steps, padding)
        if self.format == "NCHW":  # positions go on from channel to channel
            channels, *extents = op.shape_of(value)[1:]
            count = op.arange(0, channels, 1, "int64", op.device_of(value))
            first = op.multiply(count, math.prod(extents))
            index = op.add(op.astype(index, "int64"), op.reshape(first, (channels, 1, 1)))
        return self._finished(found), self._finished(op.astype(index, "int32"))


class MaxPoolWithArgmaxV2(Primitive):
    """(largest element of every window, its position in the flattened extents)."""

    _io = ("x", "output argmax")

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
        found, index = nn_func.max_pool2d(
            x, self.kernel_size, steps, self.pads, self.dilation, True, self.ceil_mode
        )
        small = self.init_attrs["argmax_type"] == mstype.int32
        return found, wrap(op.astype(index._value, "int32")) if small else index


def _six(pad):
    return (pad,) * 6 if isinstance(pad, int) else tuple(pad)


class _Pool3D(PrimitiveWithInfer):
    """What both 3-D poolings do at a call."""

    def _take_windows(self, kernel_size, strides):
        name = self.name
        self._window = triple_of("kernel_size", kernel_size, name)
        self._steps = triple_of("strides", strides, name)
        self.add_prim_attr("kernel_size", (1, 1, *self._window))
        self.add_prim_attr("strides", (1, 1, *self._steps))

    def _take_mode(self, pad_mode, pad):
        mode = validator.check_string(
            pad_mode.upper(), ["VALID", "SAME", "PAD", "CALCULATED"], "pad_mode", self.name
        )
        if mode not in ("PAD", "CALCULATED") and any(_six(pad)):
            raise ValueError(
                f"For '{self.name}', the 'pad' must be zero or (0, 0, 0, 0, 0, 0) when 'pad_mode' "
                "is not "
                f"\"pad\", but got 'pad' is {pad} and 'pad_mode' is {pad_mode}."
            )
        if len(_six(pad)) != 6:
            raise ValueError(
                f"For '{self.name}', attr 'pad' must be an positive int number or a tuple of six "
                "positive int "
                f"numbers, but got {pad}."
            )
        self._mode = "pad" if mode in ("PAD", "CALCULATED") else mode.lower()
        return mode

    def _padding(self, value):
        extents = op.shape_of(value)[2:]
        return padding_of(self._mode, self.pad_list, extents, self._window, self._steps, (1, 1, 1))


class MaxPool3D(_Pool3D):
    """Largest element of every window of three axes."""

    _io = ("x", "output")

    @prim_attr_register
    def __init__(
        self,
        kernel_size=1,
        strides=1,
        pad_mode="VALID",
        pad_list=0,
        ceil_mode=None,
        data_format="NCDHW",
    ):
        self._take_windows(kernel_size, strides)
        mode = self._take_mode(pad_mode, pad_list)
        self.add_prim_attr("pad_mode", "CALCULATED" if mode == "PAD" else mode)
        self.add_prim_attr("pad_list", _six(pad_list))
        self._round_up = bool(ceil_mode)
        self.add_prim_attr("ceil_mode", int(self._round_up))
        validator.check_string(data_format, ["NCDHW"], "data_format", self.name)

    def _compute(self, x):
        value = operand(self.name, "x", x)
        found = _pooling.maximum(
            value, self._window, self._steps, self._padding(value), self._round_up
        )
        return wrap(found[0])


class AvgPool3D(_Pool3D):
    """Mean of every window of three axes."""

    _io = ("input", "output")

    @prim_attr_register
    def __init__(
        self,
        kernel_size=1,
        strides=1,
        pad_mode="valid",
        pad=0,
        ceil_mode=False,
        count_include_pad=True,
        divisor_override=0,
        data_format="NCDHW",
    ):
        self._take_windows(kernel_size, strides)
        mode = self._take_mode(pad_mode, pad)
        self.add_prim_attr("pad_mode", mode)
        self.add_prim_attr("pad_list", _six(pad))
        validator.check_value_type("ceil_mode", ceil_mode, bool, self.name)
        validator.check_value_type("count_include_pad", count_include_pad, bool, self.name)
        validator.check_non_negative_int(divisor_override, "divisor_override", self.name)
        validator.check_string(data_format, ["NCDHW"], "data_format", self.name)

    def _compute(self, x):
        value = operand(self.name, "x", x)
        found = _pooling.average(
            value,
            self._window,
            self._steps,
            self._padding(value),
            self.ceil_mode,
            self.count_include_pad and self._mode == "pad",
            self.divisor_override,
        )
        return wrap(found)


def _output_size(name, output_size, n):
    validator.check_value_type("output_size", output_size, [int, tuple], name)
    sizes = (output_size,) * n if isinstance(output_size, int) else output_size
    if len(sizes) != n:
        raise ValueError(
            f"For '{name}', the length of 'output_size' must be {n}, but got {len(sizes)}."
        )
    for size in sizes:
        if size is not None and size != -1:
            validator.check_number("output_size", size, 0, validator.GE, name)
    return sizes


class AdaptiveAvgPool2D(Primitive):
    """Means of windows that cover two axes evenly."""

    _io = ("x", "y")

    @prim_attr_register
    def __init__(self, output_size):
        sizes = _output_size(self.name, output_size, 2)
        self.output_size = tuple(-1 if n is None else n for n in sizes)
        self.add_prim_attr("output_size", self.output_size)

    def _compute(self, x):
        sizes = tuple(None if n == -1 else n for n in self.output_size)
        return _pooling.adaptive_average(self.name, x, sizes, 2)


class AdaptiveAvgPool3D(Primitive):
    """Means of windows that cover three axes evenly."""

    _io = ("x", "y")

    @prim_attr_register
    def __init__(self, output_size):
        sizes = _output_size(self.name, output_size, 3)
        self.output_size = tuple(-1 if n is None else n for n in sizes)
        self.add_prim_attr("output_size", self.output_size)

    def _compute(self, x):
        sizes = tuple(None if n == -1 else n for n in self.output_size)
        return _pooling.adaptive_average(self.name, x, sizes, 3)


class AdaptiveMaxPool2D(Primitive):
    """(largest elements of windows that cover two axes evenly, their positions)."""

    @prim_attr_register
    def __init__(self, output_size):
        sizes = _output_size(self.name, output_size, 2)
        self.output_size = tuple(-1 if n is None else n for n in sizes)
        self.add_prim_attr("output_size", self.output_size)

    def _compute(self, x):
        sizes = tuple(None if n == -1 else n for n in self.output_size)
        return _pooling.adaptive_maximum(self.name, x, sizes, 2)


class _MaxUnpool(Primitive):
    """Base of the operators that undo max pooling."""

    _io = ("x argmax", "y")
    _axes = 2

    def _undone(self, x, argmax):
        n = self._axes
        ksize, strides, pads = (
            v if isinstance(v, int) else tuple(v)[-n:]
            for v in (self.ksize, self.strides, self.pads)
        )
        size = self.output_shape[-n:] if self.output_shape else None
        function = nn_func.max_unpool2d if n == 2 else nn_func.max_unpool3d
        return function(x, argmax, ksize, strides or None, pads, size)


class MaxUnpool2D(_MaxUnpool):
    """Values put back where 2-D max pooling found them."""

    @prim_attr_register
    def __init__(self, ksize, strides=0, pads=0, output_shape=(), data_format="NCHW"):
        validator.check_string(data_format, ["NCHW"], "data_format", self.name)

    def _compute(self, x, argmax):
        return self._undone(x, argmax)


class MaxUnpool3D(_MaxUnpool):
    """Values put back where 3-D max pooling found them."""

    _axes = 3

    @prim_attr_register
    def __init__(self, ksize, strides=0, pads=0, output_shape=(), data_format="NCDHW"):
        validator.check_string(data_format, ["NCDHW"], "data_format", self.name)

    def _compute(self, x, argmax):
        return self._undone(x, argmax)
