"""Padding layers. Paddings come last axis first, as (before, after) pairs."""

from __future__ import annotations

from compat.core import op

from ...common.tensor import value_of, wrap
from ..cell import Cell

__all__ = [
    "ConstantPad1d", "ConstantPad2d", "ConstantPad3d", "ReflectionPad1d", "ReflectionPad2d",
    "ReflectionPad3d", "ZeroPad2d", "ReplicationPad1d", "ReplicationPad2d", "ReplicationPad3d",
]  # fmt: skip

_SIDES = {"ConstantPad1d": 2, "ConstantPad2d": 4, "ZeroPad2d": 4, "ConstantPad3d": 6}
_ORDINALS = ("1st", "2nd", "3rd")


def _pairs(padding):
    """First axis first."""
    return [(padding[i], padding[i + 1]) for i in range(0, len(padding), 2)][::-1]


def _cropped(x, widths):
    """`x` without what negative widths cut off, and the other widths."""
    shape = op.shape_of(x)
    if all(lo >= 0 and hi >= 0 for lo, hi in widths):
        return x, tuple(widths)
    begin = tuple(max(-lo, 0) for lo, _ in widths)
    end = tuple(n - max(-hi, 0) for n, (_, hi) in zip(shape, widths, strict=True))
    kept = op.strided_slice(x, begin, end, (1,) * len(shape))
    return kept, tuple((max(lo, 0), max(hi, 0)) for lo, hi in widths)


class _ConstantPadNd(Cell):
    """Padding with a number; negative widths cut."""

    def __init__(self, padding, value, name="ConstantPadNd"):
        super().__init__()
        most = _SIDES[name]
        if isinstance(padding, int):
            padding = (padding,) * most
        elif not isinstance(padding, tuple):
            raise TypeError(
                f"For '{name}', the type of parameter 'padding' must be in [int, tuple], "
                f"but got {type(padding)}"
            )
        start = f"For '{name}', the length of parameter 'padding' with tuple type must "
        if len(padding) % 2 != 0:
            raise ValueError(f"{start}be a multiple of 2, but got {len(padding)}")
        if most == 2 and len(padding) != 2:
            raise ValueError(f"{start}equal to 2.but got {len(padding)}")
        if len(padding) > most:
            raise ValueError(f"{start}no more than {most}.but got {len(padding)}")
        if not isinstance(value, (int, float)):
            raise TypeError(
                f"For '{name}', the type of parameter 'value' must be in [int, float], "
                f"but got {type(value)}"
            )
        self.value = value
        self.padding = [list(pair) for pair in _pairs(padding)]
        self._name = name

    def construct(self, x):
        """Along the last axes."""
        shape, pairs = x.shape, [tuple(p) for p in self.padding]
        if len(shape) < len(pairs):
            raise ValueError(
                f"For '{self._name}', the dimension of input must more than or equal to "
                f"len(padding)/2, but got {len(shape)}"
            )
        widths = [(0, 0)] * (len(shape) - len(pairs)) + pairs
        for i, (lo, hi) in enumerate(widths):
            self._check_extent(shape, i, lo, hi)
        value, widths = _cropped(value_of(x), widths)
        kind = float if op.dtype_of(value).startswith("float") else int
        return wrap(op.pad(value, widths, "constant", kind(self.value)))

    def _check_extent(self, shape, i, lo, hi):
        place = _ORDINALS[i] if i < 3 else f"{i + 1}th"
        start = f"For '{self._name}', the shape of input after padding must be positive, the input "
        for width in (lo, hi):
            if width < -shape[i]:
                raise ValueError(
                    f"{start}shape is {shape}, value of parameter 'padding' applied to the {place} "
                    f"dimension of input must no less than -{shape[i]}, but got {width}"
                )
        if shape[i] + lo + hi <= 0:
            raise ValueError(
                f"{start}shape is {shape}, but the {place} dimension of input shape {shape} plus "
                f"padding {lo} and {hi} resulted in a non-positive output shape."
            )


class ConstantPad1d(_ConstantPadNd):
    """Last axis."""

    def __init__(self, padding, value):
        super().__init__(padding, value, name="ConstantPad1d")


class ConstantPad2d(_ConstantPadNd):
    """Last two axes."""

    def __init__(self, padding, value):
        super().__init__(padding, value, name="ConstantPad2d")


class ConstantPad3d(_ConstantPadNd):
    """Last three axes."""

    def __init__(self, padding, value):
        super().__init__(padding, value, name="ConstantPad3d")


class ZeroPad2d(_ConstantPadNd):
    """Zeros around the last two axes."""

    def __init__(self, padding):
        super().__init__(padding, 0, name="ZeroPad2d")


def _checked(name, padding):
    if not isinstance(padding, tuple):
        raise TypeError(
            f"For '{name}' the input 'padding' must be an integer or tuple, "
            f"but got {type(padding).__name__}"
        )
    if len(padding) % 2 != 0:
        raise ValueError(
            f"For '{name}' the length of input 'padding' must be divisible by 2, but got padding "
            f"of length {len(padding)}. "
        )
    if not all(isinstance(i, int) for i in padding):
        raise TypeError(
            f"For '{name}' every element in 'padding' must be integer, but got {padding}. "
        )
    return padding


class _ReflectionPadNd(Cell):
    """Mirrored without the edge."""

    def __init__(self, padding, name="ReflectionPadNd"):
        super().__init__()
        self.name = name
        if not all(i >= 0 for i in _checked(name, padding)):
            raise ValueError(
                f"For '{name}' every element in 'padding' must be >= 0. but got {padding}. "
            )
        self.padding = [list(pair) for pair in _pairs(padding)]

    def construct(self, x):
        """Along the last axes."""
        if not self.padding:
            return x
        rank, count = x.ndim, len(self.padding)
        if rank < count:
            raise ValueError(
                f"For padding with length {count * 2}, the dimension of the tensor should be at "
                f"least {count}, but got {rank}"
            )
        widths = ((0, 0),) * (rank - count) + tuple(tuple(p) for p in self.padding)
        for extent, pair in zip(x.shape, widths, strict=True):
            if max(pair) >= extent:
                raise ValueError(
                    f"For 'MirrorPad', paddings must be no greater than the dimension size: "
                    f"{pair[0]}, {pair[1]} greater than {extent - 1}"
                )
        return wrap(op.pad(value_of(x), widths, "reflect", None))


class ReflectionPad1d(_ReflectionPadNd):
    """Last axis."""

    def __init__(self, padding):
        padding = (padding,) * 2 if isinstance(padding, int) else padding
        super().__init__(padding, "ReflectionPad1d")


class ReflectionPad2d(_ReflectionPadNd):
    """Last two axes."""

    def __init__(self, padding):
        padding = (padding,) * 4 if isinstance(padding, int) else padding
        super().__init__(padding, "ReflectionPad2d")


class ReflectionPad3d(_ReflectionPadNd):
    """Last three axes."""

    def __init__(self, padding):
        padding = (padding,) * 6 if isinstance(padding, int) else padding
        super().__init__(padding, "ReflectionPad3d")


class _ReplicationPadNd(Cell):
    """The edge repeated."""

    _rank = 0

    def __init__(self, padding, name="ReplicationPadNd"):
        super().__init__()
        self.name = name
        self.padding = _checked(name, padding)

    def construct(self, x):
        """Along the last axes."""
        shape, low = x.shape, self._rank + 1
        if len(shape) not in (low, low + 1):
            raise ValueError(
                f"For '{self.name}', the in_shape must have {low} or {low + 1} dims, "
                f"but got {len(shape)}."
            )
        pairs = _pairs(self.padding)
        widths = [(0, 0)] * (len(shape) - len(pairs)) + pairs
        value, widths = _cropped(value_of(x), widths)
        return wrap(op.pad(value, widths, "edge", None))


class ReplicationPad1d(_ReplicationPadNd):
    """Last axis."""

    _rank = 1

    def __init__(self, padding):
        padding = (padding,) * 2 if isinstance(padding, int) else padding
        super().__init__(padding, name="ReplicationPad1d")


class ReplicationPad2d(_ReplicationPadNd):
    """Last two axes."""

    _rank = 2

    def __init__(self, padding):
        padding = (padding,) * 4 if isinstance(padding, int) else padding
        super().__init__(padding, name="ReplicationPad2d")


class ReplicationPad3d(_ReplicationPadNd):
    """Last three axes."""

    _rank = 3

    def __init__(self, padding):
        padding = (padding,) * 6 if isinstance(padding, int) else padding
        super().__init__(padding, name="ReplicationPad3d")
