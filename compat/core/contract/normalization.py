"""Layer and batch normalisation. All have a default."""

from __future__ import annotations

from typing import Any

from .marker import Array, primitive

Ints = tuple[int, ...]


@primitive(default=True)
def layer_norm(x: Array, weight: Array, bias: Array, axes: Ints, eps: float) -> Any:
    """Normalised over the trailing `axes` with the biased variance, then scaled and shifted.

    weight and bias have the sizes of `axes`.
    """


@primitive(default=True, results=3)
def batch_norm_train(x: Array, weight: Array, bias: Array, eps: float) -> Any:
    """Normalised per channel (axis 1) over all other axes, scaled, shifted; mean; biased variance.

    Statistics are float32 for float16 input. Gradient through the first result; the statistics
    carry none.
    """


@primitive(default=True, results=3, differentiable_results=(0, 1, 2))
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
