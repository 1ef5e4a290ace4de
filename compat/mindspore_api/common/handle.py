"""The class Tensor as the modules that it is made of know it."""

_new = object.__new__
_class = None


class Handle:
    """Base of Tensor."""

    __slots__ = ()


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
