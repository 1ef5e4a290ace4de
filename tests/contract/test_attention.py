"""Attention: the selected kernel and the default."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special

from .reference import assert_same, run, run_default, samples

both = pytest.mark.parametrize("function", [run, run_default])


@both
@pytest.mark.parametrize("batch", [(2,), (2, 3)])
def test_attention(function, batch):
    q, k = samples((*batch, 3, 4), "float64"), samples((*batch, 5, 4), "float64", seed=1)
    v = samples((*batch, 5, 2), "float64", seed=2)
    mask = np.where(samples((3, 5)) > 1, -1e9, 0.0)
    weights = special.softmax(q @ k.swapaxes(-1, -2) * 0.5 + mask, -1)
    assert_same(function("attention", q, k, v, mask, 0.5), weights @ v, "float64", factor=9)
