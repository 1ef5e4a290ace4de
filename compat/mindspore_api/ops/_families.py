"""Machinery for families of operators: classes from rows, and the module they belong to."""

from __future__ import annotations

import inspect

from .primitive import Primitive, prim_attr_register, wrong_count


def claim(module, *values):
    """Let classes and functions of private modules belong to the public module `module`."""
    for value in values:
        value.__module__ = module


def claim_all(namespace):
    """`claim` everything that a public module took from the private ones beside it."""
    module = namespace["__name__"]
    folder = module.rpartition(".")[0]
    for name, value in list(namespace.items()):
        home = getattr(value, "__module__", None) or ""
        if not name.startswith("__") and home.startswith(folder + "._"):
            value.__module__ = module


def plain_operators(module, rows, base=Primitive):
    """Classes without constructor arguments, one for each row (name, inputs, outputs, function).

    inputs and outputs are words, or None when the original registers no names.
    """
    made = {}
    for name, inputs, outputs, function in rows:
        count = _count(function)
        made[name] = type(
            name,
            (base,),
            {
                "__module__": module,
                "__doc__": f"`{function.__name__}` as an operator.",
                "__init__": _init(name, module),
                "_compute": _method(function),
                "_io": None if inputs is None else (inputs, outputs or "output"),
                "_arity": None,
            },
        )
        made[name]._arity = count
        if count is not None:
            made[name].__call__ = _counted(function, count)
    return made


def _init(name, module):
    @prim_attr_register
    def __init__(self):
        pass

    __init__.__qualname__ = f"{name}.__init__"
    __init__.__module__ = module
    return __init__


def _method(function):
    def _compute(self, *args):
        return function(*args)

    return _compute


def _counted(function, count):
    def __call__(self, *args):
        if len(args) == count:
            return function(*args)
        raise wrong_count(self, count, args)

    __call__._checks_count = True
    return __call__


def _count(function):
    parameters = inspect.signature(function).parameters.values()
    if any(p.kind is not p.POSITIONAL_OR_KEYWORD or p.default is not p.empty for p in parameters):
        return None
    return len(parameters)
