"""Training: models, callbacks, checkpoints."""

from compat._absent import absent_names

from . import serialization
from .serialization import *

__all__ = [*serialization.__all__]

__getattr__ = absent_names("mindspore.train", __name__)
