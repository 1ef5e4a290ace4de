"""Paddle's fluid API, in dygraph mode."""

from __future__ import annotations

from .._publish import publish_all

from . import core, framework, initializer, regularizer, unique_name  # isort: skip
from . import (
    clip,
    compiler,
    contrib,
    data_feeder,
    dygraph,
    executor,
    install_check,
    io,
    layers,
    lod_tensor,
    metrics,
    nets,
    optimizer,
    param_attr,
    profiler,
    transpiler,
)
from ._varbase import VarBase
from .core import CPUPlace, CUDAPinnedPlace, CUDAPlace, LoDTensor, LoDTensorArray, Scope
from .data import data
from .data_feeder import DataFeeder
from .dygraph.base import (
    disable_dygraph,
    disable_imperative,
    enable_dygraph,
    enable_imperative,
)
from .dygraph.checkpoint import load_dygraph, save_dygraph
from .input import embedding, one_hot
from .io import load, load_program_state, save, set_program_state
from .layer_helper import LayerHelper
from .param_attr import ParamAttr, WeightNormParamAttr

Tensor = LoDTensor
publish_all(__name__, framework, executor, dygraph.layers, dygraph.nn, compiler, lod_tensor)
publish_all(
    __name__,
    transpiler.distribute_transpiler,
    transpiler.memory_optimization_transpiler,
)
