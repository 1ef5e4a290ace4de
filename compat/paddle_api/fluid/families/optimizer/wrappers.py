"""Optimizers that wrap others."""

from __future__ import annotations

from ..._mode import in_dygraph_mode, refuse_static
from .base import Optimizer


def _refuse(name):
    if in_dygraph_mode():
        raise Exception(f"In dygraph, don't support {name}.")
    refuse_static(f"paddle.fluid.optimizer.{name}")


class DGCMomentumOptimizer(Optimizer):
    """Momentum with compressed gradients."""

    def __init__(
        self,
        learning_rate,
        momentum,
        rampup_begin_step,
        rampup_step=1,
        sparsity=[0.999],  # noqa: B006
        parameter_list=None,
        use_nesterov=False,
        num_trainers=None,
        regularization=None,
        grad_clip=None,
        name=None,
    ):
        _refuse("DGCMomentumOptimizer")


class ModelAverage(Optimizer):
    """Averages of parameters over steps."""

    def __init__(
        self,
        average_window_rate,
        min_average_window=10000,
        max_average_window=10000,
        regularization=None,
        name=None,
    ):
        _refuse("ModelAverage")


class ExponentialMovingAverage:
    """Moving averages of parameters."""

    def __init__(self, decay=0.999, thres_steps=None, name=None):
        _refuse("ExponentialMovingAverage")


class PipelineOptimizer:
    """Parts of a program on several devices."""

    def __init__(
        self,
        optimizer,
        cut_list=None,
        place_list=None,
        concurrency_list=None,
        queue_size=30,
        sync_steps=1,
        start_cpu_core_id=0,
    ):
        _refuse("PipelineOptimizer")


class RecomputeOptimizer(Optimizer):
    """Activations computed twice to save memory."""

    def __init__(self, optimizer):
        _refuse("RecomputeOptimizer")


class LookaheadOptimizer:
    """Slow weights that follow fast ones."""

    def __init__(self, inner_optimizer, alpha=0.5, k=5):
        _refuse("LookaheadOptimizer")
