"""The layers of dygraph mode."""

from __future__ import annotations

from compat._absent import absent_names

from ._basic import (
    BCELoss,
    BilinearTensorProduct,
    Embedding,
    GRUUnit,
    L1Loss,
    Linear,
    MSELoss,
    NLLLoss,
    Pool2D,
    PRelu,
)
from ._conv import Conv2D, Conv2DTranspose, Conv3D, Conv3DTranspose
from ._norm import BatchNorm, Dropout, GroupNorm, InstanceNorm, LayerNorm, SpectralNorm

__all__ = [
    "Conv2D",
    "Conv3D",
    "Pool2D",
    "Linear",
    "BatchNorm",
    "Dropout",
    "Embedding",
    "GRUUnit",
    "InstanceNorm",
    "LayerNorm",
    "PRelu",
    "BilinearTensorProduct",
    "Conv2DTranspose",
    "Conv3DTranspose",
    "GroupNorm",
    "SpectralNorm",
    "MSELoss",
    "L1Loss",
    "NLLLoss",
    "BCELoss",
]

for _name in __all__:
    globals()[_name].__module__ = __name__
__getattr__ = absent_names("paddle.fluid.dygraph.nn", __name__)
