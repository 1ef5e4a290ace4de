"""Cases of reductions."""

from __future__ import annotations

from compat.core import op

from .case import add, apart, normal, waves


def _reduction():
    for axis in ((0,), (1, 2), (0, 1, 2), ()):
        for keep in (False, True):
            for name in ["sum", "mean", "max", "min", "logsumexp", "prod"]:
                add(
                    name,
                    f"{axis}{keep}",
                    lambda x, n=name, a=axis, k=keep: getattr(op, n)(x, a, k),
                    apart(2, 3, 2) * 0.4,
                    tolerance=1e-6 if name == "prod" else 1e-7,
                )
    add("sum", "complex", lambda x: op.sum(x, (1,), False), waves(2, 3))
    add("prod", "complex", lambda x: op.prod(x, (1,), False), waves(2, 3))
    for axis in (0, 1):
        for name in ("cumulative_sum", "cumulative_prod"):
            add(name, f"{axis}", lambda x, n=name, a=axis: getattr(op, n)(x, a), normal(5, 3))
        add("cumulative_max", f"{axis}", lambda x, a=axis: op.cumulative_max(x, a)[0], apart(3, 4))
    add("cumulative_prod", "third", lambda x: op.cumulative_prod(x, 0), normal(3), order=3)


_reduction()
