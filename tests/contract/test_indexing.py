"""Gathering, scattering, sorting."""

from __future__ import annotations

import numpy as np
import pytest

from .reference import INTEGERS, assert_same, run, run_default, samples

NAN = float("nan")
REDUCE = {
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "divide": np.divide,
    "max": np.maximum,
    "min": np.minimum,
}


@pytest.mark.parametrize("integer", INTEGERS)
@pytest.mark.parametrize("shape", [(), (5,), (2, 3), (0,)])
@pytest.mark.parametrize("axis", [0, 1, 2])
def test_take_puts_the_shape_of_the_indices_in_place_of_the_axis(axis, shape, integer):
    x = samples((3, 4, 5), "float32")
    i = samples(shape, integer, low=0, high=3)
    assert_same(run("take", x, i, axis), np.take(x, i, axis), "float32")


def test_take_one_of_a_vector():
    assert_same(run("take", np.array([1.0, 2.0]), np.array(1), 0), 2.0, "float64")


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("integer", INTEGERS)
def test_take_along_axis(axis, integer):
    x = samples((3, 4), "float32")
    i = samples((2, 4) if axis == 0 else (3, 6), integer, low=0, high=3)
    assert_same(run("take_along_axis", x, i, axis), np.take_along_axis(x, i, axis), "float32")


def test_take_along_axis_broadcasts_the_other_axes():
    x, i = samples((3, 4, 5), "float32"), np.array([[[0, 4]], [[1, 2]], [[3, 3]]])
    expected = np.take_along_axis(x, np.broadcast_to(i, (3, 4, 2)), 2)
    assert_same(run("take_along_axis", x, i, 2), expected, "float32")
    row = samples((1, 4), "float32")
    many = np.array([[0], [3], [1]])
    expected = np.take_along_axis(np.broadcast_to(row, (3, 4)), many, 1)
    assert_same(run("take_along_axis", row, many, 1), expected, "float32")


def put(x, indices, updates, axis, combine):
    out = x.astype("float64")
    for place in np.ndindex(indices.shape):
        target = list(place)
        target[axis] = indices[place]
        old = out[tuple(target)]
        out[tuple(target)] = updates[place] if combine is None else combine(old, updates[place])
    return out


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("reduce", ["add", "multiply", "max", "min"])
@pytest.mark.parametrize("integer", INTEGERS)
def test_put_along_axis_accumulates(reduce, axis, integer):
    x = samples((3, 4), "float32")
    i = np.array([[0, 2], [2, 2], [0, 1]], integer)
    u = samples((3, 2), "float32", seed=3)
    expected = put(x, i, u, axis, REDUCE[reduce])
    assert_same(run("put_along_axis", x, i, u, axis, reduce), expected, "float32")


@pytest.mark.parametrize("dtype", ["float32", "int32", "bool"])
def test_put_along_axis_sets_leading_positions(dtype):
    x = samples((3, 4), "int64").astype(dtype)
    i, u = np.array([[3, 0], [1, 2]]), np.array([[1, 0], [0, 1]]).astype(dtype)
    expected = put(x, i, u, 1, None).astype(dtype)
    assert_same(run("put_along_axis", x, i, u, 1, "set"), expected, dtype)


@pytest.mark.parametrize("integer", INTEGERS)
@pytest.mark.parametrize("depth", [1, 2, 3])
def test_gather_nd_takes_missing_axes_whole(depth, integer):
    x = samples((3, 4, 5), "float32")
    i = samples((2, 6, depth), integer, low=0, high=3)
    expected = x[tuple(i[..., k] for k in range(depth))]
    assert_same(run("gather_nd", x, i), expected, "float32")


def test_gather_nd_of_one_element():
    x = samples((3, 4), "float32")
    assert_same(run("gather_nd", x, np.array([1, 2])), x[1, 2], "float32")


def scattered(x, indices, updates, combine):
    out = x.astype("float64")
    for place in np.ndindex(indices.shape[:-1]):
        target = tuple(indices[place])
        out[target] = updates[place] if combine is None else combine(out[target], updates[place])
    return out


@pytest.mark.parametrize("reduce", list(REDUCE))
@pytest.mark.parametrize("depth", [1, 2])
def test_scatter_nd_accumulates_repeated_indices(reduce, depth):
    x = samples((3, 4), "float64", low=1, high=2)
    i = np.array([[0, 1], [2, 3], [0, 1], [2, 0], [0, 1]])[:, :depth]
    u = samples((5, 4)[: 3 - depth], "float64", seed=4, low=1, high=2)
    expected = scattered(x, i, u, REDUCE[reduce])
    assert_same(run("scatter_nd", x, i, u, reduce), expected, "float64")


@pytest.mark.parametrize("dtype", ["float32", "int64", "bool"])
def test_scatter_nd_sets(dtype):
    x = np.zeros((4, 2), dtype)
    i, u = np.array([[3], [0]]), np.ones((2, 2), dtype)
    assert_same(run("scatter_nd", x, i, u, "set"), scattered(x, i, u, None).astype(dtype), dtype)


def test_scatter_nd_adds_many_rows():
    i = np.random.default_rng(0).integers(0, 7, (500, 1)).astype("int32")
    u = samples((500, 3), "float32")
    expected = scattered(np.zeros((7, 3)), i, u.astype("float64"), np.add)
    assert_same(
        run("scatter_nd", np.zeros((7, 3), "float32"), i, u, "add"), expected, "float32", 20
    )


def test_nonzero_lists_positions_in_c_order():
    x = np.array([[0, 3, 0], [1, 0, NAN]])
    assert_same(run("nonzero", x), [[0, 1], [1, 0], [1, 2]], "int64")
    assert_same(run("nonzero", np.array([True, False, True])), [[0], [2]], "int64")
    assert_same(run("nonzero", np.zeros((2, 2), "int32")), np.zeros((0, 2), "int64"), "int64")


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("dtype", ["float32", "int32"])
def test_searchsorted(side, dtype):
    x = np.array([1, 2, 2, 4], dtype)
    values = np.array([[0, 1, 2], [3, 4, 5]], dtype)
    assert_same(run("searchsorted", x, values, side), np.searchsorted(x, values, side), "int64")


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("dtype", ["float32", "int32", "int64"])
def test_sort(dtype, descending, axis):
    x = samples((4, 5), dtype)
    expected = np.flip(np.sort(x, axis), axis) if descending else np.sort(x, axis)
    assert_same(run("sort", x, axis, descending, True), expected, dtype)
    order = run("argsort", x, axis, descending, True)
    assert order.dtype == np.int64
    assert_same(np.take_along_axis(x, order, axis), expected, dtype)


def test_nan_is_sorted_behind_everything():
    x = np.array([NAN, 1, -np.inf, np.inf, 0], "float32")
    assert_same(run("sort", x, 0, False, True), [-np.inf, 0, 1, np.inf, NAN], "float32")
    assert_same(run("argsort", x, 0, False, True), [2, 4, 1, 3, 0], "int64")


@pytest.mark.parametrize("dtype", ["float32", "int32"])
def test_a_stable_sort_keeps_the_order_of_equal_elements(dtype):
    x = np.array([2, 1, 2, 1, 3, 2], dtype)
    assert_same(run("argsort", x, 0, False, True), [1, 3, 0, 2, 5, 4], "int64")
    assert_same(run("argsort", x, 0, True, True), [4, 0, 2, 5, 1, 3], "int64")


@pytest.mark.parametrize("function", [run, run_default])
@pytest.mark.parametrize("largest", [True, False])
@pytest.mark.parametrize("k", [1, 2, 4])
def test_top_k_prefers_the_smaller_position(function, largest, k):
    x = np.array([[2, 1, 2, 1], [3, 3, 3, 3], [1, 2, 3, 4]], "float32")
    order = np.argsort(-x if largest else x, axis=1, kind="stable")[:, :k]
    values, places = function("top_k", x, k, 1, largest)
    assert_same(places, order, "int64")
    assert_same(values, np.take_along_axis(x, order, 1), "float32")


@pytest.mark.parametrize("function", [run, run_default])
def test_top_k_along_the_first_axis(function):
    x = samples((5, 3), "float32")
    values, places = function("top_k", x, 2, 0, True)
    assert_same(values, np.flip(np.sort(x, 0), 0)[:2], "float32")
    assert_same(np.take_along_axis(x, places, 0), values, "float32")


@pytest.mark.parametrize("largest", [True, False])
@pytest.mark.parametrize("axis", [0, 1, 2])
@pytest.mark.parametrize("dtype", ["float32", "int64"])
def test_top_few_of_many(dtype, axis, largest):
    shape = [3, 3, 3]
    shape[axis] = 60
    x = samples(tuple(shape), "int64").astype(dtype)  # full of equal values
    order = np.argsort(-x if largest else x, axis=axis, kind="stable").take(range(4), axis)
    values, places = run("top_k", x, 4, axis, largest)
    assert_same(places, order, "int64")
    assert_same(values, np.take_along_axis(x, order, axis), dtype)


def test_top_few_with_nan():
    x = samples((50,), "float32")
    x[7] = NAN
    values, places = run("top_k", x, 3, 0, True)
    assert places[0] == 7
    assert np.isnan(values[0])
    assert_same(values[1:], np.sort(x[np.arange(50) != 7])[::-1][:2], "float32")


@pytest.mark.parametrize("dtype", ["float32", "int32", "int64"])
def test_unique(dtype):
    x = np.array([3, 1, 3, 2, 1, 3], dtype)
    values, places, counts = run("unique", x)
    assert_same(values, [1, 2, 3], dtype)
    assert_same(places, [2, 0, 2, 1, 0, 2], "int64")
    assert_same(counts, [2, 1, 3], "int64")
