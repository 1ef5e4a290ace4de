"""Functions of functions and mixtures of operators."""

from .base import *
from .math_ops import *
