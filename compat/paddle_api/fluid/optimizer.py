"""Optimizers."""

from __future__ import annotations

from compat._absent import absent_names

from . import _optimizers, _optimizers_adaptive, _optimizers_static
from ._optimizer import Optimizer
from ._optimizers import (
    AdamaxOptimizer,
    AdamOptimizer,
    LambOptimizer,
    LarsMomentumOptimizer,
    MomentumOptimizer,
    SGDOptimizer,
)
from ._optimizers_adaptive import (
    AdadeltaOptimizer,
    AdagradOptimizer,
    DecayedAdagradOptimizer,
    FtrlOptimizer,
    RMSPropOptimizer,
)
from ._optimizers_static import (
    DGCMomentumOptimizer,
    ExponentialMovingAverage,
    LookaheadOptimizer,
    ModelAverage,
    PipelineOptimizer,
    RecomputeOptimizer,
)

__all__ = [
    "Adadelta",
    "AdadeltaOptimizer",
    "Adagrad",
    "AdagradOptimizer",
    "Adam",
    "AdamOptimizer",
    "Adamax",
    "AdamaxOptimizer",
    "DGCMomentumOptimizer",
    "DecayedAdagrad",
    "DecayedAdagradOptimizer",
    "ExponentialMovingAverage",
    "Ftrl",
    "FtrlOptimizer",
    "LambOptimizer",
    "LarsMomentum",
    "LarsMomentumOptimizer",
    "LookaheadOptimizer",
    "ModelAverage",
    "Momentum",
    "MomentumOptimizer",
    "PipelineOptimizer",
    "RMSPropOptimizer",
    "RecomputeOptimizer",
    "SGD",
    "SGDOptimizer",
]
SGD = SGDOptimizer
Momentum = MomentumOptimizer
Adam = AdamOptimizer
Adamax = AdamaxOptimizer
Adagrad = AdagradOptimizer
DecayedAdagrad = DecayedAdagradOptimizer
Adadelta = AdadeltaOptimizer
Ftrl = FtrlOptimizer
LarsMomentum = LarsMomentumOptimizer
RMSProp = RMSPropOptimizer
Lamb = LambOptimizer

for _class in [Optimizer, *_optimizers.ALL, *_optimizers_adaptive.ALL, *_optimizers_static.ALL]:
    _class.__module__ = __name__
__getattr__ = absent_names("paddle.fluid.optimizer", __name__)
