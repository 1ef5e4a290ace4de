"""The metrics under their former place."""

from compat._absent import absent_names

from .._publish import publish
from ..train.metrics import get_metrics

__all__ = [*publish(globals()), "get_metrics"]
__getattr__ = absent_names("mindspore.nn.metrics", __name__)
