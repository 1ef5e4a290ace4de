"""Cases of recurrent layers."""

from __future__ import annotations

from compat.core import op

from .case import add, normal


def _recurrent():
    shapes = ((3, 2, 2), (2, 3))
    gates = ((12, 2), (12, 3), (12,))
    xs = [normal(*s, seed=i) * 0.5 for i, s in enumerate((*shapes, (2, 3), *gates))]
    add("lstm", "", lambda *xs: op.lstm(*xs), *xs, tolerance=1e-6)
    gates = ((9, 2), (9, 3), (9,), (9,))
    xs = [normal(*s, seed=i) * 0.5 for i, s in enumerate((*shapes, *gates))]
    add("gru", "", lambda *xs: op.gru(*xs), *xs, tolerance=1e-6)


_recurrent()
