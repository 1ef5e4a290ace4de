"""Cases of pooling."""

from __future__ import annotations

from compat.core import op

from .case import add, apart, normal


def _pooling():
    geometry = ((3, 2), (2, 1), ((1, 1), (0, 1)))
    add("max_pool", "", lambda x: op.max_pool(x, *geometry, (1, 1))[0], apart(2, 2, 6, 5))
    add(
        "max_pool", "line", lambda x: op.max_pool(x, (2,), (1,), ((0, 0),), (2,))[0], apart(1, 2, 7)
    )
    add("sum_pool", "", lambda x: op.sum_pool(x, *geometry), normal(2, 2, 6, 5))
    add("sum_pool", "line", lambda x: op.sum_pool(x, (3,), (2,), ((1, 2),)), normal(1, 2, 7))
    add(
        "sum_pool_grad",
        "",
        lambda g: op.sum_pool_grad(g, (2, 2, 6, 5), (3, 2), (2, 1), (1, 0)),
        normal(2, 2, 3, 5),
    )


_pooling()
