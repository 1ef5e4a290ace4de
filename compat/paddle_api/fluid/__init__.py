"""Paddle's fluid API, in dygraph mode."""

from __future__ import annotations

from compat._absent import absent_names

from . import core, framework, initializer, regularizer, unique_name  # isort: skip
from . import dygraph, layers
from ._varbase import Tensor, VarBase
from .core import CPUPlace, CUDAPinnedPlace, CUDAPlace, LoDTensor, LoDTensorArray, Scope
from .dygraph.base import (
    disable_dygraph,
    disable_imperative,
    enable_dygraph,
    enable_imperative,
)
from .framework import *
from .param_attr import ParamAttr, WeightNormParamAttr

__getattr__ = absent_names("paddle.fluid", __name__)
