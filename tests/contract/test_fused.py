"""Activations, normalisation, losses, recurrent layers: the selected kernel and the default."""

from __future__ import annotations

import itertools
import math
import warnings

import numpy as np
import pytest
from scipy import special

from .reference import FLOATS, assert_same, run, run_default, samples

INF, NAN = float("inf"), float("nan")
both = pytest.mark.parametrize("function", [run, run_default])


def phi(x):
    return x * special.ndtr(x)


def tanh_form(x):
    return 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


ACTIVATIONS = [
    ("relu", (), lambda x: np.maximum(x, 0)),
    ("leaky_relu", (0.2, 0.2), lambda x: np.where(x > 0, x, 0.2 * x)),
    ("leaky_relu", (3.0, 2.0), lambda x: np.where(x > 0, x, 3.0 * x)),
    ("leaky_relu", (-0.5, 0.25), lambda x: np.where(x > 0, x, -0.5 * x)),
    ("leaky_relu", (0.0, 0.0), lambda x: np.where(x > 0, x, 0 * x)),
    ("softplus", (), lambda x: np.logaddexp(x, 0)),
    ("gelu", (False,), phi),
    ("gelu", (True,), tanh_form),
    ("softmax", (1,), lambda x: special.softmax(x, 1)),
    ("softmax", (0,), lambda x: special.softmax(x, 0)),
    ("log_softmax", (1,), lambda x: special.log_softmax(x, 1)),
    ("log_softmax", (0,), lambda x: special.log_softmax(x, 0)),
]


@both
@pytest.mark.parametrize("dtype", ["float16", *FLOATS])
@pytest.mark.parametrize(("name", "rest", "exact"), ACTIVATIONS)
def test_activations(function, name, rest, exact, dtype):
    x = samples((4, 5), dtype, low=-4, high=4)
    factor = 4 if dtype == "float16" else 20
    assert_same(function(name, x, *rest), exact(x.astype("float64")), dtype, factor=factor)


@both
def test_activations_do_not_overflow(function):
    x = np.array([[1000, -1000, 0]], "float32")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert_same(function("softplus", x), [[1000, 0, np.log(2)]], "float32")
        assert_same(function("softmax", x, 1), [[1, 0, 0]], "float32")
        assert_same(function("log_softmax", x, 1), [[0, -2000, -1000]], "float32")
        assert_same(function("relu", x), [[1000, 0, 0]], "float32")


@both
def test_relu_keeps_nan_and_integers(function):
    assert_same(function("relu", np.array([NAN, -INF, INF], "float32")), [NAN, 0, INF], "float32")
    assert_same(function("relu", np.array([-3, 0, 4], "int32")), [0, 0, 4], "int32")
    many = np.tile(np.array([NAN, -INF, INF, -2, 3], "float32"), 2000)
    assert_same(function("relu", many), np.maximum(many, 0), "float32")


@both
def test_a_mask_of_minus_infinity_gives_no_weight(function):
    x = np.array([[0, -INF, 0]], "float32")
    assert_same(function("softmax", x, 1), [[0.5, 0, 0.5]], "float32")


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


@both
@pytest.mark.parametrize("axis", [0, 1, 2])
@pytest.mark.parametrize("integer", ["int32", "int64"])
def test_cross_entropy(function, axis, integer):
    logits = samples((3, 4, 5), "float32")
    shape = logits.shape[:axis] + logits.shape[axis + 1 :]
    labels = samples(shape, integer, low=0, high=3)
    exact = special.log_softmax(logits.astype("float64"), axis)
    expected = -np.take_along_axis(exact, np.expand_dims(labels, axis).astype("int64"), axis)
    found = function("cross_entropy", logits, labels, axis)
    assert_same(found, expected.squeeze(axis), "float32", factor=9)


@both
@pytest.mark.parametrize("batch", [(2,), (2, 3)])
def test_attention(function, batch):
    q, k = samples((*batch, 3, 4), "float64"), samples((*batch, 5, 4), "float64", seed=1)
    v = samples((*batch, 5, 2), "float64", seed=2)
    mask = np.where(samples((3, 5)) > 1, -1e9, 0.0)
    weights = special.softmax(q @ k.swapaxes(-1, -2) * 0.5 + mask, -1)
    assert_same(function("attention", q, k, v, mask, 0.5), weights @ v, "float64", factor=9)


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


def path_sum(logits, labels, blank):
    """Minus the logarithm of the sum over all alignments, by enumeration."""
    steps, classes = logits.shape
    total = 0.0
    for path in itertools.product(range(classes), repeat=steps):
        merged = [c for c, _ in itertools.groupby(path) if c != blank]
        if merged == list(labels):
            total += math.exp(sum(logits[t, c] for t, c in enumerate(path)))
    return -math.log(total) if total else INF


@both
@pytest.mark.parametrize("blank", [0, 2])
def test_ctc_loss_sums_over_all_alignments(function, blank):
    logits = special.log_softmax(samples((5, 5, 3)), 2)
    a, b = [c for c in range(3) if c != blank]
    labels = np.array([[a, b, a], [a, a, -1], [b, 0, 0], [a, a, a], [b, b, b]])
    steps, counts = np.array([5, 4, 3, 3, 5]), np.array([3, 2, 1, 3, 0])
    expected = [
        path_sum(logits[: steps[n], n], labels[n, : counts[n]], blank) for n in range(len(labels))
    ]
    assert expected[3] == INF  # three equal labels do not fit into three steps
    found = function("ctc_loss", logits, labels, steps, counts, blank)
    assert_same(found, expected, "float64", factor=9)
