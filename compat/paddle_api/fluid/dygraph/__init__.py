"""Dygraph mode: operators run when they are called."""

from __future__ import annotations

from ..._publish import publish_all
from . import (
    backward_strategy,
    base,
    checkpoint,
    container,
    dygraph_to_static,
    jit,
    layers,
    learning_rate_scheduler,
    nn,
    parallel,
)
from .varbase_patch_methods import monkey_patch_varbase

monkey_patch_varbase()
publish_all(
    __name__,
    *(layers, base, container, nn, parallel, checkpoint),
    *(learning_rate_scheduler, backward_strategy, jit, dygraph_to_static),
)
