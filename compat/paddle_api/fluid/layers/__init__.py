"""Functions of variables."""

from __future__ import annotations

import importlib

from compat._absent import absent_names

from . import control_flow, detection, loss, metric_op, nn, ops, sequence_lod, tensor, utils
from .control_flow import *
from .detection import *
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
    *detection.__all__,
    *metric_op.__all__,
    *loss.__all__,
    *sequence_lod.__all__,
]
_absent = absent_names("paddle.fluid.layers", __name__)
_RATES = frozenset(
    [
        "exponential_decay",
        "natural_exp_decay",
        "inverse_time_decay",
        "polynomial_decay",
        "piecewise_decay",
        "noam_decay",
        "cosine_decay",
        "linear_lr_warmup",
    ]
)


def __getattr__(name):
    # The learning rates build on dygraph's, which builds on this package.
    if name in _RATES or name == "learning_rate_scheduler":
        found = importlib.import_module(f"{__name__}.learning_rate_scheduler")
        return found if name == "learning_rate_scheduler" else getattr(found, name)
    return _absent(name)
