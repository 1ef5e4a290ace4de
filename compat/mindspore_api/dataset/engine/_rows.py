"""Rows of datasets: from what a source gives, in dtypes asked for, in random order."""

from __future__ import annotations

import numpy as np

from ...common import dtype as mstype
from ...common.seed import get_seed


def several(x):
    """A list of one or of several things."""
    return list(x) if isinstance(x, (list, tuple)) else [x]


def generator_of(dataset):
    """NumPy generator of a random order; with a seed it gives the same order in every run."""
    dataset.__dict__["_epoch"] = epoch = dataset.__dict__.get("_epoch", -1) + 1
    seed = get_seed()
    return np.random.RandomState(None if seed is None else (seed + epoch) % 2**32)


def as_row(values, names):
    """{column: array} of what a source gives for one row."""
    values = values if isinstance(values, (tuple, list)) else (values,)
    if len(values) != len(names):
        raise RuntimeError(
            f"Exception thrown from dataset pipeline. The source gave {len(values)} columns, but "
            f"'column_names' names {len(names)}."
        )
    return {
        n: np.asarray(getattr(v, "asnumpy", lambda v=v: v)())
        for n, v in zip(names, values, strict=True)
    }


def converted(row, types):
    """A row in the dtypes asked for."""
    if types is None:
        return row
    kinds = [mstype.dtype_to_nptype(t) for t in types]
    return {n: a.astype(k) for (n, a), k in zip(row.items(), kinds, strict=True)}
