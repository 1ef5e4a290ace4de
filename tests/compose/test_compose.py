"""The shared compositions against NumPy."""

from __future__ import annotations

import numpy as np
import pytest

from compat.core import compose, op, state
from tests.contract.reference import assert_same, call, given, plain, samples

INF = float("inf")


def device():
    return state.device()


@pytest.mark.parametrize("dtype", ["float32", "int64", "bool", "complex64"])
def test_arrays_like_others(dtype):
    x = samples((2, 3), "int64").astype(dtype)
    assert_same(call(compose.zeros_like, x), np.zeros_like(x), dtype)
    assert_same(call(compose.ones_like, x), np.ones_like(x), dtype)
    assert_same(call(lambda a: compose.full_like(a, True), x), np.ones_like(x), dtype)


@pytest.mark.parametrize("k", [-2, 0, 1, 9])
@pytest.mark.parametrize("dtype", ["float32", "int32", "bool"])
def test_triangles_and_identity(dtype, k):
    x = (samples((2, 3, 4), "int64") + 1).astype(dtype)
    assert_same(call(lambda a: compose.tril(a, k), x), np.tril(x, k), dtype)
    assert_same(call(lambda a: compose.triu(a, k), x), np.triu(x, k), dtype)
    assert_same(plain(compose.eye(3, 5, k, dtype, device())), np.eye(3, 5, k).astype(dtype), dtype)


@pytest.mark.parametrize("axis", [0, 1, 2])
@pytest.mark.parametrize("integer", ["int32", "int64"])
def test_one_hot(axis, integer):
    i = np.array([[0, 2, 1], [5, -1, 0]], integer)
    hit = np.moveaxis(i[..., None] == np.arange(3), -1, axis)
    assert_same(call(lambda a: compose.one_hot(a, 3, axis, "float32"), i), hit, "float32")
    found = call(lambda a: compose.one_hot(a, 3, axis, "float32", 2.5, -1.0), i)
    assert_same(found, np.where(hit, 2.5, -1.0), "float32")


@pytest.mark.parametrize("count", [1, 2, 7, 1000])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_linspace_reaches_both_ends(dtype, count):
    found = plain(compose.linspace(-0.1, 0.7, count, dtype, device()))
    assert_same(found, np.linspace(-0.1, 0.7, count), dtype)
    assert found[0] == np.dtype(dtype).type(-0.1)


@pytest.mark.parametrize("indexing", ["ij", "xy"])
def test_meshgrid(indexing):
    xs = [samples((n,), "float32") for n in (2, 3, 4)]
    for k in (1, 2, 3):
        found = compose.meshgrid([given(x) for x in xs[:k]], indexing)
        for grid, expected in zip(found, np.meshgrid(*xs[:k], indexing=indexing), strict=True):
            assert_same(plain(grid), expected, "float32")


@pytest.mark.parametrize("shift", [0, 1, -2, 3, 10])
@pytest.mark.parametrize("axis", [0, 1])
def test_roll(axis, shift):
    x = samples((3, 4), "float32")
    assert_same(call(lambda a: compose.roll(a, shift, axis), x), np.roll(x, shift, axis), "float32")


@pytest.mark.parametrize("offset", [-4, -3, -1, 0, 1, 2, 5])
@pytest.mark.parametrize("axes", [(0, 1), (0, 2), (2, 1)])
def test_diagonal(axes, offset):
    x = samples((3, 4, 5), "float32")
    expected = np.diagonal(x, offset, *axes)
    assert_same(call(lambda a: compose.diagonal(a, offset, *axes), x), expected, "float32")


@pytest.mark.parametrize("offset", [-2, -1, 0, 1, 3])
def test_diagonal_matrix(offset):
    x = samples((2, 3), "float32")
    expected = np.stack([np.diag(row, offset) for row in x])
    assert_same(call(lambda a: compose.diagonal_matrix(a, offset), x), expected, "float32")


def test_rearrangements():
    x = samples((2, 1, 3, 4), "float32")
    cases = [
        (lambda a: compose.squeeze(a, (1,)), x.squeeze(1)),
        (lambda a: compose.expand_dims(a, 4), x[..., None]),
        (lambda a: compose.swapaxes(a, 0, 3), x.swapaxes(0, 3)),
        (lambda a: compose.moveaxis(a, 3, 1), np.moveaxis(x, 3, 1)),
        (lambda a: compose.transposed(a), x.swapaxes(2, 3)),
        (lambda a: compose.narrow(a, 3, 1, 3), x[..., 1:3]),
        (lambda a: compose.select(a, 2, 1), x[:, :, 1]),
        (lambda a: compose.repeat(a, 3, 2), np.repeat(x, 3, 2)),
        (lambda a: compose.difference(a, 3), np.diff(x)),
    ]
    for function, expected in cases:
        assert_same(call(function, x), expected, "float32")
    pieces = call(lambda a: compose.split(a, (1, 0, 3), 3), x)
    for piece, expected in zip(pieces, np.split(x, [1, 1], 3), strict=True):
        assert_same(piece, expected, "float32")
    for i, row in enumerate(call(lambda a: compose.unstack(a, 2), x)):
        assert_same(row, x[:, :, i], "float32")


@pytest.mark.parametrize("axes", [(0,), (1, 2), (0, 1, 2)])
@pytest.mark.parametrize("correction", [0, 1])
def test_variance(axes, correction):
    x = samples((2, 3, 4), "float64")
    for keepdims in (False, True):
        expected = x.var(axes, ddof=correction, keepdims=keepdims)
        found = call(lambda a, k=keepdims: compose.var(a, axes, k, correction), x)
        assert_same(found, expected, "float64", factor=9)
        found = call(lambda a, k=keepdims: compose.std(a, axes, k, correction), x)
        assert_same(found, np.sqrt(expected), "float64", factor=9)


def test_variance_of_too_few_elements_is_nan():
    assert np.isnan(call(lambda a: compose.var(a, (0,), False, 1), np.ones((1,), "float32")))


@pytest.mark.parametrize("order", [0, 1, 2, 3, 0.5, INF, -INF])
def test_norm(order):
    x = samples((3, 4), "float64")
    expected = np.linalg.norm(x, order, 1)
    assert_same(call(lambda a: compose.norm(a, order, (1,), False), x), expected, "float64", 9)
    expected = np.linalg.norm(x.reshape(-1), order)
    assert_same(call(lambda a: compose.norm(a, order, (0, 1), False), x), expected, "float64", 9)


def test_clip():
    x = samples((3, 4), "float32")
    assert_same(call(lambda a: compose.clip(a, -0.5, 0.5), x), x.clip(-0.5, 0.5), "float32")
    assert_same(call(lambda a: compose.clip(a, None, 0.5), x), np.minimum(x, 0.5), "float32")
    assert_same(call(lambda a: compose.clip(a, -0.5, None), x), np.maximum(x, -0.5), "float32")


@pytest.mark.parametrize("exclusive", [False, True])
@pytest.mark.parametrize("reverse", [False, True])
def test_scan_sum(exclusive, reverse):
    x = samples((3, 4), "int64")
    y = x[:, ::-1] if reverse else x
    expected = np.cumsum(y, 1) - (y if exclusive else 0)
    expected = expected[:, ::-1] if reverse else expected
    assert_same(call(lambda a: compose.scan_sum(a, 1, exclusive, reverse), x), expected, "int64")


@pytest.mark.parametrize("dtype", ["float32", "int8"])
def test_cumulative_min_at_the_limits(dtype):
    x = np.array([3, 1, 1, 2, -128, 127], dtype)
    values, places = call(lambda a: compose.cumulative_min(a, 0), x)
    assert_same(values, [3, 1, 1, 1, -128, -128], dtype)
    assert_same(places, [0, 1, 2, 2, 4, 4], "int64")


def test_logarithms_of_sums():
    x = samples((3, 4), "float64")
    expected = np.log(np.cumsum(np.exp(x), 1))
    found = call(lambda a: compose.log_cumulative_sum_exp(a, 1), x)
    assert_same(found, expected, "float64", factor=9)
    found = call(compose.log_add_exp, x, x + 1)
    assert_same(found, np.logaddexp(x, x + 1), "float64", factor=9)
    assert_same(call(compose.log_add_exp, np.array(-INF), np.array(-INF)), -INF, "float64")


def test_outer_products_of_the_last_axes():
    x1, x2 = samples((3,), "float32"), samples((4,), "float32")
    assert_same(call(compose.outer, x1, x2), np.outer(x1, x2), "float32")


def test_moments():
    x = samples((3, 4, 5), "float64")
    mean, var, centred = call(lambda a: compose.moments(a, (0, 2)), x)
    assert_same(mean, x.mean((0, 2), keepdims=True), "float64", factor=9)
    assert_same(var, x.var((0, 2), keepdims=True), "float64", factor=9)
    assert_same(centred, x - x.mean((0, 2), keepdims=True), "float64", factor=9)


@pytest.mark.parametrize("mode", ["bilinear", "nearest"])
@pytest.mark.parametrize("space", [(3, 4), (2, 3, 4)])
def test_grid_sample_at_the_pixels_gives_the_pixels(mode, space):
    x = samples((2, 3, *space), "float64")
    lines = [np.linspace(-1, 1, n) for n in space]
    grid = np.stack(np.meshgrid(*lines, indexing="ij")[::-1], -1)
    grid = np.broadcast_to(grid, (2, *grid.shape)).copy()
    assert_same(
        call(lambda a, b: op.grid_sample(a, b, mode, "zeros", True), x, grid), x, "float64", 20
    )


PLACES = [
    ("zeros", [0, 0.5, 0, 1.5]),
    ("border", [1, 1, 3, 3]),
    ("reflection", [1, 1, 3, 3]),  # mirrored at the edges of the pixels, -0.5 and 2.5
]


@pytest.mark.parametrize(("padding", "expected"), PLACES)
def test_grid_sample_outside_the_image(padding, expected):
    x = np.array([1, 2, 3], "float64").reshape(1, 1, 1, 3)
    pixels = np.array([-1.0, -0.5, 3.0, 2.5])
    across = (2 * pixels + 1) / 3 - 1
    grid = np.stack([across, np.zeros(4)], -1).reshape(1, 1, 4, 2)
    found = call(lambda a, b: op.grid_sample(a, b, "bilinear", padding, False), x, grid)
    assert_same(found, np.reshape(expected, (1, 1, 1, 4)), "float64", factor=9)


def test_short_floats_are_widened():
    x = samples((2, 3), "float16")
    assert_same(call(compose.widened, x), x, "float32")
    assert_same(call(compose.widened, x.astype("float64")), x, "float64")
