"""Pooling operators of three dimensions."""

from __future__ import annotations

from .....core import op
from .... import _checkparam as validator
from ....common.tensor import wrap
from ...arguments import operand
from ...primitive import PrimitiveWithInfer, prim_attr_register
from ..convolution.forward import padding_of
from ..convolution.kernel import triple_of
from .window import window_average, window_maximum


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
                f"is not \"pad\", but got 'pad' is {pad} and 'pad_mode' is {pad_mode}."
            )
        if len(_six(pad)) != 6:
            raise ValueError(
                f"For '{self.name}', attr 'pad' must be an positive int number or a tuple of six "
                f"positive int numbers, but got {pad}."
            )
        self._mode = "pad" if mode in ("PAD", "CALCULATED") else mode.lower()
        return mode

    def _padding(self, value):
        extents = op.shape_of(value)[2:]
        return padding_of(self._mode, self.pad_list, extents, self._window, self._steps, (1, 1, 1))


class MaxPool3D(_Pool3D, inputs="x"):
    """Largest element of every window of a volume.

    Args:
        kernel_size (int or tuple of 3 ints, default 1): depth, height and width of the windows.
        strides (int or tuple of 3 ints, default 1): steps.
        pad_mode (str, default 'VALID'): "VALID", "SAME" or "PAD".
        pad_list (int or tuple of 3 or 6 ints, default 0): padding for "PAD": all sides, each axis,
            or head, tail, top, bottom, left, right.
        ceil_mode (bool or None, default None): round extents up; None rounds down.
        data_format (str, default 'NCDHW'): only "NCDHW".

    Inputs:
        x (Tensor): (N, C, D, H, W).

    Outputs:
        Tensor (N, C, D_out, H_out, W_out).

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range, a word another one, or `x` has not five axes.

    Example:
        >>> x = Tensor(np.arange(8).reshape(1, 1, 2, 2, 2), ms.float32)
        >>> print(ops.MaxPool3D(kernel_size=2)(x))
        [[[[[7.]]]]]
    """

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
        found = window_maximum(
            value, self._window, self._steps, self._padding(value), self._round_up
        )
        return wrap(found[0])


class AvgPool3D(_Pool3D, inputs="input"):
    """Mean of every window of three axes."""

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
        found = window_average(
            value,
            self._window,
            self._steps,
            self._padding(value),
            self.ceil_mode,
            self.count_include_pad and self._mode == "pad",
            self.divisor_override,
        )
        return wrap(found)
