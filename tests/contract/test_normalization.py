"""Layer and batch normalisation: the selected kernel and the default."""

from __future__ import annotations

import numpy as np
import pytest

from .reference import FLOATS, assert_same, run, run_default, samples

both = pytest.mark.parametrize("function", [run, run_default])


@both
@pytest.mark.parametrize("axes", [(2,), (1, 2)])
@pytest.mark.parametrize("dtype", FLOATS)
def test_layer_norm(function, axes, dtype):
    x = samples((2, 3, 4), dtype) + 1
    extents = tuple(x.shape[a] for a in axes)
    w, b = samples(extents, dtype, seed=1), samples(extents, dtype, seed=2)
    z = x.astype("float64")
    normal = (z - z.mean(axes, keepdims=True)) / np.sqrt(z.var(axes, keepdims=True) + 1e-5)
    assert_same(function("layer_norm", x, w, b, axes, 1e-5), normal * w + b, dtype, factor=20)


def channels(v, x):
    return v.astype("float64").reshape(1, -1, *(1,) * (x.ndim - 2))


BATCHES = [(6, 3), (2, 3, 5), (4, 3, 2, 2), (1, 3, 40, 40), (3, 2, 2, 3, 2)]


@both
@pytest.mark.parametrize("shape", BATCHES)
@pytest.mark.parametrize("dtype", FLOATS)
def test_batch_norm_train(function, shape, dtype):
    x = samples(shape, dtype) + 2
    w, b = samples((shape[1],), dtype, seed=1), samples((shape[1],), dtype, seed=2)
    axes = (0, *range(2, len(shape)))
    z = x.astype("float64")
    mean, var = z.mean(axes), z.var(axes)
    expected = (z - channels(mean, x)) / np.sqrt(channels(var, x) + 1e-5)
    y, m, v = function("batch_norm_train", x, w, b, 1e-5)
    assert_same(y, expected * channels(w, x) + channels(b, x), dtype, factor=20)
    assert_same(m, mean, dtype, factor=9)
    assert_same(v, var, dtype, factor=9)


@both
@pytest.mark.parametrize("shape", BATCHES)
@pytest.mark.parametrize("dtype", FLOATS)
def test_batch_norm_infer(function, shape, dtype):
    x = samples(shape, dtype)
    w, b, mean = (samples((shape[1],), dtype, seed=i) for i in (1, 2, 3))
    var = samples((shape[1],), dtype, seed=4, low=0.5, high=2)
    z = (x - channels(mean, x)) / np.sqrt(channels(var, x) + 1e-5)
    expected = z * channels(w, x) + channels(b, x)
    assert_same(function("batch_norm_infer", x, w, b, mean, var, 1e-5), expected, dtype, factor=20)


@both
def test_batch_norm_of_float16_has_statistics_in_float32(function):
    x = samples((8, 2, 5, 5), "float16") + np.float16(3)
    w, b = np.array([1, 2], "float32"), np.array([0, 1], "float32")
    y, m, v = function("batch_norm_train", x, w, b, 1e-5)
    z = x.astype("float64")
    mean, var = z.mean((0, 2, 3)), z.var((0, 2, 3))
    assert_same(m, mean, "float32", factor=9)
    assert_same(v, var, "float32", factor=9)
    expected = (z - channels(mean, x)) / np.sqrt(channels(var, x) + 1e-5)
    assert_same(y, expected * channels(w, x) + channels(b, x), "float16", factor=2)


@both
@pytest.mark.parametrize("shape", BATCHES)
@pytest.mark.parametrize("dtype", FLOATS)
def test_batch_norm_grad(function, shape, dtype):
    g, x = samples(shape, dtype, seed=7), samples(shape, dtype) + 2
    w = samples((shape[1],), dtype, seed=1)
    axes = (0, *range(2, len(shape)))
    z, t, number = x.astype("float64"), g.astype("float64"), x.size // shape[1]
    mean, var = z.mean(axes), z.var(axes)
    inverse = 1 / np.sqrt(channels(var, x) + 1e-5)
    normal = (z - channels(mean, x)) * inverse
    of_weight, of_bias = (t * normal).sum(axes), t.sum(axes)
    rest = t - channels(of_bias, x) / number - normal * channels(of_weight, x) / number
    found = function("batch_norm_grad", g, x, w, mean.astype(dtype), var.astype(dtype), 1e-5)
    assert_same(found[0], rest * inverse * channels(w, x), dtype, factor=40)
    assert_same(found[1], of_weight, dtype, factor=40)
    assert_same(found[2], of_bias, dtype, factor=40)
