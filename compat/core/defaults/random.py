"""Draws on the host, handed over to the backend: one key, one result on every backend."""

from __future__ import annotations

from typing import Any

from ..contract import default
from ..rng import generator
from ..table import op

Key = tuple[int, int]
Ints = tuple[int, ...]
# Multiples of these are exact in the short floats; a longer draw could be rounded up to 1.
_STEPS = {"float16": 2**11, "bfloat16": 2**8}


@default
def random_uniform(key: Key, shape: Ints, dtype: str, device: str) -> Any:
    draw = generator(key)
    if dtype in _STEPS:
        steps = _STEPS[dtype]
        return op.asarray(draw.integers(0, steps, shape) / steps, dtype, device)
    if dtype == "float32":
        return op.asarray(draw.random(shape, "float32"), dtype, device)
    return op.asarray(draw.random(shape), dtype, device)


@default
def random_normal(key: Key, shape: Ints, dtype: str, device: str) -> Any:
    draw = generator(key)
    if dtype == "float64":
        return op.asarray(draw.standard_normal(shape), dtype, device)
    return op.asarray(draw.standard_normal(shape, "float32"), dtype, device)


@default
def random_integers(key: Key, shape: Ints, low: int, high: int, dtype: str, device: str) -> Any:
    if dtype == "uint64":
        return op.asarray(generator(key).integers(low, high, shape, "uint64"), dtype, device)
    return op.asarray(generator(key).integers(low, high, shape, "int64"), dtype, device)


@default
def random_permutation(key: Key, n: int, device: str) -> Any:
    return op.asarray(generator(key).permutation(n), "int64", device)


@default
def random_gamma(alpha: Any, key: Key, shape: Ints) -> Any:
    values = generator(key).standard_gamma(op.to_numpy(alpha), (*shape, *op.shape_of(alpha)))
    return op.asarray(values, op.dtype_of(alpha), op.device_of(alpha))


@default
def random_poisson(rate: Any, key: Key, shape: Ints) -> Any:
    values = generator(key).poisson(op.to_numpy(rate), (*shape, *op.shape_of(rate)))
    return op.asarray(values, op.dtype_of(rate), op.device_of(rate))


@default
def random_categorical(logits: Any, key: Key, shape: Ints) -> Any:
    sizes = (*shape, *op.shape_of(logits))
    # The largest of logits plus Gumbel noise is distributed as softmax(logits).
    noise = op.asarray(generator(key).gumbel(size=sizes), "float64", op.device_of(logits))
    return op.argmax(op.add(op.astype(logits, "float64"), noise), len(sizes) - 1)
