"""Dygraph mode: operators run when they are called."""

from __future__ import annotations

from compat._absent import absent_names

from . import backward_strategy, base, layers, nn
from .backward_strategy import *
from .base import *
from .layers import *
from .nn import *
from .varbase_patch_methods import monkey_patch_varbase

monkey_patch_varbase()
__all__ = [*layers.__all__, *base.__all__, *nn.__all__, *backward_strategy.__all__]
__getattr__ = absent_names("paddle.fluid.dygraph", __name__)
