"""Draws: distribution, range, and one key giving the same numbers every time."""

from __future__ import annotations

import numpy as np
import pytest

from compat.core import op, state

from .reference import given, plain

KEY = (1234, 5)
MANY = (20000,)


def uniform(key, shape=MANY, dtype="float32"):
    return plain(op.random_uniform(key, shape, dtype, state.device()))


def normal(key, shape=MANY, dtype="float32"):
    return plain(op.random_normal(key, shape, dtype, state.device()))


@pytest.mark.parametrize("draw", [uniform, normal])
@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_a_key_gives_the_same_numbers(draw, dtype):
    first, again = draw(KEY, (3, 4), dtype), draw(KEY, (3, 4), dtype)
    assert first.shape == (3, 4)
    assert first.dtype.name == dtype
    np.testing.assert_array_equal(first, again)
    for other in ((1234, 6), (1235, 5), (-1, 2**70)):
        assert not np.array_equal(draw(other, (3, 4), dtype), first)


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_uniform_lies_in_the_unit_interval_without_one(dtype):
    x = uniform(KEY, MANY, dtype)
    assert x.min() >= 0
    assert x.max() < 1
    assert abs(x.astype("float64").mean() - 0.5) < 0.01
    assert abs(x.astype("float64").var() - 1 / 12) < 0.003


def test_normal_has_mean_0_and_variance_1():
    x = normal(KEY)
    assert abs(x.mean()) < 0.03
    assert abs(x.var() - 1) < 0.04


def test_draws_of_rank_0_and_of_nothing():
    assert uniform(KEY, ()).shape == ()
    assert normal(KEY, (0, 3)).shape == (0, 3)


@pytest.mark.parametrize("dtype", ["int32", "int64", "uint8"])
def test_integers_stay_in_their_range(dtype):
    x = plain(op.random_integers(KEY, MANY, 3, 7, dtype, state.device()))
    assert x.dtype.name == dtype
    np.testing.assert_array_equal(np.unique(x), [3, 4, 5, 6])


def test_permutation_holds_every_number_once():
    x = plain(op.random_permutation(KEY, 50, state.device()))
    assert x.dtype == np.int64
    assert not np.array_equal(x, np.arange(50))
    np.testing.assert_array_equal(np.sort(x), np.arange(50))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_gamma_and_poisson_follow_their_parameters(dtype):
    parameters = np.array([0.5, 4.0], dtype)
    for name in ("random_gamma", "random_poisson"):
        x = plain(getattr(op, name)(given(parameters), KEY, MANY))
        assert x.shape == (*MANY, 2)
        assert x.dtype.name == dtype
        np.testing.assert_allclose(x.mean(0), parameters, rtol=0.05)  # mean = variance, both
        np.testing.assert_allclose(x.var(0), parameters, rtol=0.1)


def test_categorical_follows_the_softmax_of_the_logits():
    logits = np.log(np.array([[0.2, 0.3, 0.5], [1e-30, 0.9, 0.1]], "float32"))
    x = plain(op.random_categorical(given(logits), KEY, MANY))
    assert x.shape == (*MANY, 2)
    assert x.dtype == np.int64
    shares = np.stack([(x == c).mean(0) for c in range(3)], -1)
    np.testing.assert_allclose(shares, np.exp(logits), atol=0.02)
