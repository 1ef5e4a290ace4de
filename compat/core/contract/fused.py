"""Compositions that libraries have a kernel for. All have a default."""

from __future__ import annotations

from typing import Any

from .marker import Array, primitive

Ints = tuple[int, ...]


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


@primitive(default=True)
def layer_norm(x: Array, weight: Array, bias: Array, axes: Ints, eps: float) -> Any:
    """Normalised over the trailing `axes` with the biased variance, then scaled and shifted.

    weight and bias have the extents of `axes`.
    """


@primitive(default=True, results=3)
def batch_norm_train(x: Array, weight: Array, bias: Array, eps: float) -> Any:
    """Normalised per channel (axis 1) over all other axes, scaled, shifted; mean; biased variance.

    Statistics are float32 for float16 input. Gradient through the first result; the statistics
    carry none.
    """


@primitive(default=True, results=3, carries=(0, 1, 2))
def batch_norm_grad(g: Array, x: Array, weight: Array, mean: Array, var: Array, eps: float) -> Any:
    """Cotangents of x, weight and bias for `g`, that of the first result of `batch_norm_train`.

    `mean` and `var` are its other results for this `x`. One kernel instead of the ten passes over
    memory of the composition.
    """


@primitive(default=True)
def batch_norm_infer(
    x: Array, weight: Array, bias: Array, mean: Array, var: Array, eps: float
) -> Any:
    """`(x - mean) / sqrt(var + eps) * weight + bias` per channel (axis 1)."""


@primitive(default=True)
def cross_entropy(logits: Array, labels: Array, axis: int) -> Any:
    """`-log_softmax(logits)` at the integer `labels` along `axis`, which is dropped."""


@primitive(default=True)
def attention(q: Array, k: Array, v: Array, mask: Array, scale: float) -> Any:
    """`softmax(q @ k.T * scale + mask) @ v` over the last two axes; `mask` is additive."""


@primitive(default=True, results=3, carries=(0, 1, 2))
def lstm(x: Array, h: Array, c: Array, wi: Array, wh: Array, b: Array) -> Any:
    """One layer, one direction: x (T, N, I), h and c (N, H), wi (4H, I), wh (4H, H), b (4H,).

    Gates in the order input, forget, cell, output; results y (T, N, H), last h, last c.
    """


@primitive(default=True, results=2, carries=(0, 1))
def gru(x: Array, h: Array, wi: Array, wh: Array, bi: Array, bh: Array) -> Any:
    """One layer, one direction; gates reset, update, new. The first acts behind `wh @ h + bh`."""


@primitive(default=True)
def ctc_loss(
    logits: Array, labels: Array, input_lengths: Array, label_lengths: Array, blank: int
) -> Any:
    """Negative log-likelihood (N,) of log-probabilities (T, N, C) for labels (N, L)."""
