"""Activations that libraries have a kernel for. All have a default."""

from __future__ import annotations

from typing import Any

from .marker import Array, primitive


@primitive(default=True)
def relu(x: Array) -> Any:
    """`max(x, 0)`; NaN stays. Gradient at 0: 0."""


@primitive(default=True)
def leaky_relu(x: Array, slope: float, kink: float) -> Any:
    """`x` where it is positive, else `slope * x`; NaN stays. Gradient at 0: `kink`."""


@primitive(default=True)
def softplus(x: Array) -> Any:
    """`log(1 + exp(x))` without overflow."""


@primitive(default=True)
def gelu(x: Array, approximate: bool) -> Any:
    """`x * Phi(x)`; approximate: the tanh form of Hendrycks and Gimpel."""


@primitive(default=True)
def softmax(x: Array, axis: int) -> Any:
    """`exp(x) / sum(exp(x))` along `axis` without overflow."""


@primitive(default=True)
def log_softmax(x: Array, axis: int) -> Any:
    """Logarithm of `softmax` without overflow."""
