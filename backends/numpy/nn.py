"""Convolution, pooling and resampling; one file per family, gathered here for the registry."""

from __future__ import annotations

from .conv import conv, conv_filter_grad, conv_input_grad
from .pooling import max_pool, sum_pool, sum_pool_grad
from .resize import resize, resize_grad

__all__ = [
    "conv",
    "conv_filter_grad",
    "conv_input_grad",
    "max_pool",
    "resize",
    "resize_grad",
    "sum_pool",
    "sum_pool_grad",
]
