"""The operators of `core.ops`: functions of variables, attributes as keyword arguments, named as in the original."""

from __future__ import annotations

from . import activation, conv, elementwise, tensor

_MODULES = (elementwise, activation, conv, tensor)


def find(name):
    """The operator of that name or None."""
    if name.startswith("_"):
        return None
    for module in _MODULES:
        kernel = vars(module).get(name)
        if kernel is not None and getattr(kernel, "__module__", None) == module.__name__:
            return kernel
    return None
