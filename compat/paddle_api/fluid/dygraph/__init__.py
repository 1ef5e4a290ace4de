"""Dygraph mode: operators run when they are called."""

from __future__ import annotations

from compat._absent import absent_names

from . import (
    backward_strategy,
    base,
    checkpoint,
    container,
    jit,
    layers,
    learning_rate_scheduler,
    nn,
    parallel,
)
from .backward_strategy import *
from .base import *
from .checkpoint import *
from .container import *
from .jit import *
from .layers import *
from .learning_rate_scheduler import *
from .nn import *
from .parallel import *
from .varbase_patch_methods import monkey_patch_varbase

monkey_patch_varbase()
__all__ = [
    *layers.__all__,
    *base.__all__,
    *container.__all__,
    *nn.__all__,
    *parallel.__all__,
    *checkpoint.__all__,
    *learning_rate_scheduler.__all__,
    *backward_strategy.__all__,
    *jit.__all__,
]
__getattr__ = absent_names("paddle.fluid.dygraph", __name__)
