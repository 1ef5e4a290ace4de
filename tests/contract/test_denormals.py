"""Numbers below the smallest normal one: kept by NumPy and torch, zeros after TensorFlow's kernels.

MindSpore 2.0.0 and Paddle 1.8.5 keep them. TensorFlow switches them off around every kernel in C++
(`port::ScopedFlushDenormal`) and offers no setting, so this test says what README says; if it fails
for TensorFlow, that has changed for the better.
"""

import numpy as np
import pytest

from compat.core import op, registry

from .reference import given, plain

TINY = np.array([1e-40, -3e-42], "float32")
CALLS = {
    "add": (lambda x: op.add(x, x), 2 * TINY),
    "multiply": (lambda x: op.multiply(x, given(np.full(2, 0.5, "float32"))), TINY / 2),
    "underflow": (lambda x: op.multiply(given(np.array([1e-30, -1e-32], "float32")), 1e-10), None),
    "sum": (lambda x: op.sum(x, (0,), False), TINY.sum()),
    "maximum": (lambda x: op.maximum(x, given(np.full(2, -1, "float32"))), TINY),
}


@pytest.mark.parametrize("name", CALLS)
def test_denormal_results(name):
    call, expected = CALLS[name]
    if expected is None:
        expected = np.array([1e-40, -1e-42], "float32")
    found = plain(call(given(TINY)))
    if registry.ensure() == "tensorflow":
        expected = np.zeros_like(expected)
    np.testing.assert_array_equal(found, np.asarray(expected, "float32"))


def test_denormals_pass_through_memory_on_every_backend():
    x = given(TINY)
    np.testing.assert_array_equal(plain(x), TINY)
    np.testing.assert_array_equal(plain(op.reshape(x, (2, 1)))[:, 0], TINY)
    np.testing.assert_array_equal(plain(op.concat([x, x], 0))[2:], TINY)
