"""Machinery for families of operators: classes from rows, and the module they belong to."""

from __future__ import annotations

from .primitive import Primitive, prim_attr_register


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
        made[name] = type(
            name,
            (base,),
            {
                "__module__": module,
                "__doc__": f"`{function.__name__}` as an operator.",
                "__init__": _init(name, module),
                "_compute": staticmethod(function),
                "_io": None if inputs is None else (inputs, outputs or "output"),
            },
        )
    return made


def _init(name, module):
    @prim_attr_register
    def __init__(self):
        pass

    __init__.__qualname__ = f"{name}.__init__"
    __init__.__module__ = module
    return __init__
