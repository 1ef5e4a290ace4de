"""Derivatives of recurrent layers: one backward sweep over all steps.

Derived again, the gradients' own slots run as compositions, which record themselves.
"""

from __future__ import annotations

from typing import Any

from ...compose import zeros_like
from ...table import op
from . import vjp


def _filled(g: tuple[Any, ...], results: tuple[Any, ...]) -> list[Any]:
    """Cotangents with zeros for those that did not arrive."""
    return [zeros_like(r) if c is None else c for c, r in zip(g, results, strict=False)]


@vjp("lstm_training", "x", "h", "c", "wi", "wh", "b")
def _(
    g: Any, x: Any, h: Any, c: Any, wi: Any, wh: Any, b: Any, result: Any, wanted: list[bool]
) -> Any:
    gy, gh, gc = _filled(g[:3], result)
    return op.lstm_grad(gy, gh, gc, x, h, c, wi, wh, b, result[0], result[3])


@vjp("gru_training", "x", "h", "wi", "wh", "bi", "bh")
def _(
    g: Any, x: Any, h: Any, wi: Any, wh: Any, bi: Any, bh: Any, result: Any, wanted: list[bool]
) -> Any:
    gy, gh = _filled(g[:2], result)
    return op.gru_grad(gy, gh, x, h, wi, wh, bi, bh, result[0], result[2])


@vjp("gru_unit", "x", "h", "w")
def _(
    g: Any, x: Any, h: Any, w: Any, result_1: Any, result_2: Any, origin: bool, wanted: list[bool]
) -> Any:
    return op.gru_unit_grad(g[0], x, h, w, result_1, result_2, origin)
