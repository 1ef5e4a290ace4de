"""Cases of resampling."""

from __future__ import annotations

import itertools

import numpy as np

from compat.core import op

from .case import add, normal


def _resize():
    for method, how, size in itertools.product(
        ("nearest", "linear", "cubic"),
        ("half_pixel", "asymmetric", "align_corners"),
        ((7, 3), (2, 5)),
    ):
        if method == "cubic" and how == "asymmetric":
            continue
        add(
            "resize",
            f"{method} {how} {size}",
            lambda x, f=(size, method, how): op.resize(x, *f),
            normal(1, 2, 4, 5),
        )
        add(
            "resize_grad",
            f"{method} {how} {size}",
            lambda g, f=(method, how): op.resize_grad(g, (1, 2, 4, 5), *f),
            normal(1, 2, *size),
        )
    for mode in ("zeros", "border", "reflection"):
        add(
            "grid_sample",
            mode,
            lambda x, g, m=mode: op.grid_sample(x, g, "bilinear", m, False),
            normal(1, 2, 4, 5),
            _between_pixels(mode),
            order=1,
        )


def _between_pixels(mode):
    """A grid (1, 3, 2, 2) over (4, 5) pixels that stays away from where the interpolation bends."""
    rows = np.array([0.3, 1.6, 2.4, 2.7, 0.55, 1.35])
    columns = np.array([3.4, 0.3, 1.7, 2.55, 3.65, 2.3])
    if mode != "border":
        rows[0], columns[1] = -0.3, 4.3
    grid = np.stack([(columns + 0.5) * 2 / 5 - 1, (rows + 0.5) * 2 / 4 - 1], -1)
    return grid.reshape(1, 3, 2, 2)


_resize()
