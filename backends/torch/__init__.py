"""The PyTorch backend: CPU and CUDA, with torch's own differentiation."""

from . import (
    activation,
    convolution,
    creation,
    elementwise,
    indexing,
    linalg,
    loss,
    normalization,
    optimizer,
    pooling,
    recurrent,
    reduction,
    resize,
    runtime,
    selection,
    shape,
)
from .communication import communication

MODULES = (
    creation,
    elementwise,
    selection,
    activation,
    reduction,
    shape,
    indexing,
    linalg,
    convolution,
    pooling,
    resize,
    normalization,
    loss,
    recurrent,
    optimizer,
    communication,
    runtime,
)
