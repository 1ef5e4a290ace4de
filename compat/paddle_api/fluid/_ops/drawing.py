"""Random operators: with a seed the numbers of the original, else new ones each time."""

from __future__ import annotations

import math
import secrets

from compat.core import minstd, op, state

from .._dtypes import canonical
from .base import f32, wrap


def _drawn(stream, shape, seed, dtype, *parameters):
    name = canonical(dtype)
    shape = tuple(int(n) for n in shape)
    seed = seed or secrets.randbelow(2**31 - 2) + 1
    kind = "float64" if name == "float64" else "float32"
    values = stream(seed, math.prod(shape), *parameters, kind).reshape(shape)
    return wrap(op.asarray(values.astype(name), name, state.device()))


def uniform_random(shape=(), min=-1.0, max=1.0, seed=0, dtype=5, **options):
    """Uniform on [min, max)."""
    return _drawn(minstd.paddle_uniform, shape, seed, dtype, f32(min), f32(max))


def gaussian_random(shape=(), mean=0.0, std=1.0, seed=0, dtype=5, **options):
    """Normal."""
    return _drawn(minstd.paddle_normal, shape, seed, dtype, f32(mean), f32(std))


def truncated_gaussian_random(shape=(), mean=0.0, std=1.0, seed=0, dtype=5, **options):
    """Normal, cut at two standard deviations."""
    return _drawn(minstd.paddle_truncated_normal, shape, seed, dtype, f32(mean), f32(std))


def randint(shape=(), low=0, high=1, seed=0, dtype=3, **options):
    """Integers from `low` to `high - 1`."""
    key = (seed, 0) if seed else (secrets.randbits(63), secrets.randbits(63))
    sizes = tuple(int(n) for n in shape)
    return wrap(op.random_integers(key, sizes, low, high, canonical(dtype), state.device()))


def randperm(n=1, seed=0, dtype=3, **options):
    """The numbers below `n` in random order."""
    key = (seed, 0) if seed else (secrets.randbits(63), secrets.randbits(63))
    return wrap(op.astype(op.random_permutation(key, n, state.device()), canonical(dtype)))
