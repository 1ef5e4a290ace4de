"""The layers of dygraph mode."""

from __future__ import annotations

from ..._publish import publish
from .._mode import _dygraph_tracer as _dygraph_tracer
from .._parameter import _varbase_creator as _varbase_creator
from ..families import activation, dropout, embedding, linear, pooling, sampled
from ..families.convolution import forward, transposed, transposed3d, tree
from ..families.loss import cross_entropy, distance
from ..families.normalization import batch_norm, layer_norm, spectral_norm
from ..families.recurrent import units

publish(
    __name__,
    [
        activation.PRelu,
        batch_norm.BatchNorm,
        cross_entropy.BCELoss,
        cross_entropy.NLLLoss,
        distance.L1Loss,
        distance.MSELoss,
        dropout.Dropout,
        embedding.Embedding,
        forward.Conv2D,
        forward.Conv3D,
        layer_norm.GroupNorm,
        layer_norm.InstanceNorm,
        layer_norm.LayerNorm,
        linear.BilinearTensorProduct,
        linear.Linear,
        pooling.Pool2D,
        sampled.NCE,
        spectral_norm.SpectralNorm,
        transposed.Conv2DTranspose,
        transposed3d.Conv3DTranspose,
        tree.TreeConv,
        units.GRUUnit,
    ],
)
