"""Functions meant for static graphs, run as they are."""

from __future__ import annotations

from functools import wraps

from compat._absent import absent_names

__all__ = ["declarative", "dygraph_to_static_func"]


def dygraph_to_static_func(func):
    """The function itself: nothing is compiled."""

    @wraps(func)
    def call(*args, **kwargs):
        return func(*args, **kwargs)

    return call


def declarative(func):
    """The function itself: nothing is compiled."""
    return dygraph_to_static_func(func)


# The original makes both with the package `decorator`, which leaves its name on them.
for _function in (declarative, dygraph_to_static_func):
    _function.__module__ = "decorator"
__getattr__ = absent_names("paddle.fluid.dygraph.jit", __name__)
