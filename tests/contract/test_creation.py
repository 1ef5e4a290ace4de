"""Making arrays, asking about them, moving them."""

from __future__ import annotations

import numpy as np
import pytest

from compat.core import op, state

from .reference import assert_same, plain, run, samples

DTYPES = ["bool", "int8", "int16", "int32", "int64", "uint8", "float16", "float32", "float64"]


@pytest.mark.parametrize("dtype", [*DTYPES, "complex64", "complex128"])
def test_asarray_keeps_values_of_every_dtype(dtype):
    data = np.array([[0, 1, 3], [1, 0, 100]]).astype(dtype)
    assert_same(plain(op.asarray(data, dtype, state.device())), data, dtype)


def test_asarray_takes_nested_lists_and_scalars():
    assert_same(
        plain(op.asarray([[1, 2], [3, 4]], "float32", state.device())), [[1, 2], [3, 4]], "float32"
    )
    assert_same(plain(op.asarray(2.5, "float64", state.device())), 2.5, "float64")
    assert_same(plain(op.asarray(True, "bool", state.device())), True, "bool")
    assert_same(plain(op.asarray([], "float32", state.device())), np.zeros(0), "float32")


def test_asarray_takes_an_array_of_the_backend():
    x = op.asarray([1.5, 2.5], "float32", state.device())
    assert_same(plain(op.asarray(x, "float32", state.device())), [1.5, 2.5], "float32")


def test_asarray_rounds_once():
    value = 1 + 2.0**-11 + 2.0**-30  # above the tie between two float16 numbers
    found = plain(op.asarray(np.array([value]), "float16", state.device()))
    assert found[0] == np.float16(1 + 2.0**-10)


def test_asarray_takes_views_with_any_strides():
    data = np.arange(24.0, dtype="float32").reshape(2, 3, 4)
    for view in (data.T, data[:, ::-1], data[..., ::2], np.broadcast_to(data[:1], (5, 3, 4))):
        assert_same(plain(op.asarray(view, "float32", state.device())), view, "float32")


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(), (3,), (2, 0), (2, 3)])
def test_full_fills_every_shape(dtype, shape):
    found = plain(op.full(shape, 1, dtype, state.device()))
    assert_same(found, np.ones(shape, dtype), dtype)


@pytest.mark.parametrize("value", [0.0, -0.0, 0.1, float("inf"), float("-inf"), float("nan"), 1e30])
def test_full_keeps_special_values(value):
    found = plain(op.full((2,), value, "float32", state.device()))
    assert_same(found, np.full(2, np.float32(value)), "float32")
    assert np.signbit(found[0]) == np.signbit(value)


@pytest.mark.parametrize("span", [(0, 5, 1), (5, 0, -2), (0, 0, 1), (3, 1, 1), (-2, 7, 3)])
@pytest.mark.parametrize("dtype", ["int32", "int64", "float32", "float64"])
def test_arange_counts_in_integers(span, dtype):
    assert_same(plain(op.arange(*span, dtype, state.device())), np.arange(*span), dtype)


def test_arange_of_floats_does_not_add_up_rounding():
    found = plain(op.arange(0.0, 1000.0, 0.1, "float32", state.device()))
    assert_same(found, 0.1 * np.arange(10000), "float32")


def test_astype_truncates_towards_zero():
    found = run("astype", np.array([1.9, -1.9, 0.5, -0.5]), "int32")
    assert_same(found, [1, -1, 0, 0], "int32")


def test_astype_to_bool_asks_for_non_zero():
    assert_same(run("astype", np.array([0.0, 0.5, -2.0, np.nan]), "bool"), [0, 1, 1, 1], "bool")


@pytest.mark.parametrize("source", DTYPES)
@pytest.mark.parametrize("target", [*DTYPES, "complex64"])
def test_astype_between_dtypes(source, target):
    x = np.array([0, 1, 2, 100]).astype(source)
    assert_same(run("astype", x, target), x.astype(target), target)


def test_astype_overflow_gives_infinity():
    assert_same(run("astype", np.array([1e300, -1e300]), "float32"), [np.inf, -np.inf], "float32")


def test_copy_has_memory_of_its_own():
    x = op.asarray(np.arange(3.0), "float64", state.device())
    assert_same(plain(op.copy(x)), np.arange(3.0), "float64")
    assert op.copy(x) is not x


def test_to_device_stays_where_it_is():
    x = samples((2, 3), "float32")
    assert_same(run("to_device", x, state.device()), x, "float32")


def test_questions_about_an_array():
    x = op.asarray(np.zeros((2, 0, 3), "float32"), "float32", state.device())
    shape = op.shape_of(x)
    assert shape == (2, 0, 3)
    assert type(shape) is tuple
    assert all(type(n) is int for n in shape)
    assert op.dtype_of(x) == "float32"
    assert op.device_of(x) == state.device()
    assert op.rank_of(x) == 3
    assert op.shape_of(op.full((), 1.0, "float32", state.device())) == ()
    assert op.rank_of(op.full((), 1.0, "float32", state.device())) == 0
