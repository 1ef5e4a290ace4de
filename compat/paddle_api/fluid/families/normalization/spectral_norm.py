"""A weight divided by its largest singular value."""

from __future__ import annotations

import math

import numpy as np

from compat.core import op

from ..._operands import check_dynamic, constant, derived, f32, invalid, raw, take
from ..._registry import operator
from ..._varbase import wrap
from ...dygraph.layers import Layer
from ...initializer import Normal
from ...layer_helper import LayerHelper
from ...param_attr import ParamAttr


@operator(inputs=("Weight", "U", "V"))
def spectral_norm_op(weight, u, v, dim=0, power_iters=1, eps=1e-12, **options):
    """The weight divided by its largest singular value, found by power iteration."""
    w = take(weight, "spectral_norm")
    rank = len(op.shape_of(w))
    _check_spectral(op.shape_of(w), u, v, dim, power_iters)
    order = (dim, *(i for i in range(rank) if i != dim))
    moved = op.permute_dims(w, order)
    shape = op.shape_of(moved)
    matrix = op.reshape(moved, (shape[0], math.prod(shape[1:])))
    singular = _singular_value(u, v, power_iters, eps)
    scaled = op.reshape(_divided(singular)(matrix), shape)
    back = tuple(order.index(i) for i in range(rank))
    return wrap(op.permute_dims(scaled, back))


def _check_spectral(shape, u, v, dim, power_iters):
    name = "spectral_norm"
    if not 2 <= len(shape) <= 5:
        raise invalid(f"The rank of Input(Weights) should be 2 to 5, but received {shape}", name)
    if dim not in (0, 1):
        raise invalid(f"Attr(dim) can only be 0 or 1, but received {dim}", name)
    if power_iters < 0:
        raise invalid(f"Attr(power_iters) should be at least 0, but received {power_iters}", name)
    for slot, x, size in (("U", u, shape[dim]), ("V", v, math.prod(shape) // max(shape[dim], 1))):
        if x.shape[0] != size:
            raise invalid(
                f"Input({slot}) dimension[0] should be {size} for Input(Weight) of shape {shape} "
                f"and Attr(dim) {dim}, but received {x.shape[0]}",
                name,
            )


def _singular_value(u, v, power_iters, eps):
    """A function of a matrix: its largest singular value (1, 1) and the two vectors of it."""
    start = raw(u._value), raw(v._value)

    def found(matrix):
        left, right = (op.reshape(x, (op.shape_of(x)[0], 1)) for x in start)
        for _ in range(power_iters):
            right = _unit(op.matmul(op.permute_dims(matrix, (1, 0)), left), eps)
            left = _unit(op.matmul(matrix, right), eps)
        return op.matmul(op.matmul(op.permute_dims(left, (1, 0)), matrix), right), left, right

    return found


def _divided(singular):
    """A matrix divided by its singular value, with the derivative that Paddle's kernel has.

    In place of the product of cotangent and weight the kernel sums the scaled weight.
    """

    def backward(g, x):
        sigma, left, right = singular(raw(x))
        total = op.sum(op.divide(x, sigma), (0, 1), True)
        slope = op.multiply(op.matmul(left, op.permute_dims(right, (1, 0))), total)
        return (op.divide(op.multiply(g, op.subtract(constant(slope, 1), slope)), sigma),)

    return derived(lambda x: op.divide(x, singular(raw(x))[0]), backward)


def spectral_norm(weight, dim=0, power_iters=1, eps=1e-12, name=None):
    """The weight divided by its largest singular value, with new vectors for the iteration."""
    helper = LayerHelper("spectral_norm", name=name)
    height = weight.shape[dim]
    vectors = []
    for size in (height, math.prod(weight.shape) // height):
        vector = helper.create_parameter(
            ParamAttr(), [size], weight.dtype, default_initializer=Normal(0.0, 1.0)
        )
        vector.stop_gradient = True
        vectors.append(vector)
    return spectral_norm_op(weight, *vectors, dim, power_iters, eps)


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
