"""Dropout of elements and of channels."""

from __future__ import annotations

import math

import numpy as np

from ....core import compose, dtypes, op
from ... import _checkparam as validator
from ... import _compiled_modes
from ...common.seed import get_seed, next_key
from ...common.tensor import Tensor, wrap
from ..arguments import ints_of, kind_of, number, operand
from ..primitive import Primitive, prim_attr_register

_MULTIPLIER, _MODULUS = 16807, 2**31 - 1


def drop(x, keep_prob, shape, key):
    """(x with blocks set to 0, the rest scaled up; mask); blocks share an entry of `shape`."""
    device = op.device_of(x)
    dtype = op.dtype_of(x)
    draw = op.random_uniform(key, shape, "float32", device)
    mask = op.astype(op.less(draw, float(keep_prob)), dtype)
    return op.multiply(x, op.divide(mask, float(keep_prob))), mask


_powers = np.ones(1, np.int64)


def seeded_mask(seed, shape, keep_prob):
    """1 where MindSpore's CPU kernel keeps an element, from C++'s minstd_rand0 of that seed.

    The number behind n steps is 16807 ** n * seed modulo 2 ** 31 - 1. From its sixth call on the
    kernel of MindSpore may cut its work among threads that share the generator; then the order of
    the numbers depends on timing, and here stays what it was.
    """
    global _powers
    count = math.prod(shape)
    while len(_powers) < count + 1:
        step = int(_powers[-1]) * _MULTIPLIER % _MODULUS
        _powers = np.concatenate([_powers, _powers * step % _MODULUS])
    numbers = _powers[1 : count + 1] * (seed % _MODULUS or 1) % _MODULUS
    return ((numbers - 1) / (_MODULUS - 1) < keep_prob).reshape(shape)


def drop_seeded(x, keep_prob, seed):
    """(x with elements set to 0, the rest scaled up; mask)."""
    mask = seeded_mask(seed, op.shape_of(x), keep_prob)
    mask = op.asarray(mask.astype("float32"), op.dtype_of(x), op.device_of(x))
    return op.multiply(x, op.divide(mask, float(keep_prob))), mask


def _checked_rate(p):
    keep = 1 - p
    if isinstance(p, int) and not isinstance(p, bool):
        keep = float(keep)
    if not 0.0 < keep <= 1.0:
        raise ValueError(
            f"For 'Dropout', the 'keep_prob' must be in range of (0, 1], but got {float(keep)} "
            "with type 'float'."
        )
    return keep


def dropout(input, p=0.5, training=True, seed=None):
    """Elements set to 0 with probability p, the rest scaled up, while training."""
    if training is False:
        return input
    keep = _checked_rate(p)
    if seed is not None and not isinstance(seed, int):
        raise TypeError(f"For 'dropout', the 'seed' must be int, but got '{type(seed).__name__}'")
    x = need_float("Dropout", "x", input)
    if get_seed():
        number = _compiled_modes.run_number or 0
        return wrap(drop_seeded(x, keep, get_seed() + number)[0])
    return wrap(drop(x, keep, op.shape_of(x), next_key(seed or 0))[0])


def need_float(name, argument, x):
    """Core value of a tensor of floats."""
    found = kind_of(x)
    if isinstance(x, Tensor) and x._name in dtypes.FLOATS:
        return x._value
    raise TypeError(
        f"For '{name}', the element of '{argument}' must be one of Tensor[Float16], "
        f"Tensor[Float32], Tensor[Float64], but got {found}.The supported data types depend on the "
        "hardware that executes the operator, for more details, please refer to the MindSpore "
        "official website to get more information about the data type."
    )


def drop_channels(name, x, keep_prob, key):
    """Whole channels dropped."""
    value = operand(name, "x", x)
    shape = (*x.shape[:2], *((1,) * (x.ndim - 2)))
    found, mask = drop(value, keep_prob, shape, key)
    return found, op.broadcast_to(mask, x.shape)


def _channels(name, input, p, training):
    if not training:
        return input
    if p == 0:
        return input
    return wrap(
        drop_channels(name, input, _checked_rate(float(p)) if p < 1 else 1e-30, next_key())[0]
    )


def dropout1d(input, p=0.5, training=True):
    """Whole channels of (N, C, L) set to 0 with probability p, while training."""
    return _channels("Dropout1D", input, p, training)


def dropout2d(input, p=0.5, training=True):
    """Whole channels of (N, C, H, W) set to 0 with probability p, while training."""
    return _channels("Dropout2D", input, p, training)


def dropout3d(input, p=0.5, training=True):
    """Whole channels of (N, C, D, H, W) set to 0 with probability p, while training."""
    return _channels("Dropout3D", input, p, training)


class DropoutGenMask(Primitive, inputs="shape keep_prob"):
    """The seeds of a mask; DropoutDoMask draws it. An Ascend operator of MindSpore."""

    @prim_attr_register
    def __init__(self, Seed0=0, Seed1=0):
        validator.check_non_negative_int(Seed0, "Seed0", self.name)
        validator.check_non_negative_int(Seed1, "Seed1", self.name)

    def _compute(self, shape, keep_prob):
        sizes = ints_of(self.name, "shape", shape)
        count = 1
        for n in sizes:
            count *= n
        keep = float(number(keep_prob))
        device = op.device_of(keep_prob._value) if isinstance(keep_prob, Tensor) else "cpu"
        # One byte for each element; MindSpore packs eight elements into a byte.
        draw = op.random_uniform(next_key(self.Seed0, self.Seed1), (count,), "float32", device)
        return wrap(op.astype(op.less(draw, keep), "uint8"))


class DropoutDoMask(Primitive):
    """Elements dropped by the mask of DropoutGenMask, the rest scaled up."""

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x, mask, keep_prob):
        keep = float(number(keep_prob))
        if not 0.0 <= keep <= 1.0:
            raise ValueError(
                f"For '{self.name}', the 'keep_prob' must be in [0, 1], but got {keep}."
            )
        kept = op.astype(op.reshape(mask._value, x.shape), x._name)
        return wrap(op.multiply(x._value, op.divide(kept, keep)))


def _check_keep(prim, keep_prob):
    validator.check_value_type("keep_prob", keep_prob, [float], prim.name)
    validator.check_number_range(
        keep_prob, 0.0, 1.0, validator.INC_BOTH, float, "keep_prob", prim.name
    )


class Dropout(Primitive):
    """Zeroes elements at random and divides the others by the probability of keeping them.

    Args:
        keep_prob (float, default 0.5): probability of keeping an element, in (0, 1].
        Seed0 (int, default 0): seed of the operator.
        Seed1 (int, default 0): second seed; with both 0 the global seed counts.

    Inputs:
        x (Tensor): floats, any shape.

    Outputs:
        tuple of two tensors: the result, and the mask (1 where kept) of that shape.

    Raises:
        TypeError: `keep_prob` is not a float, or a seed not an int.
        ValueError: `keep_prob` is out of range.

    Example:
        >>> y, mask = ops.Dropout(keep_prob=1.0)(Tensor([1.0, 2.0]))
        >>> print(y)
        [1. 2.]
    """

    @prim_attr_register
    def __init__(self, keep_prob=0.5, Seed0=0, Seed1=0):
        validator.check_value_type("Seed0", Seed0, [int], self.name)
        validator.check_value_type("Seed1", Seed1, [int], self.name)
        if not isinstance(keep_prob, float):
            raise TypeError(
                f"For '{self.name}', the 'keep_prob' must be 'float',  but got "
                f"'{type(keep_prob).__name__}'."
            )
        self.keep_prob = validator.check_float_range(
            keep_prob, 0, 1, validator.INC_RIGHT, "keep_prob", self.name
        )

    def _compute(self, x):
        value = need_float("Dropout", "x", x)
        seed = self.Seed0 or self.Seed1
        if seed:
            found, mask = drop_seeded(value, self.keep_prob, seed + self._number(x.shape))
        else:
            found, mask = drop(value, self.keep_prob, x.shape, next_key())
        return wrap(found), wrap(mask)

    def _number(self, shape):
        """How often this draw was made before: a compiled graph draws once in each run."""
        if _compiled_modes.run_number is not None:
            return _compiled_modes.run_number
        calls = self.__dict__.setdefault("_calls", {})
        calls[shape] = calls.get(shape, -1) + 1
        return calls[shape]


class Dropout2D(Primitive):
    """(whole channels dropped, bool mask)."""

    @prim_attr_register
    def __init__(self, keep_prob=0.5):
        _check_keep(self, keep_prob)
        self.attrs.pop("keep_prob")

    def _compute(self, x):
        if x.ndim != 4:
            raise ValueError(f"For '{self.name}', the rank of 'x' must be 4, but got {x.ndim}.")
        return self._dropped(x)

    def _dropped(self, x):
        if not self.keep_prob:
            zeros = wrap(compose.zeros_like(x._value))
            return zeros, wrap(op.full(x.shape, 0, "bool", op.device_of(x._value)))
        found, mask = drop_channels(self.name, x, self.keep_prob, next_key())
        return wrap(found), wrap(op.astype(mask, "bool"), "bool")


class Dropout3D(Dropout2D):
    """(whole channels dropped, bool mask)."""

    @prim_attr_register
    def __init__(self, keep_prob=0.5):
        _check_keep(self, keep_prob)
        self.attrs.pop("keep_prob")

    def _compute(self, x):
        if x.ndim != 5:
            raise ValueError(f"For '{self.name}', the rank of 'x' must be 5, but got {x.ndim}.")
        return self._dropped(x)
