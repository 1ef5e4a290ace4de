"""The metrics under their former place."""

from compat._absent import absent_names

from ..train import metrics as _metrics
from ..train.metrics import *
from ..train.metrics import get_metrics

__all__ = [*_metrics.__all__, "get_metrics"]

__getattr__ = absent_names("mindspore.nn.metrics", __name__)
