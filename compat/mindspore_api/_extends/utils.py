"""Helpers of the framework that programs use, too."""

import inspect
from functools import wraps


def cell_attr_register(fn=None, attrs=None):
    """Decorator of `__init__` of a Cell that notes the arguments, or attributes, as text."""

    def decorate(init):
        @wraps(init)
        def noted(self, *args, **kwargs):
            init(self, *args, **kwargs)
            self.cell_init_args = type(self).__name__ + str(_noted(init, self, args, kwargs, attrs))

        return noted

    return decorate if fn is None else decorate(fn)


def _noted(init, cell, args, kwargs, attrs):
    if attrs is None:
        bound = inspect.signature(init).bind(cell, *args, **kwargs).arguments
        return list(bound.values())[1:]
    if isinstance(attrs, str):
        return getattr(cell, attrs, [])
    if not isinstance(attrs, list):
        raise ValueError("attrs must be list or string")
    if not all(isinstance(item, str) for item in attrs):
        raise ValueError("attr must be a string")
    return [getattr(cell, item) for item in attrs if hasattr(cell, item)]
