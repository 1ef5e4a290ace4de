"""Cases of activations."""

from __future__ import annotations

from compat.core import op

from .case import add, apart, normal


def _activation():
    add("relu", "", lambda x: op.relu(x), apart(2, 3))
    for kink in (0.2, 0.6):
        add("leaky_relu", f"{kink}", lambda x, k=kink: op.leaky_relu(x, 0.2, k), apart(2, 3))
    add("softplus", "", lambda x: op.softplus(x), normal(2, 3))
    for approximate in (False, True):
        add("gelu", f"{approximate}", lambda x, a=approximate: op.gelu(x, a), normal(2, 3))
    for axis in (0, 1):
        add("softmax", f"{axis}", lambda x, a=axis: op.softmax(x, a), normal(3, 4))
        add("log_softmax", f"{axis}", lambda x, a=axis: op.log_softmax(x, a), normal(3, 4))


_activation()
