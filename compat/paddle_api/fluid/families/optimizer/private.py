"""Gradient descent with differential privacy."""

from __future__ import annotations

import itertools
import math
import time

from compat.core import minstd, op

from ..._operands import f32
from .base import Optimizer


class DpsgdOptimizer(Optimizer):
    """Gradients cut to the length `clip`, and normal noise of the scale `sigma / batch_size`."""

    def __init__(
        self, learning_rate=0.001, clip=0.9, batch_size=0.999, sigma=1e-08, parameter_list=None
    ):
        assert learning_rate is not None
        assert clip is not None
        assert batch_size is not None
        assert sigma is not None
        super().__init__(learning_rate=learning_rate, parameter_list=parameter_list)
        self.type = "dpsgd"
        self._clip, self._batch_size, self._sigma = clip, batch_size, sigma
        # For tests: Paddle's seed is the time in seconds otherwise.
        self._seed = None

    def _update(self, param, grad, rate):
        axes = tuple(range(op.rank_of(grad)))
        length = float(op.to_numpy(op.sqrt(op.sum(op.multiply(grad, grad), axes, False))))
        clip = f32(self._clip)
        scale = length / clip if length > clip else 1.0
        noise = f32(self._sigma) * _normal(self._seed or int(time.time())) / f32(self._batch_size)
        step = op.add(op.divide(grad, scale), noise)
        param._set(op.subtract(param._raw(), op.multiply(step, rate)))


def _normal(seed):
    """One normal number by the polar method, from Paddle's stream of uniform ones."""
    for size in itertools.count(1):
        values = minstd.paddle_uniform(seed, 64 * size, 0.0, 1.0, "float32").tolist()
        for a, b in zip(values[0::2], values[1::2], strict=True):
            u, v = 2 * a - 1, 2 * b - 1
            s = u * u + v * v
            if 0 < s < 1:
                return u * math.sqrt(-2 * math.log(s) / s)
    raise AssertionError  # the loop above has no end
