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


def run_check():
    """Train a small network for a step and say that it worked."""
    print("Running Verify Fluid Program ... ")
    with guard():
        layer = Linear(2, 3, param_attr=ParamAttr(initializer=Constant(0.1)))
        loss = reduce_sum(layer(to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))))
        loss.backward()
        SGDOptimizer(0.01, parameter_list=layer.parameters()).minimize(loss)
        np.testing.assert_allclose(layer.weight.numpy(), [[0.06] * 3, [0.04] * 3], rtol=1e-5)
    print("Your Paddle Fluid works well on SINGLE GPU or CPU.")
    print(
        "Your Paddle Fluid is installed successfully! Let's start deep Learning with Paddle Fluid "
        "now"
    )
