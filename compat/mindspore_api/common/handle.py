"""The class Tensor as the modules that it is made of know it."""

from typing import Any

_new = object.__new__
_class: Any = None


class Handle:
    """Base of Tensor and of the classes that it is made of: what they may rely on."""

    __slots__ = ()

    _value: Any
    _name: str
    shape: Any
    ndim: Any
    size: Any
    dtype: Any
    itemsize: Any
    strides: Any


def represented(cls):
    """Decorator of the class that `wrap` and `tensor` make: Tensor."""
    global _class
    _class = cls
    return cls


def wrap(value, name=None):
    """Tensor of a core value; `name` is its canonical dtype name where known."""
    x = _new(_class)
    x._value = value
    if name is not None:
        x._name = name
    return x


def tensor(*args, **kwargs):
    """`Tensor(...)`."""
    return _class(*args, **kwargs)


def tensor_class():
    """The class Tensor."""
    return _class
