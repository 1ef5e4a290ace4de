"""Optimiser steps over blocks, threads and gradients in another order: bits of plain steps."""

import os

import numpy as np
import pytest

pytestmark = pytest.mark.skipif(
    os.environ.get("COMPAT_BACKEND", "numpy") != "numpy", reason="about the NumPy backend"
)

from compat._backends.numpy import linalg, optimizer, workers  # noqa: E402

RATES = [np.float32(r) for r in (0.01, 0.1, 0.001, 1e-8)]
STEPS = {"sgd": (optimizer._sgd, 1, 1), "momentum": (optimizer._momentum, 2, 2),
         "nesterov": (optimizer._nesterov, 2, 2), "adam": (optimizer._adam, 3, 4)}  # fmt: skip


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("shape", [(300, 130), (65, 1000), (1, 40000), (40000, 1)])
def test_steps_do_not_depend_on_blocks(name, turned, shape):
    assert_same_bits(name, turned, shape)


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("turned", [False, True])
def test_steps_do_not_depend_on_threads(name, turned, monkeypatch):
    monkeypatch.setattr(optimizer, "WORTH", 1 << 16)
    monkeypatch.setattr(optimizer, "SHARED", 1 << 14)
    monkeypatch.setattr(optimizer, "COUNT", 2)
    monkeypatch.setattr(workers, "COUNT", 2)  # whatever the machine has
    workers._forget()
    assert_same_bits(name, turned, (300, 333))
    workers._forget()


def assert_same_bits(name, turned, shape):
    step, states, rates = STEPS[name]
    draw = np.random.RandomState(0)
    arrays = [draw.rand(*shape).astype(np.float32) for _ in range(states)]
    gradient = draw.rand(*shape).astype(np.float32)
    wanted = [x.copy() for x in arrays]
    step(*wanted, gradient.copy(), np.empty(shape, np.float32), *RATES[:rates])
    given = np.asfortranarray(gradient) if turned else gradient
    optimizer._blocked(step, (*arrays, given), RATES[:rates])
    for found, expected in zip(arrays, wanted, strict=True):
        np.testing.assert_array_equal(found, expected)


def test_the_product_of_a_column_and_a_row():
    x, g = np.random.RandomState(1).rand(2, 1, 9000).astype(np.float32)
    found = linalg.matmul(x.T, g)
    assert found.flags.c_contiguous
    np.testing.assert_array_equal(found, np.multiply.outer(x[0], g[0]))
