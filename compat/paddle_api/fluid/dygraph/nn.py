"""The layers of dygraph mode."""

from __future__ import annotations

from compat._absent import absent_names

from ._conv import Conv2DTranspose

__all__ = ["Conv2DTranspose"]

for _name in __all__:
    globals()[_name].__module__ = __name__
__getattr__ = absent_names("paddle.fluid.dygraph.nn", __name__)
