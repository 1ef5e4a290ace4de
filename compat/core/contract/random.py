"""Draws. `key` is a tuple of two ints; a key gives the same numbers every time."""

from __future__ import annotations

from typing import Any

from .marker import Array, primitive

Key = tuple[int, int]
Ints = tuple[int, ...]


@primitive(default=True)
def random_uniform(key: Key, shape: Ints, dtype: str, device: str) -> Any:
    """Uniform on [0, 1)."""


@primitive(default=True)
def random_normal(key: Key, shape: Ints, dtype: str, device: str) -> Any:
    """Standard normal."""


@primitive(default=True)
def random_integers(key: Key, shape: Ints, low: int, high: int, dtype: str, device: str) -> Any:
    """Uniform integers from `low` to `high - 1`."""


@primitive(default=True)
def random_permutation(key: Key, n: int, device: str) -> Any:
    """int64 permutation of `range(n)`."""


@primitive(constant=True, default=True)
def random_gamma(alpha: Array, key: Key, shape: Ints) -> Any:
    """Gamma with rate 1 and the shape parameters `alpha`; `shape` leads, then that of `alpha`."""


@primitive(constant=True, default=True)
def random_poisson(rate: Array, key: Key, shape: Ints) -> Any:
    """Poisson counts in the dtype of `rate`; `shape` leads, then that of `rate`."""


@primitive(constant=True, default=True)
def random_categorical(logits: Array, key: Key, shape: Ints) -> Any:
    """int64 classes drawn from the last axis of `logits`; `shape` leads, then the other axes."""
