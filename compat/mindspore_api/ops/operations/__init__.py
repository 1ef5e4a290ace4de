"""Operator classes."""

from .nn_ops import *
