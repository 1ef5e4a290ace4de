"""Tensor methods that hand everything on to a function of `ops`.

Families of `ops` register them beside their functions when they are imported; this package does
not import `ops`.
"""

from __future__ import annotations

import inspect

from ..._docstrings import documented, method_doc
from .handle import Handle

_EMPTY = inspect.Parameter.empty
_SELF = inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD)
_ops = None


def provide(ops):
    """Make the module `ops` known to the methods that are written out."""
    global _ops
    _ops = ops


def functions():
    """The module `ops`, whose functions the methods call."""
    return _ops


class ForwardedMethods(Handle):
    """The methods that families register."""

    __slots__ = ()


def tensor_methods(*functions):
    """Make methods of functions, with their names and the arguments behind the first."""
    for function in functions:
        tensor_method(function.__name__, function)


def tensor_method(name, function, arguments=None):
    """Make the method `name` of a function.

    arguments: a function with the arguments that follow `self`, where MindSpore calls them
    otherwise than its function does. They are handed on by position, keyword-only ones by name.
    """
    if name in vars(ForwardedMethods):
        raise ImportError(f"the tensor method {name} is registered twice")
    taken = inspect.signature(function if arguments is None else arguments).parameters.values()
    parameters = list(taken)[arguments is None :]
    method = _method(function, inspect.Signature([_SELF, *parameters]), parameters)
    method.__name__ = name
    method.__qualname__ = f"Tensor.{name}"
    method.__module__ = __name__.rpartition(".")[0] + ".tensor"
    method.__doc__ = f"`mindspore.ops.{function.__name__}` of the tensor."
    if documented(function.__doc__):
        shown = {
            p.name: "" if p.default is _EMPTY else f", default {p.default!r}" for p in parameters
        }
        doc = method_doc(name, function.__doc__, function.__name__, shown)
        method.__doc__ = doc or method.__doc__
    setattr(ForwardedMethods, name, method)


def _method(function, signature, parameters):
    defaults = tuple(p.default for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD)
    named = {p.name: p.default for p in parameters if p.kind is p.KEYWORD_ONLY}

    def method(self, *args, **kwargs):
        if kwargs or len(args) > len(defaults):
            bound = signature.bind(self, *args, **kwargs)
            bound.apply_defaults()
            return function(*bound.args, **bound.kwargs)
        rest = defaults[len(args) :]
        if _EMPTY in rest:
            signature.bind(self, *args)
        return function(self, *args, *rest, **named)

    method.__signature__ = signature
    return method
