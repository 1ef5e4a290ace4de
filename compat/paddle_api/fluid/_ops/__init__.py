"""The operators of `core.ops`: functions of variables, attributes as keyword arguments, named as in the original."""

from __future__ import annotations

from . import activation, conv, convolution, drawing, elementwise, indexing, losses
from . import normalization, pooling, product, recurrent, reduce, shaping, tensor

_MODULES = (
    *(elementwise, activation, conv, convolution, reduce, product, shaping, indexing, pooling),
    *(normalization, losses, drawing, recurrent, tensor),
)


# Taken down at import, before the functions get their public module names.
_KERNELS = {
    name: value
    for module in _MODULES
    for name, value in vars(module).items()
    if getattr(value, "__module__", None) == module.__name__
    and callable(value)
    and not isinstance(value, type)
    and not name.startswith("_")
}


def find(name):
    """The operator of that name or None."""
    return _KERNELS.get(name)
