"""The TensorFlow backend: eager operations; the core's tape differentiates them."""

from . import (
    convolution,
    creation,
    elementwise,
    fused,
    indexing,
    linalg,
    pooling,
    reduction,
    resampling,
    runtime,
    shape,
)

MODULES = (
    creation,
    elementwise,
    reduction,
    shape,
    indexing,
    linalg,
    convolution,
    pooling,
    resampling,
    fused,
    runtime,
)
