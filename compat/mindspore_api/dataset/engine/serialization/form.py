"""How the arguments of an operation are written: names, numbers of C++ enumerations, floats."""

from __future__ import annotations

import inspect
from enum import Enum

import numpy as np

from ...audio import utils as audio
from ...vision.utils import AutoAugmentPolicy, Border, Inter

# Members in the order of their C++ numbers; other enumerations have them as values.
_ORDERS = {
    Inter: (Inter.LINEAR, Inter.NEAREST, Inter.CUBIC, Inter.AREA, Inter.PILCUBIC),
    Border: (Border.CONSTANT, Border.EDGE, Border.REFLECT, Border.SYMMETRIC),
    AutoAugmentPolicy: tuple(AutoAugmentPolicy),
    audio.BorderType: tuple(audio.BorderType),
    audio.DensityFunction: tuple(audio.DensityFunction),
    audio.FadeShape: (
        audio.FadeShape.LINEAR, audio.FadeShape.EXPONENTIAL, audio.FadeShape.LOGARITHMIC,
        audio.FadeShape.QUARTER_SINE, audio.FadeShape.HALF_SINE,
    ),
    audio.GainType: tuple(audio.GainType),
    audio.Interpolation: tuple(audio.Interpolation),
    audio.MelType: (audio.MelType.HTK, audio.MelType.SLANEY),
    audio.Modulation: tuple(audio.Modulation),
    audio.NormMode: (audio.NormMode.NONE, audio.NormMode.ORTHO),
    audio.NormType: (audio.NormType.NONE, audio.NormType.SLANEY),
    audio.ResampleMethod: tuple(audio.ResampleMethod),
    audio.ScaleType: (audio.ScaleType.MAGNITUDE, audio.ScaleType.POWER),
    audio.WindowType: tuple(audio.WindowType),
}  # fmt: skip


def plain(value):
    """A value as JSON has it."""
    if isinstance(value, Enum):
        order = _ORDERS.get(type(value))
        return value.value if order is None else order.index(value)
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def single(value):
    """Floats rounded to float32, as C++ keeps them."""
    if isinstance(value, (list, tuple)):
        return [single(item) for item in value]
    return float(np.float32(value))


def member(kind, number):
    """The member of an enumeration that has a C++ number."""
    return _ORDERS[kind][number] if kind in _ORDERS else kind(number)


class Form:
    """How an operation is written, and made again from that.

    `values` and `singles` name arguments that are attributes, too; `singles` are rounded to
    float32. Others follow by the name in the file: the attribute that is rounded, or a pair of
    functions, operation -> value and value -> {argument: value}. `whole` is such a pair for all
    that is written. `name` is that of the C++ operation where it differs.
    """

    def __init__(self, *values, singles=(), name=None, whole=None, **others):
        self.values, self.singles, self.name = values, singles, name
        self.whole, self.others = whole, others

    def written(self, op):
        """The arguments of an operation."""
        if self.whole is not None:
            return self.whole[0](op)
        found = {key: plain(getattr(op, key)) for key in self.values}
        found |= {key: single(getattr(op, key)) for key in self.singles}
        for key, how in self.others.items():
            found[key] = single(getattr(op, how)) if isinstance(how, str) else how[0](op)
        return found or None

    def made(self, kind, params):
        """The operation of a class that was written so."""
        if self.whole is not None:
            return kind(**self.whole[1](params))
        signature, given = inspect.signature(kind.__init__).parameters, {}
        for key in (*self.values, *self.singles, *self.others):
            how = self.others.get(key, key)
            if isinstance(how, str):
                argument = key if key in signature else how
                given[argument] = _argument(signature[argument].default, params[key])
            else:
                given |= how[1](params[key])
        return kind(**given)


def _argument(default, value):
    """What a constructor takes; its default tells the kind of an enumeration."""
    if isinstance(default, Enum):
        return member(type(default), value)
    return rows(value) if isinstance(value, list) else value


def rows(values):
    """A list as tuples; None for an empty one."""
    return tuple(rows(v) if isinstance(v, list) else v for v in values) or None


def array(value):
    """An array by its values, shape and type."""
    return {"data": value.ravel().tolist(), "shape": list(value.shape), "type": value.dtype.name}
