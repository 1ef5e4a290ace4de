"""Derivatives of linear algebra."""

from __future__ import annotations

from typing import Any

from ...table import op
from . import vjp
from .pieces import adjoint, unbroadcast

Ints = tuple[int, ...]


@vjp("matmul", "x1")
def _(g: Any, x2: Any, shape: Ints) -> Any:
    return unbroadcast(op.matmul(g, adjoint(x2)), shape)


@vjp("matmul", "x2")
def _(g: Any, x1: Any, shape: Ints) -> Any:
    given = op.shape_of(x1)
    if len(shape) == 2 and len(given) > 2:  # one product instead of a batch of them and a sum
        x1 = op.reshape(x1, (_rows(given), given[-1]))
        g = op.reshape(g, (op.shape_of(x1)[0], shape[-1]))
    return unbroadcast(op.matmul(adjoint(x1), g), shape)


def _rows(shape: Ints) -> int:
    n = 1
    for extent in shape[:-1]:
        n *= extent
    return n
