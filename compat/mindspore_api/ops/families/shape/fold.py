"""Sliding windows as columns, and back."""

from __future__ import annotations

import math

from .....core import compose, op
from .... import _checkparam as validator
from ....common.forwarding import tensor_methods
from ....common.tensor import wrap
from ...arguments import ints_of, operand
from ...primitive import Primitive, prim_attr_register
from ..convolution.forward import both_sides, entries


def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    """(N, C, H, W) to (N, C kh kw, windows)."""
    x = operand("Im2Col", "x", input)
    columns = windows_of(
        x,
        entries(kernel_size, 2),
        entries(stride, 2),
        entries(dilation, 2),
        both_sides(padding, 2),
    )
    n, count, taps, h, w = op.shape_of(columns)
    return wrap(op.reshape(columns, (n, count * taps, h * w)))


def windows_of(x, window, stride, dilation, sides):
    """(N, C, taps, out h, out w): the elements under every tap of a window."""
    pads = ((0, 0), (0, 0), (sides[0], sides[1]), (sides[2], sides[3]))
    x = op.pad(x, pads, "constant", 0) if any(sides) else x
    n, channels, height, width = op.shape_of(x)
    out = [
        int((size - (k - 1) * d - 1) / s) + 1  # towards zero, as in C
        for size, k, s, d in zip((height, width), window, stride, dilation, strict=True)
    ]
    if min(out) < 1:
        raise ValueError(
            f"For Im2Col, given input with spatial size {(height, width)} and window {window}, the "
            f"number of windows must be at least one, but got {out}."
        )
    lacks = [
        max(0, (n - 1) * s + (k - 1) * d + 1 - size)
        for n, s, k, d, size in zip(out, stride, window, dilation, (height, width), strict=True)
    ]
    if any(lacks):
        x = op.pad(x, ((0, 0), (0, 0), (0, lacks[0]), (0, lacks[1])), "constant", 0)
    taps = []
    for i in range(window[0]):
        for j in range(window[1]):
            top, left = i * dilation[0], j * dilation[1]
            end = (top + out[0] * stride[0], left + out[1] * stride[1])
            taps.append(
                op.strided_slice(x, (0, 0, top, left), (n, channels, *end), (1, 1, *stride))
            )
    return op.stack(taps, 2)


def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    """(N, C kh kw, windows) added up to (N, C, H, W)."""
    x = operand("Col2Im", "x", input)
    size = ints_of("Col2Im", "output_size", output_size)
    window, steps = entries(kernel_size, 2), entries(stride, 2)
    spread, sides = entries(dilation, 2), entries(padding, 2)
    n = op.shape_of(x)[0]
    taps = window[0] * window[1]
    out = [
        (m + 2 * p - (k - 1) * d - 1) // s + 1
        for m, p, k, d, s in zip(size, sides, window, spread, steps, strict=True)
    ]
    channels = math.prod(op.shape_of(x)[1:]) // (taps * out[0] * out[1])
    # The transposed convolution with one filter of a single one for every tap.
    g = op.reshape(x, (n * channels, taps, *out))
    w = op.reshape(compose.eye(taps, taps, 0, input._name, op.device_of(x)), (taps, 1, *window))
    found = op.conv_input_grad(g, w, (n * channels, 1, *size), steps, sides, spread, 1)
    return wrap(op.reshape(found, (n, channels, *size)))


def col2im(input_x, output_size, kernel_size, dilation, padding_value, stride):
    """(N, C, taps, windows) added up to (N, C, H, W)."""
    n, channels, taps, count = input_x.shape
    flat = wrap(op.reshape(input_x._value, (n, channels * taps, count)))
    return fold(
        flat, output_size, tuple(kernel_size), tuple(dilation), tuple(padding_value), tuple(stride)
    )


class Im2Col(Primitive, inputs="x", outputs="y"):
    """(N, C, H, W) to (N, C, taps, windows)."""

    @prim_attr_register
    def __init__(self, ksizes, strides=1, dilations=1, pads=0):
        validator.check_value_type("ksizes", ksizes, [int, tuple, list], self.name)

    def _compute(self, x):
        two = [
            (v, v) if isinstance(v, int) else tuple(v)
            for v in (self.ksizes, self.strides, self.dilations)
        ]
        sides = both_sides(self.pads, 2)
        found = windows_of(x._value, *two, sides)
        n, channels, taps, h, w = op.shape_of(found)
        return wrap(op.reshape(found, (n, channels, taps, h * w)))


class Col2Im(Primitive, inputs="x output_size", outputs="y"):
    """(N, C, taps, windows) added up to (N, C, H, W)."""

    @prim_attr_register
    def __init__(self, kernel_size, dilation=1, padding=0, stride=1):
        validator.check_value_type("kernel_size", kernel_size, [int, list, tuple], self.name)

    def _compute(self, x, output_size):
        two = [
            (v, v) if isinstance(v, int) else tuple(v)
            for v in (self.kernel_size, self.dilation, self.padding, self.stride)
        ]
        return col2im(x, output_size, *two)


tensor_methods(col2im, fold, unfold)
