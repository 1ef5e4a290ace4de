"""What marks a value that may change between calls of a compiled function."""

from .tensor import Tensor


class _Int(int):
    """A mutable int."""


class _Float(float):
    """A mutable float."""


class _Tuple(tuple):
    """A mutable tuple."""


class _List(list):
    """A mutable list."""


class _Dict(dict):
    """A mutable dict."""


_MARKED = ((int, _Int), (float, _Float), (list, _List), (tuple, _Tuple), (dict, _Dict))


def marked(value):
    """The value as one that may change; a tensor is marked itself."""
    kind = next((wrapper for kind, wrapper in _MARKED if isinstance(value, kind)), None)
    if kind is not None:
        value = kind(value)
    elif isinstance(value, Tensor):
        value.set_const_arg(False)
    value.__ms_mutable__ = True
    value.__ms_dynamic_len__ = False
    return value
