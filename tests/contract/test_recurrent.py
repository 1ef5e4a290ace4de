"""Recurrent layers: the selected kernel and the default."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special

from .reference import FLOATS, assert_close, assert_same, run, run_default, samples

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


def _lstm_operands(dtype):
    shapes = ((4, 2, 3), (2, 5), (2, 5), (20, 3), (20, 5), (20,))
    return [samples(s, dtype, i) for i, s in enumerate(shapes)]


def _gru_operands(dtype):
    shapes = ((4, 2, 3), (2, 5), (15, 3), (15, 5), (15,), (15,))
    return [samples(s, dtype, i) for i, s in enumerate(shapes)]


LAYERS = [("lstm", _lstm_operands, 3), ("gru", _gru_operands, 2)]


@both
@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize(("layer", "operands", "count"), LAYERS)
def test_training_gives_the_results_of_the_layer(function, layer, operands, count, dtype):
    xs = operands(dtype)
    expected = run_default(layer, *[x.astype("float64") for x in xs])
    found = function(f"{layer}_training", *xs)
    assert len(found) == count + 1
    for result, wanted in zip(found, expected, strict=False):
        assert_same(result, wanted, dtype, factor=20)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize(("layer", "operands", "count"), LAYERS)
def test_gradient_of_one_sweep_is_that_of_the_steps(layer, operands, count, dtype):
    xs = operands(dtype)
    gs = [samples(s, dtype, 9 + i) for i, s in enumerate(((4, 2, 5), (2, 5), (2, 5))[:count])]
    y, *_, reserve = run(f"{layer}_training", *xs)
    found = run(f"{layer}_grad", *gs, *xs, y, reserve)
    wide = [x.astype("float64") for x in (*gs, *xs, y, reserve)]
    for result, wanted in zip(found, run_default(f"{layer}_grad", *wide), strict=True):
        assert_close(result, wanted, dtype)


@both
@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("origin", [False, True])
def test_gru_unit(function, origin, dtype):
    x, h, w = samples((2, 15), dtype), samples((2, 5), dtype, 1), samples((5, 15), dtype, 2)
    found = function("gru_unit", x, h, w, origin)
    x, h, flat = x.astype("float64"), h.astype("float64"), w.astype("float64").reshape(-1)
    u, r = np.split(special.expit(x[:, :10] + h @ flat[:50].reshape(5, 10)), 2, 1)
    candidate = np.tanh(x[:, 10:] + (r * h) @ flat[50:].reshape(5, 5))
    state = u * h + (1 - u) * candidate if origin else (1 - u) * h + u * candidate
    for result, wanted in zip(
        found, (state, np.concatenate((u, r, candidate), 1), r * h), strict=True
    ):
        assert_same(result, wanted, dtype, factor=20)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("origin", [False, True])
def test_gradient_of_gru_unit_is_that_of_the_composition(origin, dtype):
    shapes = ((2, 5), (2, 15), (2, 5), (5, 15))
    g, *xs = (samples(s, dtype, i) for i, s in enumerate(shapes))
    _, *kept = run("gru_unit", *xs, origin)
    found = run("gru_unit_grad", g, *xs, *kept, origin)
    wide = [x.astype("float64") for x in (g, *xs, *kept)]
    for result, wanted in zip(found, run_default("gru_unit_grad", *wide, origin), strict=True):
        assert_close(result, wanted, dtype)
