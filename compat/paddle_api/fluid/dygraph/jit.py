"""Functions meant for static graphs, run as they are."""

from __future__ import annotations

from functools import wraps

from compat._absent import absent_names

__all__ = ["declarative", "dygraph_to_static_func"]


def dygraph_to_static_func(dygraph_func):
    """The function itself: nothing is compiled."""

    @wraps(dygraph_func)
    def call(*args, **kwargs):
        return dygraph_func(*args, **kwargs)

    return call


def declarative(dygraph_func):
    """The function itself: nothing is compiled."""
    return dygraph_to_static_func(dygraph_func)


__getattr__ = absent_names("paddle.fluid.dygraph.jit", __name__)
