"""The layers of dygraph mode."""

from __future__ import annotations

from ..._publish import publish
from ..families import activation, dropout, embedding, linear, pooling
from ..families.convolution import forward, transposed
from ..families.loss import cross_entropy, distance
from ..families.normalization import batch_norm, layer_norm, spectral_norm
from ..families.recurrent import units

publish(
    __name__,
    [
        activation.PRelu,
        forward.Conv2D,
        forward.Conv3D,
        transposed.Conv2DTranspose,
        transposed.Conv3DTranspose,
        dropout.Dropout,
        embedding.Embedding,
        linear.BilinearTensorProduct,
        linear.Linear,
        cross_entropy.BCELoss,
        cross_entropy.NLLLoss,
        distance.L1Loss,
        distance.MSELoss,
        batch_norm.BatchNorm,
        layer_norm.GroupNorm,
        layer_norm.InstanceNorm,
        layer_norm.LayerNorm,
        spectral_norm.SpectralNorm,
        pooling.Pool2D,
        units.GRUUnit,
    ],
)
