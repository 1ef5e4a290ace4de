"""Reductions and scans: every combination of axes, empty axes, NaN, accumulation."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from scipy import special

from .reference import FLOATS, assert_same, run, run_default, samples

INF, NAN = float("inf"), float("nan")
AXES = [(), (0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2)]


def logsumexp(x, axis, keepdims):
    return np.log(np.exp(x).sum(axis=axis, keepdims=keepdims))


VALUES = [
    ("sum", np.sum),
    ("prod", np.prod),
    ("mean", np.mean),
    ("max", np.max),
    ("min", np.min),
    ("logsumexp", logsumexp),
]


@pytest.mark.parametrize("keepdims", [False, True])
@pytest.mark.parametrize("axis", AXES)
@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize(("name", "function"), VALUES, ids=[v[0] for v in VALUES])
def test_reductions_over_any_axes(name, function, dtype, axis, keepdims):
    x = samples((2, 3, 4), dtype)
    expected = function(x.astype("float64"), axis=axis, keepdims=keepdims)
    assert_same(run(name, x, axis, keepdims), expected, dtype, factor=9)


@pytest.mark.parametrize("name", ["mean", "min", "logsumexp"])
@pytest.mark.parametrize("axis", AXES)
def test_default_reductions(name, axis):
    x = samples((2, 3, 4), "float64")
    expected = dict(VALUES)[name](x, axis=axis, keepdims=False)
    assert_same(run_default(name, x, axis, False), expected, "float64", factor=9)


@pytest.mark.parametrize("dtype", ["int32", "int64", "uint8", "int8"])
@pytest.mark.parametrize("name", ["sum", "prod", "max", "min"])
def test_integers_keep_their_dtype(name, dtype):
    x = np.array([[1, 2, 3], [4, 1, 2]], dtype)
    assert_same(run(name, x, (1,), False), getattr(np, name)(x, axis=1), dtype)
    assert_same(run(name, x, (0, 1), True), getattr(np, name)(x, keepdims=True), dtype)


@pytest.mark.parametrize("dtype", ["int32", "uint8", "int8"])
def test_default_minimum_of_integers_at_their_limits(dtype):
    limits = np.iinfo(dtype)
    x = np.array([limits.max, limits.min, 1], dtype)
    assert_same(run_default("min", x, (0,), False), limits.min, dtype)
    assert_same(run_default("argmin", x, 0), 1, "int64")


@pytest.mark.parametrize("shape", [(64, 33, 4, 4), (3, 5, 70, 70), (2, 3, 200, 200)])
@pytest.mark.parametrize("axis", [(2, 3), (0, 2, 3), (0,), (1, 2, 3), (3,), (0, 1, 2, 3)])
def test_large_sums_stay_accurate(shape, axis):
    x = samples(shape, "float32") + 1
    expected = x.astype("float64").sum(axis)
    assert_same(run("sum", x, axis, False), expected, "float32", factor=4)
    mean = x.astype("float64").mean(axis, keepdims=True)
    assert_same(run("mean", x, axis, True), mean, "float32", factor=4)


@pytest.mark.parametrize("axis", [(2, 3), (0, 2, 3), (0,), (1, 2, 3), (3,), (0, 1, 2, 3)])
@pytest.mark.parametrize("name", ["max", "min"])
def test_large_extremes(name, axis):
    x = samples((6, 5, 9, 10), "float32")
    x[2, 3, 4, 5] = NAN
    for keepdims in (False, True):
        expected = getattr(np, name)(x, axis=axis, keepdims=keepdims)
        assert_same(run(name, x, axis, keepdims), expected, "float32")


def test_sums_of_views():
    x = samples((40, 50), "float32")
    assert_same(
        run("sum", np.asfortranarray(x), (1,), False), x.astype("float64").sum(1), "float32", 9
    )
    assert_same(
        run("sum", x[:, ::-1], (1,), True), x.sum(1, "float64", keepdims=True), "float32", 9
    )


@pytest.mark.parametrize("axis", [(0,), (1,), (0, 1)])
def test_float16_accumulates_in_float32(axis):
    x = np.full((300, 300), 0.1, "float16")
    exact = x.astype("float64")
    assert_same(run("sum", x, axis, False), exact.sum(axis), "float16")
    assert_same(run("mean", x, axis, False), exact.mean(axis), "float16")


def test_the_mean_of_float16_does_not_overflow():
    assert_same(run("mean", np.full(50, 6e4, "float16"), (0,), False), np.float16(6e4), "float16")


def test_empty_axes():
    x = np.zeros((0, 3), "float32")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert_same(run("sum", x, (0,), False), np.zeros(3), "float32")
        assert_same(run("prod", x, (0,), False), np.ones(3), "float32")
        assert_same(run("mean", x, (0,), False), np.full(3, NAN), "float32")
        assert_same(run("sum", x, (1,), True), np.zeros((0, 1)), "float32")


def test_rank_0():
    x = np.array(2.5, "float32")
    for name in ("sum", "prod", "mean", "max", "min", "logsumexp"):
        assert_same(run(name, x, (), False), 2.5, "float32")


@pytest.mark.parametrize("name", ["max", "min"])
def test_nan_wins(name):
    x = np.array([[1, NAN, 2], [1, 2, 3]], "float32")
    expected = getattr(np, name)(x, axis=1)
    assert_same(run(name, x, (1,), False), expected, "float32")


@pytest.mark.parametrize("axis", AXES)
@pytest.mark.parametrize("name", ["all", "any"])
def test_logic(name, axis):
    x = samples((2, 3, 4)) > (-1 if name == "all" else 1)
    for keepdims in (False, True):
        expected = getattr(np, name)(x, axis=axis, keepdims=keepdims)
        assert_same(run(name, x, axis, keepdims), expected, "bool")


def test_logsumexp_does_not_overflow():
    x = np.array([[1000, 1000], [-INF, -INF], [INF, 1], [-1000, -1000]], "float32")
    log2 = np.log(2)
    for function in (run, run_default):
        found = function("logsumexp", x, (1,), False)
        assert_same(found, [1000 + log2, -INF, INF, -1000 + log2], "float32")
    exact = special.logsumexp(x[::3].astype("float64"), axis=(0, 1))
    assert_same(run("logsumexp", x[::3].copy(), (0, 1), False), exact, "float32")


@pytest.mark.parametrize("dtype", ["float32", "int32", "uint8"])
@pytest.mark.parametrize("name", ["argmax", "argmin"])
@pytest.mark.parametrize("axis", [0, 1])
def test_the_first_of_equal_extremes_counts(name, dtype, axis):
    x = np.array([[1, 3, 3, 1], [3, 1, 1, 3], [3, 3, 1, 1]], dtype)
    expected = getattr(np, name)(x, axis=axis)
    assert_same(run(name, x, axis), expected, "int64")
    if name == "argmin":
        assert_same(run_default(name, x, axis), expected, "int64")


@pytest.mark.parametrize("axis", [0, 1, 2])
@pytest.mark.parametrize("dtype", [*FLOATS, "int32"])
def test_running_sums_and_products(dtype, axis):
    x = samples((2, 3, 4), dtype)
    wide = x.astype("float64" if dtype in FLOATS else dtype)
    total, product = np.cumsum(wide, axis), np.cumprod(wide, axis)
    assert_same(run("cumulative_sum", x, axis), total.astype(wide.dtype), dtype, factor=9)
    assert_same(run("cumulative_prod", x, axis), product.astype(wide.dtype), dtype, factor=9)


def test_running_sums_of_float16_accumulate_in_float32():
    x = np.full(3000, 0.1, "float16")
    assert_same(run("cumulative_sum", x, 0), np.cumsum(x.astype("float64")), "float16")


def test_running_maximum_reports_its_latest_occurrence():
    x = np.array([[1, 3, 3, 2, 5], [2, 2, 1, 2, 0]])
    for dtype in ("float32", "int32"):
        values, places = run("cumulative_max", x.astype(dtype), 1)
        assert_same(values, [[1, 3, 3, 3, 5], [2, 2, 2, 2, 2]], dtype)
        assert_same(places, [[0, 1, 2, 2, 4], [0, 1, 1, 3, 3]], "int64")
    values, places = run("cumulative_max", x.astype("float64"), 0)
    assert_same(values, [[1, 3, 3, 2, 5], [2, 3, 3, 2, 5]], "float64")
    assert_same(places, [[0, 0, 0, 0, 0], [1, 0, 0, 1, 0]], "int64")
