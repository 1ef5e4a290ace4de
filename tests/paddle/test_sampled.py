"""Losses over sampled classes."""

from __future__ import annotations

import numpy as np
import pytest

from compat.paddle_api import fluid


def test_more_samples_than_classes_are_refused():
    with fluid.dygraph.guard(fluid.CPUPlace()):
        logits = fluid.dygraph.to_variable(np.zeros((2, 4), "float32"))
        label = fluid.dygraph.to_variable(np.zeros((2, 1), "int64"))
        with pytest.raises(fluid.core.EnforceNotMet, match="5 different classes of 4"):
            fluid.layers.sampled_softmax_with_cross_entropy(logits, label, 5)
