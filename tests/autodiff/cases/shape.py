"""Cases of primitives that move elements."""

from __future__ import annotations

from compat.core import op

from .case import add, normal


def _shape():
    x = normal(2, 3, 4)
    add("reshape", "", lambda x: op.reshape(x, (4, 6)), x)
    add("permute_dims", "", lambda x: op.permute_dims(x, (2, 0, 1)), x)
    add("broadcast_to", "", lambda x: op.broadcast_to(x, (5, 2, 3)), normal(2, 1))
    add("broadcast_to", "scalar", lambda x: op.broadcast_to(x, (2, 3)), normal())
    add("concat", "", lambda a, b: op.concat([a, b], 1), normal(2, 3), normal(2, 2))
    add("concat", "repeated", lambda a: op.concat([a, a], 0), normal(2, 3))
    add("stack", "", lambda a, b: op.stack([a, b], 1), normal(2, 3), normal(2, 3, seed=2))
    add("flip", "", lambda x: op.flip(x, (0, 2)), x)
    add("tile", "", lambda x: op.tile(x, (2, 1, 3)), x)
    add("pad", "constant", lambda x: op.pad(x, ((1, 2), (0, 3)), "constant", 1.5), normal(2, 3))
    widths = ((1, 0), (2, 1), (0, 0))
    for mode in ("reflect", "symmetric", "edge", "wrap"):
        add("pad", mode, lambda x, m=mode: op.pad(x, widths, m, None), normal(2, 3, 2))
    cut = ((0, 3, 1), (2, -1, 4), (1, -2, 2))
    add("strided_slice", "", lambda x: op.strided_slice(x, *cut), normal(2, 4, 5))
    add(
        "strided_update",
        "",
        lambda x, u: op.strided_update(x, u, *cut),
        normal(2, 4, 5),
        normal(2, 2, 2),
    )


_shape()
