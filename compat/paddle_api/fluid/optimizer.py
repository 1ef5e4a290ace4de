"""Optimizers."""

from __future__ import annotations

from .._publish import publish
from .families.optimizer import adam, adaptive, base, momentum, private, wrappers

publish(
    __name__,
    [
        adam.AdamOptimizer,
        adam.AdamaxOptimizer,
        adam.LambOptimizer,
        adaptive.AdadeltaOptimizer,
        adaptive.AdagradOptimizer,
        adaptive.DecayedAdagradOptimizer,
        adaptive.FtrlOptimizer,
        adaptive.RMSPropOptimizer,
        momentum.LarsMomentumOptimizer,
        momentum.MomentumOptimizer,
        momentum.SGDOptimizer,
        private.DpsgdOptimizer,
        wrappers.DGCMomentumOptimizer,
        wrappers.ExponentialMovingAverage,
        wrappers.LookaheadOptimizer,
        wrappers.ModelAverage,
        wrappers.PipelineOptimizer,
        wrappers.RecomputeOptimizer,
    ],
    unlisted={
        "Optimizer": base.Optimizer,
        "RMSProp": adaptive.RMSPropOptimizer,
        "Lamb": adam.LambOptimizer,
    },
    Adadelta=adaptive.AdadeltaOptimizer,
    Adagrad=adaptive.AdagradOptimizer,
    Adam=adam.AdamOptimizer,
    Adamax=adam.AdamaxOptimizer,
    Dpsgd=private.DpsgdOptimizer,
    DecayedAdagrad=adaptive.DecayedAdagradOptimizer,
    Ftrl=adaptive.FtrlOptimizer,
    LarsMomentum=momentum.LarsMomentumOptimizer,
    Momentum=momentum.MomentumOptimizer,
    SGD=momentum.SGDOptimizer,
)
