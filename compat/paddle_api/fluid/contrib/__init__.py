"""Contributed parts: readers for several processes."""

from __future__ import annotations

from compat._absent import absent_names

from . import reader
from .reader import *

__all__ = [*reader.__all__]
__getattr__ = absent_names("paddle.fluid.contrib", __name__)
