"""Functions of functions and mixtures of operators."""

from compat._absent import absent_names

from .base import *
from .math_ops import *

__getattr__ = absent_names("mindspore.ops.composite", __name__)
