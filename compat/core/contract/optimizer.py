"""Optimiser steps and running averages.

They carry no gradient and MAY WRITE into `p` and the moments, which the caller owns and must
replace by the results. `g` is never written to. Rates are Python floats.
"""

from __future__ import annotations

from typing import Any

from .marker import Array, primitive


@primitive(constant=True, default=True)
def sgd_update(p: Array, g: Array, lr: float) -> Any:
    """`p - lr * g`."""


@primitive(constant=True, default=True, results=2)
def momentum_update(
    p: Array, m: Array, g: Array, lr: float, momentum: float, nesterov: bool
) -> Any:
    """`m = momentum * m + g`, `p - lr * m`; nesterov: `p - lr * (g + momentum * m)`. New p, m."""


@primitive(constant=True, default=True, results=3)
def adam_update(
    p: Array, m: Array, v: Array, g: Array, lr: float, beta1: float, beta2: float, eps: float
) -> Any:
    """`m += (1 - beta1) * (g - m)`, `v += (1 - beta2) * (g * g - v)`, `p - lr * m / (sqrt(v) +
    eps)`.

    Bias correction is folded into `lr` and `eps` by the caller. New p, m, v.
    """


@primitive(constant=True, default=True)
def blend_update(p: Array, x: Array, keep: float, gain: float) -> Any:
    """`keep * p + gain * x`; `x` is never written to."""
