"""The TensorFlow backend: eager operations; the core's tape differentiates them."""

from . import (
    activation,
    convolution,
    creation,
    elementwise,
    indexing,
    linalg,
    loss,
    pooling,
    recurrent,
    reduction,
    resize,
    runtime,
    shape,
)
from .communication import communication

MODULES = (
    creation,
    elementwise,
    activation,
    reduction,
    shape,
    indexing,
    linalg,
    convolution,
    pooling,
    resize,
    recurrent,
    loss,
    communication,
    runtime,
)
