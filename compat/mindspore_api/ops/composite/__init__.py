"""Functions of functions and mixtures of operators."""

from .base import *
