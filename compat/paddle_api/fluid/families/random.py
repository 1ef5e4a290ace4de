"""Random variables."""

from __future__ import annotations

import math
import secrets

import numpy as np

from compat.core import minstd, op, state

from .._attributes import sizes
from .._dtypes import canonical, convert_np_dtype_to_dtype_, vartype
from .._operands import check_device, f32, into, invalid, raw, take
from .._registry import operator
from .._varbase import from_numpy, wrap
from ..data_feeder import check_variable_and_dtype
from ..framework import default_main_program


def _drawn(stream, shape, seed, dtype, *parameters):
    name = canonical(dtype)
    shape = tuple(int(n) for n in shape)
    seed = seed or secrets.randbelow(2**31 - 2) + 1
    kind = "float64" if name == "float64" else "float32"
    values = stream(seed, math.prod(shape), *parameters, kind).reshape(shape)
    return wrap(op.asarray(values.astype(name), name, state.device()))


@operator
def uniform_random_op(shape=(), min=-1.0, max=1.0, seed=0, dtype=5, **options):
    """Uniform on [min, max)."""
    return _drawn(minstd.paddle_uniform, shape, seed, dtype, f32(min), f32(max))


def uniform_random(shape, dtype="float32", min=-1.0, max=1.0, seed=0):
    """Uniform on [min, max)."""

    if seed == 0:
        seed = default_main_program().random_seed
    if not hasattr(dtype, "_number"):
        dtype = convert_np_dtype_to_dtype_(dtype)
    return uniform_random_op(sizes(shape, "uniform_random"), min, max, seed, dtype)


@operator
def gaussian_random_op(shape=(), mean=0.0, std=1.0, seed=0, dtype=5, **options):
    """Normal."""
    return _drawn(minstd.paddle_normal, shape, seed, dtype, f32(mean), f32(std))


def gaussian_random(shape, mean=0.0, std=1.0, seed=0, dtype="float32"):
    """Normal."""
    return gaussian_random_op(sizes(shape, "gaussian_random"), mean, std, seed, vartype(dtype))


@operator
def truncated_gaussian_random_op(shape=(), mean=0.0, std=1.0, seed=0, dtype=5, **options):
    """Normal, cut at two standard deviations."""
    return _drawn(minstd.paddle_truncated_normal, shape, seed, dtype, f32(mean), f32(std))


@operator
def randint_op(shape=(), low=0, high=1, seed=0, dtype=3, **options):
    """Integers from `low` to `high - 1`."""
    key = (seed, 0) if seed else (secrets.randbits(63), secrets.randbits(63))
    sizes = tuple(int(n) for n in shape)
    return wrap(op.random_integers(key, sizes, low, high, canonical(dtype), state.device()))


def randint(
    low,
    high=None,
    shape=None,
    out=None,
    dtype=None,
    device=None,
    stop_gradient=False,
    seed=0,
    name=None,
):
    """Integers from `low` to `high - 1`, or from 0 to `low - 1`."""
    _check_target(out, dtype or "int64", device, "randint")
    if shape is None:
        shape = [1]
    if high is None:
        low, high = 0, low
    found = randint_op(sizes(shape, "randint"), low, high, seed, vartype(dtype or "int64"))
    return into(found, out)


@operator
def randperm_op(n=1, seed=0, dtype=3, **options):
    """The numbers below `n` in random order."""
    key = (seed, 0) if seed else (secrets.randbits(63), secrets.randbits(63))
    return wrap(op.astype(op.random_permutation(key, n, state.device()), canonical(dtype)))


def randperm(n, out=None, dtype="int64", device=None, stop_gradient=True, seed=0):
    """The numbers below `n` in random order."""
    if n < 1:
        raise ValueError("The input n should be greater than 0 in randperm op.")
    _check_target(out, dtype, device, "randperm")
    return into(randperm_op(n, seed, vartype(dtype)), out)


def sampling_id(x, min=0.0, max=1.0, seed=0, dtype="float32"):
    """int64 (N,): a class for each row of probabilities."""
    value = raw(take(x, "sampling_id"))
    if op.rank_of(value) != 2:
        raise invalid(
            f"Input(X, Filter) should be 2-D tensor. But X dim is {op.rank_of(value)}",
            "sampling_id",
        )
    key = (seed, 0) if seed else (secrets.randbits(63), secrets.randbits(63))
    logits = op.log(op.maximum(value, 1e-30))
    return wrap(op.reshape(op.random_categorical(logits, key, ()), op.shape_of(value)[:1]))


def randn(shape, out=None, dtype=None, device=None, stop_gradient=True, name=None):
    """Standard normal."""
    _check_target(out, dtype or "float32", device, "randn")
    result = gaussian_random_op(sizes(shape, "randn"), 0.0, 1.0, 0, vartype(dtype or "float32"))
    result = into(result, out)
    result.stop_gradient = stop_gradient
    return result


def _check_target(out, dtype, device, name):
    """Where the numbers go: a variable of their dtype; the device is the one in use."""
    if out is not None:
        check_variable_and_dtype(out, "out", [canonical(dtype)], name)
    check_device(device, name)


def _with_batch_of(input, shape, input_dim_idx, output_dim_idx):
    sizes = list(shape)
    sizes[output_dim_idx] = input.shape[input_dim_idx]
    return sizes


def uniform_random_batch_size_like(
    input,
    shape,
    dtype="float32",
    input_dim_idx=0,
    output_dim_idx=0,
    min=-1.0,
    max=1.0,
    seed=0,
):
    """Uniform on [min, max), one size taken from `input`."""
    sizes = _with_batch_of(input, shape, input_dim_idx, output_dim_idx)
    return uniform_random_op(sizes, min, max, seed, vartype(dtype))


def gaussian_random_batch_size_like(
    input,
    shape,
    input_dim_idx=0,
    output_dim_idx=0,
    mean=0.0,
    std=1.0,
    seed=0,
    dtype="float32",
):
    """Normal, one size taken from `input`."""
    sizes = _with_batch_of(input, shape, input_dim_idx, output_dim_idx)
    return gaussian_random_op(sizes, mean, std, seed, vartype(dtype))


def random_crop(x, shape, seed=None):
    """A random part of every sample, of the sizes `shape`; other numbers than Paddle's."""
    generator = np.random.default_rng(seed if isinstance(seed, int) and seed else None)
    values, kept = x.numpy(), len(x.shape) - len(shape)
    out = np.empty((*values.shape[:kept], *shape), values.dtype)
    for place in np.ndindex(*values.shape[:kept]):
        spare = [n - m for n, m in zip(values.shape[kept:], shape, strict=True)]
        begin = [int(generator.integers(0, n + 1)) for n in spare]
        out[place] = values[place][
            tuple(slice(b, b + m) for b, m in zip(begin, shape, strict=True))
        ]
    return wrap(from_numpy(out))
