"""Cases of cross entropy."""

from __future__ import annotations

from compat.core import op

from .case import add, index, normal


def _loss():
    add("cross_entropy", "", lambda x: op.cross_entropy(x, index([0, 2]), 1), normal(2, 3))
    labels = [[0, 2], [1, 1]]
    add("cross_entropy", "axis 1", lambda x: op.cross_entropy(x, index(labels), 1), normal(2, 3, 2))


_loss()
