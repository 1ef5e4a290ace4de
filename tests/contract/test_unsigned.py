"""Unsigned integers: exact up to their largest value, also where a library lacks them."""

from __future__ import annotations

import numpy as np
import pytest

from .reference import run

UNSIGNED = ["uint8", "uint16", "uint32", "uint64"]


def values(dtype):
    top = np.iinfo(dtype).max
    return np.array([0, 1, 2, 7, top // 2, top // 2 + 1, top - 1, top], dtype)


def pairs(dtype):
    x, y = np.meshgrid(values(dtype), values(dtype))
    return np.ascontiguousarray(x), np.ascontiguousarray(y)


def assert_equal(found, expected):
    assert found.dtype == expected.dtype
    np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("dtype", UNSIGNED)
@pytest.mark.parametrize("name", ["add", "subtract", "multiply", "maximum", "minimum"])
def test_arithmetic_wraps_and_keeps_the_dtype(name, dtype):
    x, y = pairs(dtype)
    assert_equal(run(name, x, y), getattr(np, name)(x, y))


@pytest.mark.parametrize("dtype", UNSIGNED)
@pytest.mark.parametrize("name", ["less", "less_equal", "greater", "greater_equal", "equal"])
def test_comparisons_know_the_upper_half(name, dtype):
    x, y = pairs(dtype)
    assert_equal(run(name, x, y), getattr(np, name)(x, y))


@pytest.mark.parametrize("dtype", UNSIGNED)
@pytest.mark.parametrize(
    ("name", "expected"),
    [("floor_divide", np.floor_divide), ("remainder", np.remainder), ("fmod", np.fmod)],
)
def test_division_is_exact(name, expected, dtype):
    x, y = pairs(dtype)
    y = np.where(y == 0, np.array(3, dtype), y)
    assert_equal(run(name, x, y), expected(x, y))


@pytest.mark.parametrize("dtype", UNSIGNED)
def test_logic_and_bits(dtype):
    x, y = pairs(dtype)
    assert_equal(run("logical_and", x, y), np.logical_and(x, y))
    assert_equal(run("logical_or", x, y), np.logical_or(x, y))
    assert_equal(run("logical_not", x), np.logical_not(x))
    assert_equal(run("bitwise_invert", x), np.invert(x))
    assert_equal(run("bitwise_xor", x, y), np.bitwise_xor(x, y))
    assert_equal(run("bitwise_right_shift", x, 3), np.right_shift(x, 3))
    assert_equal(run("bitwise_left_shift", x, 3), np.left_shift(x, 3))


@pytest.mark.parametrize("dtype", UNSIGNED)
def test_order_and_extremes(dtype):
    x = values(dtype)[[3, 7, 0, 5, 6, 1, 4, 2]]
    assert_equal(run("sort", x, 0, False, True), np.sort(x))
    assert_equal(run("sort", x, 0, True, True), np.sort(x)[::-1])
    assert_equal(run("argsort", x, 0, False, True), np.argsort(x, kind="stable"))
    assert_equal(run("max", x, (0,), False), np.max(x))
    assert_equal(run("min", x, (0,), False), np.min(x))
    assert_equal(run("argmax", x, 0), np.array(np.argmax(x)))
    assert_equal(run("searchsorted", np.sort(x), x, "left"), np.searchsorted(np.sort(x), x))


@pytest.mark.parametrize("dtype", UNSIGNED)
def test_moving_and_scattering(dtype):
    x = values(dtype).reshape(2, 4)
    places = np.array([[3, 0], [1, 1]])
    assert_equal(run("flip", x, (1,)), x[:, ::-1])
    assert_equal(run("strided_slice", x, (1, 3), (-1, -1), (-1, -2)), x[::-1, ::-2])
    assert_equal(run("take_along_axis", x, places, 1), np.take_along_axis(x, places, 1))
    expected = x.copy()
    np.maximum.at(expected, ([0, 0, 1, 1], places.reshape(-1)), x[0])
    assert_equal(run("put_along_axis", x, places, x[0].reshape(2, 2), 1, "max"), expected)
    expected = x.copy()
    np.add.at(expected, ([1, 0, 1],), x[[0, 0, 1]])
    rows = np.array([[1], [0], [1]])
    assert_equal(run("scatter_nd", x, rows, x[[0, 0, 1]], "add"), expected)
