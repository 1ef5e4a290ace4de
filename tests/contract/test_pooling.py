"""Pooling and its adjoint against loops over their formulas in float64."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from .reference import assert_close, run, samples, window_positions

# extents, window, stride, padding, dilation
POOLS = [
    ((8,), (2,), (2,), ((0, 0),), (1,)),
    ((9,), (3,), (2,), ((1, 1),), (2,)),
    ((6, 8), (2, 2), (2, 2), ((0, 0), (0, 0)), (1, 1)),
    ((7, 9), (2, 2), (2, 2), ((0, 0), (0, 0)), (1, 1)),
    ((7, 8), (3, 3), (2, 2), ((1, 1), (1, 1)), (1, 1)),
    ((7, 8), (3, 2), (1, 1), ((1, 0), (0, 1)), (1, 1)),
    ((7, 8), (3, 2), (1, 3), ((-1, 0), (0, -2)), (2, 1)),
    ((5, 6), (5, 6), (1, 1), ((0, 0), (0, 0)), (1, 1)),
    ((5, 6), (1, 1), (2, 2), ((0, 0), (0, 0)), (1, 1)),
    ((4, 5, 6), (2, 3, 2), (2, 2, 1), ((0, 0), (1, 1), (0, 1)), (1, 1, 1)),
]


def windows(space, window, stride, padding, dilation):
    """Per output position the positions of its window that lie inside."""
    out = window_positions(space, window, stride, padding, dilation)
    for i in np.ndindex(*out):
        axes = [
            [s * j + d * t - lo for t in range(k) if 0 <= s * j + d * t - lo < n]
            for j, n, k, s, (lo, _), d in zip(
                i, space, window, stride, padding, dilation, strict=True
            )
        ]
        yield i, list(product(*axes))


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16", "int32"])
@pytest.mark.parametrize("case", POOLS, ids=str)
def test_max_pool_gives_the_first_largest_of_every_window(case, dtype):
    space = case[0]
    x = np.random.default_rng(4).integers(-4, 5, (2, 3, *space)).astype(dtype)
    values, indices = run("max_pool", x, *case[1:])
    assert indices.dtype == np.int64
    assert values.dtype == dtype
    for i, inside in windows(*case):
        flat = [int(np.ravel_multi_index(p, space)) for p in inside]
        seen = x.reshape(2, 3, -1)[..., flat]
        assert np.array_equal(values[(..., *i)], seen.max(-1))
        assert np.array_equal(indices[(..., *i)], np.array(flat)[seen.argmax(-1)])


def test_max_pool_lets_nan_and_infinities_win():
    x = np.array([[[1.0, np.nan, 3.0, -np.inf, -np.inf, np.inf, np.nan, np.nan]]])
    values, indices = run("max_pool", x, (2,), (2,), ((0, 0),), (1,))
    assert np.array_equal(values, [[[np.nan, 3.0, np.inf, np.nan]]], equal_nan=True)
    assert indices.ravel().tolist()[:3] == [1, 2, 5]
    values, _ = run("max_pool", np.full((1, 1, 4), -np.inf), (2,), (2,), ((1, 1),), (1,))
    assert np.array_equal(values, np.full((1, 1, 3), -np.inf))


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16"])
@pytest.mark.parametrize("case", [c for c in POOLS if set(c[4]) == {1}], ids=str)
def test_sum_pool_and_its_adjoint_follow_the_formula(case, dtype):
    space, window, stride, padding, _ = case
    x = samples((2, 3, *space), dtype)
    g = samples((2, 3, *window_positions(*case)), dtype, 5)
    expected, back = np.zeros(g.shape), np.zeros(x.shape)
    for i, inside in windows(*case):
        for p in inside:
            expected[(..., *i)] += x[(..., *p)]
            back[(..., *p)] += g[(..., *i)]
    assert_close(run("sum_pool", x, window, stride, padding), expected, dtype)
    pad_before = tuple(lo for lo, _ in padding)
    assert_close(run("sum_pool_grad", g, x.shape, window, stride, pad_before), back, dtype)


INF, NAN = np.inf, np.nan


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_max_pool_takes_nan_wherever_it_stands(dtype):
    x = np.array(
        [[[[1, 2, NAN, 0], [NAN, 5, 3, 9], [4, 4, -INF, -INF], [4, 4, -INF, -INF]]]], dtype
    )
    values, places = run("max_pool", x, (2, 2), (2, 2), ((0, 0), (0, 0)), (1, 1))
    np.testing.assert_array_equal(values, np.array([[[[NAN, NAN], [4, -INF]]]], dtype))
    assert places.ravel().tolist() == [4, 2, 8, 10]


@pytest.mark.parametrize("padding", [((1, 1), (1, 1)), ((1, 0), (1, 2)), ((2, 1), (2, 1))])
def test_max_pool_reports_no_padding_where_all_is_minus_infinite(padding):
    x = np.full((1, 1, 3, 3), -INF, "float32")
    values, places = run("max_pool", x, (3, 3), (1, 1), padding, (1, 1))
    assert (values == -INF).all()
    columns, rows = np.meshgrid(*(np.arange(n) for n in reversed(places.shape[2:])))
    first = np.maximum(rows - padding[0][0], 0) * 3 + np.maximum(columns - padding[1][0], 0)
    np.testing.assert_array_equal(places[0, 0], first)


def test_max_pool_of_integers():
    x = np.array([[[[1, -7], [3, 3]]]], "int32")
    values, places = run("max_pool", x, (2, 2), (1, 1), ((1, 0), (0, 0)), (1, 1))
    assert values.dtype == np.int32
    assert values.ravel().tolist() == [1, 3]
    assert places.ravel().tolist() == [0, 2]


def test_sum_pool_of_float16_adds_in_float32():
    x = np.full((1, 1, 64, 64), 8.0, "float16")
    x[0, 0, 0, 0] = 0.5
    found = run("sum_pool", x, (64, 64), (1, 1), ((0, 0), (0, 0)))
    assert found.ravel()[0] == np.float16(8 * 4095 + 0.5)
