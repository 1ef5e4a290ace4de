"""Recurrent layers. All have a default.

`lstm` and `gru` are what callers use. Where the tape records, the same layer runs as
`lstm_training` or `gru_training`, which also gives what its gradient needs: a backend has kernels
for both of a pair (`lstm_training`, `lstm_grad`) or for neither. The defaults of the gradients
compute everything from the operands, so that they can be derived again.
"""

from __future__ import annotations

from typing import Any

from .marker import Array, primitive


@primitive(default=True, results=3, differentiable_results=(0, 1, 2))
def lstm(x: Array, h: Array, c: Array, wi: Array, wh: Array, b: Array) -> Any:
    """One layer, one direction: x (T, N, I), h and c (N, H), wi (4H, I), wh (4H, H), b (4H,).

    Gates in the order input, forget, cell, output; results y (T, N, H), last h, last c.
    """


@primitive(default=True, results=4, differentiable_results=(0, 1, 2))
def lstm_training(x: Array, h: Array, c: Array, wi: Array, wh: Array, b: Array) -> Any:
    """The results of `lstm` and a reserve for `lstm_grad`, in the layout of the backend."""


@primitive(default=True, results=6, differentiable_results=(0, 1, 2, 3, 4, 5))
def lstm_grad(
    gy: Array,
    gh: Array,
    gc: Array,
    x: Array,
    h: Array,
    c: Array,
    wi: Array,
    wh: Array,
    b: Array,
    y: Array,
    reserve: Array,
) -> Any:
    """Cotangents of the operands of `lstm_training` for those of its results, in one sweep.

    `y` and `reserve` are its results for these operands.
    """


@primitive(default=True, results=2, differentiable_results=(0, 1))
def gru(x: Array, h: Array, wi: Array, wh: Array, bi: Array, bh: Array) -> Any:
    """One layer, one direction; gates reset, update, new. The first acts behind `wh @ h + bh`."""


@primitive(default=True, results=3, differentiable_results=(0, 1))
def gru_training(x: Array, h: Array, wi: Array, wh: Array, bi: Array, bh: Array) -> Any:
    """The results of `gru` and a reserve for `gru_grad`, in the layout of the backend."""


@primitive(default=True, results=6, differentiable_results=(0, 1, 2, 3, 4, 5))
def gru_grad(
    gy: Array,
    gh: Array,
    x: Array,
    h: Array,
    wi: Array,
    wh: Array,
    bi: Array,
    bh: Array,
    y: Array,
    reserve: Array,
) -> Any:
    """Cotangents of the operands of `gru_training` for those of its results; see `lstm_grad`."""


@primitive(default=True, results=3)
def gru_unit(x: Array, h: Array, w: Array, origin: bool) -> Any:
    """One step of the unit that resets before its product: x (N, 3H), h (N, H), w (H, 3H).

    `x` holds the sums of update, reset and candidate; the memory of `w` the matrix (H, 2H) of both
    gates, behind it that (H, H) of the candidate. Results: the new state `(1 - u) * h + u * cand`
    (origin: `u * h + (1 - u) * cand`); gates (N, 3H) behind their activations; the reset state.
    Gradient through the first.
    """


@primitive(default=True, results=3, differentiable_results=(0, 1, 2))
def gru_unit_grad(
    g: Array, x: Array, h: Array, w: Array, gates: Array, kept: Array, origin: bool
) -> Any:
    """Cotangents of x, h and w for `g`, that of the first result of `gru_unit`.

    `gates` and `kept` are its other results for these operands.
    """
