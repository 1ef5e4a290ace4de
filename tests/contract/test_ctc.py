"""The loss of label sequences: the selected kernel and the default."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from scipy import special

from .reference import assert_same, run, run_default, samples

INF = float("inf")
both = pytest.mark.parametrize("function", [run, run_default])


def path_sum(logits, labels, blank):
    """Minus the logarithm of the sum over all alignments, by enumeration."""
    steps, classes = logits.shape
    total = 0.0
    for path in itertools.product(range(classes), repeat=steps):
        merged = [c for c, _ in itertools.groupby(path) if c != blank]
        if merged == list(labels):
            total += math.exp(sum(logits[t, c] for t, c in enumerate(path)))
    return -math.log(total) if total else INF


@both
@pytest.mark.parametrize("blank", [0, 2])
def test_ctc_loss_sums_over_all_alignments(function, blank):
    logits = special.log_softmax(samples((5, 5, 3)), 2)
    a, b = [c for c in range(3) if c != blank]
    labels = np.array([[a, b, a], [a, a, -1], [b, 0, 0], [a, a, a], [b, b, b]])
    steps, counts = np.array([5, 4, 3, 3, 5]), np.array([3, 2, 1, 3, 0])
    expected = [
        path_sum(logits[: steps[n], n], labels[n, : counts[n]], blank) for n in range(len(labels))
    ]
    assert expected[3] == INF  # three equal labels do not fit into three steps
    found = function("ctc_loss", logits, labels, steps, counts, blank)
    assert_same(found, expected, "float64", factor=9)
