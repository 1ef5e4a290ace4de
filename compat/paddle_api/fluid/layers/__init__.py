"""Functions of variables."""

from __future__ import annotations

from compat._absent import absent_names

__getattr__ = absent_names("paddle.fluid.layers", __name__)
