"""Initial values: the original's bits for the same seeds."""

import numpy as np
import pytest

import compat.mindspore_api as ms
from compat.core import rng
from compat.mindspore_api.common import initializer as init

from ..oracle.record_mindspore import drawn
from .golden import assert_same, recorded


@pytest.fixture(scope="module")
def draws():
    return drawn(ms)


@pytest.mark.parametrize("case", recorded("initial"))
def test_values_are_those_of_the_original(draws, case):
    assert_same(draws[case], recorded("initial")[case])


@pytest.mark.parametrize("shape", [(4, 6), (6, 2, 2), (5, 5)])
def test_orthogonal_is_orthogonal(shape):
    x = init.initializer(init.Orthogonal(2.0), shape).init_data().asnumpy()
    matrix = x.reshape(shape[0], -1).astype(np.float64)
    short = min(matrix.shape)
    product = matrix @ matrix.T if matrix.shape[0] == short else matrix.T @ matrix
    assert np.allclose(product, 4 * np.eye(short), atol=1e-5)


def test_seed_repeats_and_user_draws_shift():
    def draw():
        return init.initializer("normal", (3,)).init_data().asnumpy().tolist()

    ms.set_seed(3)
    first, second = draw(), draw()
    assert first != second
    ms.set_seed(3)
    assert draw() == first
    ms.set_seed(3)
    np.random.rand()
    assert draw() != first


def test_long_draws_continue_short_ones():
    """The stream is cut into passes inside; their seams must not show."""
    words = rng.mindspore_words(99, 300_001)
    assert (rng.mindspore_words(99, 140_000) == words[:140_000]).all()


def test_own_initializer_fills_an_array():
    class Ramp(init.Initializer):
        def _initialize(self, arr):
            init._assignment(arr, np.arange(arr.size).reshape(arr.shape))

    x = init.initializer(Ramp(), (2, 2)).init_data()
    assert x.asnumpy().tolist() == [[0, 1], [2, 3]]
