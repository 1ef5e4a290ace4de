"""Cross entropy: the selected kernel and the default."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special

from .reference import assert_same, run, run_default, samples

both = pytest.mark.parametrize("function", [run, run_default])


@both
@pytest.mark.parametrize("axis", [0, 1, 2])
@pytest.mark.parametrize("integer", ["int32", "int64"])
def test_cross_entropy(function, axis, integer):
    logits = samples((3, 4, 5), "float32")
    shape = logits.shape[:axis] + logits.shape[axis + 1 :]
    labels = samples(shape, integer, low=0, high=3)
    exact = special.log_softmax(logits.astype("float64"), axis)
    expected = -np.take_along_axis(exact, np.expand_dims(labels, axis).astype("int64"), axis)
    found = function("cross_entropy", logits, labels, axis)
    assert_same(found, expected.squeeze(axis), "float32", factor=9)
