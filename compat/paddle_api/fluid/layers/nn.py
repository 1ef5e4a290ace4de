"""Functions of variables; the families live in the files `nn_*.py` beside this one."""

from __future__ import annotations

from types import FunctionType

from compat._absent import absent_names

from . import nn_act, nn_index, nn_loss, nn_math, nn_more, nn_pool, nn_random, nn_shape

FAMILIES = (nn_act, nn_index, nn_loss, nn_math, nn_more, nn_pool, nn_random, nn_shape)

__all__ = []
for _family in FAMILIES:
    for _name, _function in list(vars(_family).items()):
        own = isinstance(_function, FunctionType) and _function.__module__ == _family.__name__
        if own and not _name.startswith("_") and _name != "sizes":
            globals()[_name] = _function
            _function.__module__ = __name__
            __all__.append(_name)

__getattr__ = absent_names("paddle.fluid.layers.nn", __name__)
