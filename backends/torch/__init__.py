"""The PyTorch backend: CPU and CUDA, with torch's own differentiation."""

from . import (
    convolution,
    creation,
    elementwise,
    fused,
    indexing,
    linalg,
    pooling,
    recurrent,
    reduction,
    resampling,
    runtime,
    selection,
    shape,
    update,
)

MODULES = (
    creation,
    elementwise,
    selection,
    reduction,
    shape,
    indexing,
    linalg,
    convolution,
    pooling,
    resampling,
    fused,
    recurrent,
    update,
    runtime,
)
