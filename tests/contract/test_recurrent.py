"""Recurrent layers: the selected kernel and the default."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special

from .reference import FLOATS, assert_same, run, run_default, samples

both = pytest.mark.parametrize("function", [run, run_default])


@both
@pytest.mark.parametrize("dtype", FLOATS)
def test_lstm(function, dtype):
    x, h, c = samples((4, 2, 3), dtype), samples((2, 5), dtype, 1), samples((2, 5), dtype, 2)
    wi, wh, b = samples((20, 3), dtype, 3), samples((20, 5), dtype, 4), samples((20,), dtype, 5)
    found = function("lstm", x, h, c, wi, wh, b)
    ys = []
    x, h, c, wi, wh, b = (a.astype("float64") for a in (x, h, c, wi, wh, b))
    for step in x:
        i, f, g, o = np.split(step @ wi.T + h @ wh.T + b, 4, 1)
        c = special.expit(f) * c + special.expit(i) * np.tanh(g)
        h = special.expit(o) * np.tanh(c)
        ys.append(h)
    for result, expected in zip(found, (np.stack(ys), h, c), strict=True):
        assert_same(result, expected, dtype, factor=20)


@both
@pytest.mark.parametrize("dtype", FLOATS)
def test_gru(function, dtype):
    x, h = samples((4, 2, 3), dtype), samples((2, 5), dtype, 1)
    wi, wh = samples((15, 3), dtype, 3), samples((15, 5), dtype, 4)
    bi, bh = samples((15,), dtype, 5), samples((15,), dtype, 6)
    found = function("gru", x, h, wi, wh, bi, bh)
    ys = []
    x, h, wi, wh, bi, bh = (a.astype("float64") for a in (x, h, wi, wh, bi, bh))
    for step in x:
        ri, zi, ni = np.split(step @ wi.T + bi, 3, 1)
        rh, zh, nh = np.split(h @ wh.T + bh, 3, 1)
        r, z = special.expit(ri + rh), special.expit(zi + zh)
        h = (1 - z) * np.tanh(ni + r * nh) + z * h
        ys.append(h)
    for result, expected in zip(found, (np.stack(ys), h), strict=True):
        assert_same(result, expected, dtype, factor=20)
