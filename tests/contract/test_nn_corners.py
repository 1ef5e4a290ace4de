"""Corners of convolution and pooling that a library is known to get wrong."""

from __future__ import annotations

import numpy as np
import pytest

from .reference import assert_same, run, samples

INF, NAN = np.inf, np.nan


@pytest.mark.parametrize("shape", [(2, 1, 5, 4), (2, 1, 1, 5, 4), (1, 1, 3, 6, 3)])
def test_conv_with_one_channel_and_one_column_of_results(shape):
    # oneDNN as TensorFlow 2.21 has it takes the wrong rows here.
    spatial = shape[2:]
    kernel = (*(1 for _ in spatial[1:]), spatial[-1])
    stride = (*(1 for _ in spatial[1:]), 2)
    x, w = samples(shape, "float32"), samples((2, 1, *kernel), "float32", seed=1)
    none = ((0, 0),) * len(spatial)
    found = run("conv", x, w, stride, none, (1,) * len(spatial), 1)
    taps = w.reshape(2, -1).astype("float64")
    expected = np.einsum("n...k,mk->nm...", x[:, 0].astype("float64"), taps)[..., None]
    assert_same(found, expected, "float32", factor=10)


def test_conv_input_grad_may_give_nothing():
    g, w = samples((1, 2, 2, 2)), samples((2, 3, 1, 1))
    assert run("conv_input_grad", g, w, (1, 3, 0, 4), (1, 1), (1, 0), (1, 1), 1).shape == (
        1,
        3,
        0,
        4,
    )


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
