"""Activations that TensorFlow has kernels for; half precision goes through float32."""

from typing import Any

import tensorflow as tf

from compat.core.contract import implements

from . import elementwise
from .indexing import back_from_last, moved_last
from .library import cast, raw, reshaped, shape, widened


@implements(native=raw.Relu)
def relu(x):
    return raw.Relu(x)


@implements
def leaky_relu(x, slope, kink):
    if x.dtype is tf.float32:  # the attribute is float32
        return raw.LeakyRelu(features=x, alpha=slope)
    table: Any = elementwise  # functions made from its tables
    return table.where(table.greater(x, 0), x, table.multiply(x, slope))


@implements
def softplus(x):
    return cast(raw.Softplus(features=widened(x)), x.dtype)


def _rows(kernel, x, axis):
    """`kernel` of the rows of a matrix, along `axis`."""
    if x.ndim == 2 and axis == 1:
        return cast(kernel(widened(x)), x.dtype)
    y, undo = moved_last(widened(x), axis)
    sizes = shape(y)
    y = reshaped(kernel(logits=reshaped(y, (-1, sizes[-1]))), sizes)
    return cast(back_from_last(y, undo), x.dtype)


@implements
def softmax(x, axis):
    return _rows(raw.Softmax, x, axis)


@implements
def log_softmax(x, axis):
    return _rows(raw.LogSoftmax, x, axis)
