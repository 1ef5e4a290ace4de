"""Gradients of functions."""

from .grad_func import *
from .grad_func import __all__ as __all__
