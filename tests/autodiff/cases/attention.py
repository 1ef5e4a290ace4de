"""Cases of attention."""

from __future__ import annotations

from compat.core import op

from .case import add, normal


def _attention():
    add(
        "attention",
        "",
        lambda q, k, v, m: op.attention(q, k, v, m, 0.5),
        normal(2, 3, 4),
        normal(2, 5, 4),
        normal(2, 5, 2),
        normal(3, 5),
    )


_attention()
