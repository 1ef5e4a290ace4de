"""Readers: functions that return iterators over samples."""

from __future__ import annotations

from compat._absent import absent_names

from .decorator import *

__getattr__ = absent_names("paddle.reader", __name__)
