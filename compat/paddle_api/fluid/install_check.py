"""A check that training works at all."""

from __future__ import annotations

import numpy as np

from .dygraph.base import guard, to_variable
from .families.linear import Linear
from .families.optimizer.momentum import SGDOptimizer
from .families.reduction import reduce_sum
from .initializer import Constant
from .param_attr import ParamAttr

__all__ = ["run_check"]


_BATCH = np.array([[1.0, 2.0], [3.0, 4.0]], "float32")


def _trained(*batches):
    """The weights after one step on the summed losses of the batches."""
    with guard():
        layer = Linear(2, 3, param_attr=ParamAttr(initializer=Constant(0.1)))
        losses = [reduce_sum(layer(to_variable(batch))) for batch in batches]
        loss = losses[0]
        for other in losses[1:]:
            loss = loss + other
        loss.backward()
        SGDOptimizer(0.01, parameter_list=layer.parameters()).minimize(loss)
        return layer.weight.numpy()


def run_check():
    """Train a small network for a step, on a batch and on its parts; say that it worked."""
    print("Running Verify Fluid Program ... ")
    np.testing.assert_allclose(_trained(_BATCH), [[0.06] * 3, [0.04] * 3], rtol=1e-5)
    print("Your Paddle Fluid works well on SINGLE GPU or CPU.")
    parts = _trained(_BATCH[:1], _BATCH[1:])
    np.testing.assert_allclose(parts, [[0.06] * 3, [0.04] * 3], rtol=1e-5)
    print("Your Paddle Fluid works well on MUTIPLE GPU or CPU.")
    print(
        "Your Paddle Fluid is installed successfully! Let's start deep Learning with Paddle Fluid "
        "now"
    )
