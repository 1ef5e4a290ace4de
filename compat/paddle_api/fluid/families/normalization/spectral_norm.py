"""A weight divided by its largest singular value."""

from __future__ import annotations

import math

import numpy as np

from compat.core import op

from ..._operands import check_dynamic, f32, raw, take
from ..._registry import operator
from ..._varbase import wrap
from ...dygraph.layers import Layer
from ...initializer import Normal
from ...param_attr import ParamAttr


@operator(inputs=("Weight", "U", "V"))
def spectral_norm_op(weight, u, v, dim=0, power_iters=1, eps=1e-12, **options):
    """The weight divided by its largest singular value, found by power iteration."""
    w = take(weight, "spectral_norm")
    rank = len(op.shape_of(w))
    order = (dim, *(i for i in range(rank) if i != dim))
    moved = op.permute_dims(w, order)
    shape = op.shape_of(moved)
    matrix = op.reshape(moved, (shape[0], math.prod(shape[1:])))
    flat = raw(matrix)
    left = op.reshape(raw(u._value), (shape[0], 1))
    right = op.reshape(raw(v._value), (math.prod(shape[1:]), 1))
    for _ in range(power_iters):
        right = _unit(op.matmul(op.permute_dims(flat, (1, 0)), left), eps)
        left = _unit(op.matmul(flat, right), eps)
    sigma = op.matmul(op.matmul(op.permute_dims(left, (1, 0)), matrix), right)
    scaled = op.reshape(op.divide(matrix, sigma), shape)
    back = tuple(order.index(i) for i in range(rank))
    return wrap(op.permute_dims(scaled, back))


class SpectralNorm(Layer):
    """A weight divided by its largest singular value."""

    def __init__(self, weight_shape, dim=0, power_iters=1, eps=1e-12, dtype="float32"):
        super().__init__()
        self._power_iters, self._eps, self._dim, self._dtype = power_iters, eps, dim, dtype
        self._weight_shape = list(weight_shape)
        height = self._weight_shape[dim]
        width = int(np.prod(self._weight_shape)) // height
        self.weight_u = self._vector(height)
        self.weight_v = self._vector(width)

    def _vector(self, length):
        found = self.create_parameter(
            attr=ParamAttr(),
            shape=[length],
            dtype=self._dtype,
            default_initializer=Normal(0.0, 1.0),
        )
        found.stop_gradient = True
        return found

    def forward(self, weight):
        """The scaled weight."""
        check_dynamic(weight, "SpectralNorm")
        return spectral_norm_op(
            weight, self.weight_u, self.weight_v, self._dim, self._power_iters, self._eps
        )


def _unit(x, eps):
    length = op.sqrt(op.sum(op.multiply(x, x), (0, 1), True))
    return op.divide(x, op.add(length, f32(eps)))
