"""Paddle's fluid API, in dygraph mode."""

from __future__ import annotations

from compat._absent import absent_names

from . import core, framework, initializer, regularizer, unique_name  # isort: skip
from . import clip, contrib, data_feeder, dygraph, io, layers, metrics, nets, optimizer, param_attr
from ._varbase import VarBase
from .core import CPUPlace, CUDAPinnedPlace, CUDAPlace, LoDTensor, LoDTensorArray, Scope
from .dygraph.base import (
    disable_dygraph,
    disable_imperative,
    enable_dygraph,
    enable_imperative,
)
from .dygraph.checkpoint import load_dygraph, save_dygraph
from .dygraph.layers import *
from .dygraph.nn import *
from .executor import *
from .framework import *
from .input import embedding, one_hot
from .io import load, save
from .layer_helper import LayerHelper
from .layers import learning_rate_scheduler as _rates
from .param_attr import ParamAttr, WeightNormParamAttr

Tensor = LoDTensor
__getattr__ = absent_names("paddle.fluid", __name__)
