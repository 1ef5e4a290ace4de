"""Functions of variables."""

from __future__ import annotations

from compat._absent import absent_names

from . import control_flow, loss, metric_op, nn, ops, sequence_lod, tensor, utils
from .control_flow import *
from .loss import *
from .metric_op import *
from .nn import *
from .ops import *
from .sequence_lod import *
from .tensor import *

__all__ = [
    *nn.__all__,
    *tensor.__all__,
    *ops.__all__,
    *control_flow.__all__,
    *metric_op.__all__,
    *loss.__all__,
    *sequence_lod.__all__,
]
__getattr__ = absent_names("paddle.fluid.layers", __name__)
