"""Padding."""

from __future__ import annotations

from .....core import op
from .... import _checkparam as validator
from ....common.tensor import Tensor, wrap
from ...arguments import ints_of, operand
from ...primitive import Primitive, prim_attr_register

_MODES = {"constant": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}


def pad(input_x, padding, mode="constant", value=None):
    """Enlarged at the ends of the last axes; `padding` starts with the last one."""
    x = operand("pad", "input_x", input_x)
    if mode not in _MODES:
        raise ValueError(
            "For 'pad', the 'mode' must be one of 'constant', 'reflect', 'replicate' and "
            f"'circular', but got '{mode}'."
        )
    if isinstance(padding, Tensor):
        padding = tuple(ints_of("pad", "padding", padding))
    if not isinstance(padding, (tuple, list)):
        raise TypeError(
            "For 'pad', the type of 'padding' must be in [Tensor, tuple, list], but got "
            f"{type(padding)}."
        )
    if not all(isinstance(p, int) for p in padding):
        raise TypeError(
            f"For 'pad', the paddings value must be tuple of int or list of int, but got {padding}"
        )
    if len(padding) % 2 or len(padding) // 2 > input_x.ndim:
        raise ValueError(
            "For 'pad', the length of 'padding' must be even and at most twice the rank of the "
            f"input, but got {len(padding)}."
        )
    if mode != "constant" and value not in (None, 0):
        raise ValueError(
            f"For 'pad', the padding mode '{mode}' can not set value, but got value {value}."
        )
    widths = [(0, 0)] * input_x.ndim
    for i in range(len(padding) // 2):
        widths[input_x.ndim - 1 - i] = (padding[2 * i], padding[2 * i + 1])
    return wrap(padded(x, widths, _MODES[mode], value))


def padded(x, widths, mode, value):
    """As the primitive, with negative widths cutting."""
    shape = op.shape_of(x)
    if any(w < 0 for pair in widths for w in pair):
        begin = tuple(max(-low, 0) for low, _ in widths)
        end = tuple(n - max(-high, 0) for n, (_, high) in zip(shape, widths, strict=True))
        x = op.strided_slice(x, begin, end, (1,) * len(shape))
        widths = [(max(low, 0), max(high, 0)) for low, high in widths]
    number = None if mode != "constant" else (0 if value is None else value)
    return op.pad(x, tuple(tuple(w) for w in widths), mode, number)


def mirror_pad(input_x, paddings, mode):
    """Enlarged by mirroring, without the edge ("REFLECT") or with it ("SYMMETRIC")."""
    x = operand("MirrorPad", "input_x", input_x)
    table = op.to_numpy(paddings._value).tolist() if isinstance(paddings, Tensor) else paddings
    if mode not in ("REFLECT", "SYMMETRIC"):
        raise ValueError(
            "For 'MirrorPad', the 'mode' must be str and must be in '['REFLECT', 'SYMMETRIC']', "
            f"but got '{mode}'."
        )
    return wrap(op.pad(x, tuple((int(a), int(b)) for a, b in table), mode.lower(), None))


def padding(x, pad_dim_size=8):
    """The last axis, of extent 1, enlarged by zeros to a size."""
    value = operand("Padding", "x", x)
    widths = [(0, 0)] * (x.ndim - 1) + [(0, pad_dim_size - 1)]
    return wrap(op.pad(value, tuple(widths), "constant", 0))


class Pad(Primitive, inputs="x", outputs="y"):
    """Zeros around a tensor.

    Args:
        paddings (tuple of tuples of 2 ints): for each axis how many before and after.

    Inputs:
        input_x (Tensor): any number of axes, as many as `paddings`.

    Outputs:
        Tensor; extents grow by the sums of the pairs.

    Raises:
        TypeError: `paddings` is not a tuple.
        ValueError: an entry is negative, or there are not as many pairs as axes.

    Example:
        >>> print(ops.Pad(((1, 0), (0, 1)))(Tensor([[1.0, 2.0]])))
        [[0. 0. 0.]
         [1. 2. 0.]]
    """

    @prim_attr_register
    def __init__(self, paddings):
        validator.check_value_type("paddings", paddings, [tuple], self.name)
        self.paddings = paddings

    def _compute(self, x):
        value = operand("Pad", "x", x)
        if len(self.paddings) != x.ndim:
            raise ValueError(
                "For 'Pad', the length of 'paddings' must be equal to the rank of the input, but "
                f"got {len(self.paddings)} and {x.ndim}."
            )
        for i, (low, high) in enumerate(self.paddings):
            if low < 0 or high < 0:
                raise ValueError(
                    f"For 'Pad', all elements of 'paddings' must be >= 0, but got paddings[{i}][0] "
                    f"= {low}, paddings[{i}][1] = {high}"
                )
        return wrap(op.pad(value, tuple(tuple(p) for p in self.paddings), "constant", 0))


class PadV3(Primitive, inputs="x paddings constant_value", outputs="y"):
    """Enlarged by a number or by what is there."""

    @prim_attr_register
    def __init__(self, mode="constant", paddings_contiguous=True):
        validator.check_string(mode, ["constant", "reflect", "edge", "circular"], "mode", self.name)
        validator.check_bool(paddings_contiguous, "paddings_contiguous", self.name)

    def _compute(self, *args):
        x, paddings = args[:2]
        flat = (
            op.to_numpy(paddings._value).reshape(-1).tolist()
            if hasattr(paddings, "_value")
            else list(paddings)
        )
        value = args[2] if len(args) > 2 else None
        if hasattr(value, "_value"):
            value = op.to_numpy(value._value).item()
        if not self.paddings_contiguous:
            half = len(flat) // 2
            flat = [n for pair in zip(flat[:half], flat[half:], strict=True) for n in pair]
        widths = [(0, 0)] * x.ndim
        for i in range(len(flat) // 2):
            widths[x.ndim - 1 - i] = (flat[2 * i], flat[2 * i + 1])
        mode = "wrap" if self.mode == "circular" else self.mode
        return wrap(padded(x._value, widths, mode, value))


class MirrorPad(Primitive, of=mirror_pad, inputs="x paddings", outputs="y"):
    """Enlarged by mirroring."""

    @prim_attr_register
    def __init__(self, mode="REFLECT"):
        validator.check_string(mode, ["REFLECT", "SYMMETRIC"], "mode", self.name)


class Padding(Primitive, of=padding):
    """The last axis, of extent 1, enlarged by zeros."""

    @prim_attr_register
    def __init__(self, pad_dim_size=8):
        validator.check_value_type("pad_dim_size", pad_dim_size, [int], self.name)
        validator.check_positive_int(pad_dim_size, "pad_dim_size", self.name)
