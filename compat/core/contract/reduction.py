"""Reductions: `axis` is a sorted tuple of non-negative ints, `()` reduces nothing.

Scans and index reductions take one axis. The result has the dtype of `x` unless said otherwise.
"""

from __future__ import annotations

from typing import Any

from .marker import Array, primitive

Axes = tuple[int, ...]


@primitive
def sum(x: Array, axis: Axes, keepdims: bool) -> Any:
    """Sum; float16 accumulates in at least float32. `x` is not bool."""


@primitive
def prod(x: Array, axis: Axes, keepdims: bool) -> Any:
    """Product. Gradient: exact where elements are 0 too. `x` is not bool."""


@primitive(default=True)
def mean(x: Array, axis: Axes, keepdims: bool) -> Any:
    """Arithmetic mean of floats; NaN for an empty axis."""


@primitive
def max(x: Array, axis: Axes, keepdims: bool) -> Any:
    """Largest element; NaN wins. Gradient: equal maxima share equally."""


@primitive(default=True)
def min(x: Array, axis: Axes, keepdims: bool) -> Any:
    """Smallest element; NaN wins. Gradient: equal minima share equally."""


@primitive(constant=True)
def all(x: Array, axis: Axes, keepdims: bool) -> Any:
    """bool: every element of the bool `x` is true."""


@primitive(constant=True)
def any(x: Array, axis: Axes, keepdims: bool) -> Any:
    """bool: some element of the bool `x` is true."""


@primitive(default=True)
def logsumexp(x: Array, axis: Axes, keepdims: bool) -> Any:
    """`log(sum(exp(x)))` without overflow; -inf where every element is -inf."""


@primitive(constant=True)
def argmax(x: Array, axis: int) -> Any:
    """int64 index of the first maximum along `axis`, which is dropped."""


@primitive(constant=True, default=True)
def argmin(x: Array, axis: int) -> Any:
    """int64 index of the first minimum along `axis`, which is dropped."""


@primitive
def cumulative_sum(x: Array, axis: int) -> Any:
    """Running sum along `axis`, the element itself included."""


@primitive
def cumulative_prod(x: Array, axis: int) -> Any:
    """Running product along `axis`. Gradient: exact where elements are 0 too."""


@primitive(results=2)
def cumulative_max(x: Array, axis: int) -> Any:
    """Running maximum along `axis` and the int64 position of its latest occurrence.

    Gradient: to the position found.
    """
