"""Cases of normalisation."""

from __future__ import annotations

from compat.core import op

from .case import add, normal, within


def _normalization():
    for axes in ((1, 2), (2,)):
        extents = (2, 3, 4)[axes[0] :]
        add(
            "layer_norm",
            f"{axes}",
            lambda x, w, b, a=axes: op.layer_norm(x, w, b, a, 1e-3),
            normal(2, 3, 4),
            normal(*extents),
            normal(*extents, seed=2),
            tolerance=1e-6,
        )
    add(
        "batch_norm_train",
        "",
        lambda x, w, b: op.batch_norm_train(x, w, b, 1e-3)[0],
        normal(3, 2, 2, 2),
        normal(2),
        normal(2, seed=2),
        tolerance=1e-6,
    )
    add(
        "batch_norm_grad",
        "",
        lambda g, x, w, m, v: op.batch_norm_grad(g, x, w, m, v, 1e-3),
        normal(3, 2, 2),
        normal(3, 2, 2, seed=1),
        normal(2),
        normal(2, seed=2),
        within(0.5, 2, 2),
        tolerance=1e-6,
    )
    add(
        "batch_norm_infer",
        "",
        lambda x, w, b, m, v: op.batch_norm_infer(x, w, b, m, v, 1e-3),
        normal(3, 2, 2),
        normal(2),
        normal(2, seed=2),
        normal(2, seed=3),
        within(0.5, 2, 2),
        tolerance=1e-6,
    )


_normalization()
