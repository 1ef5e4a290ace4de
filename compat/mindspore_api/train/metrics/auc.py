"""Area under a curve."""

from __future__ import annotations

import numpy as np


def auc(x, y, reorder=False):
    """Area under the points (x, y) by the trapezoidal rule."""
    if not isinstance(x, np.ndarray) or not isinstance(y, np.ndarray):
        raise TypeError(
            "For 'auc', the argument 'x' and 'y' must all be np.ndarray, but got "
            f"{type(x)}, {type(y)}"
        )
    counts = [_count(x), _count(y)]
    if counts[0] != counts[1]:
        raise ValueError(f"Found input variables with inconsistent numbers of samples: {counts}.")
    x, y = _flat(x), _flat(y)
    if x.shape[0] < 2:
        raise ValueError(
            "For 'auc', the shape of the argument 'x' in axis 0 must be greater than 2, but got "
            f"{x.shape[0]}."
        )
    direction = 1
    steps = np.diff(x)
    if reorder:
        order = np.lexsort((y, x))
        x, y = x[order], y[order]
    elif np.any(steps < 0):
        if not np.all(steps <= 0):
            raise ValueError(
                "For 'auc', if the argument is False, the argument 'x' array must be increasing "
                f"or decreasing, but got 'x': {x}"
            )
        direction = -1
    return direction * np.float64((np.diff(x) * (y[1:] + y[:-1]) / 2.0).sum())


def _count(x):
    if x.ndim == 0:
        raise TypeError(f"Singleton array {x} cannot be considered as a valid collection.")
    return x.shape[0]


def _flat(x):
    if x.ndim == 1 or (x.ndim == 2 and x.shape[1] == 1):
        return np.ravel(x)
    raise ValueError(
        "For 'auc', the input must be a 1-dimensional array, or a 2-dimensional array with the "
        f"second dimension of 1, but got shape {x.shape}."
    )
