"""Fills MindSpore's public modules from the table of exports: the one way to a public name.

Functions and operators are written in families (`ops/families`); programs find them in the modules
that MindSpore has (`mindspore.ops.function.math_func`). `_exports` says which module has which
names, and who defines them. A definition belongs to the module that takes it from its family: this
is its `__module__`, by which it is shown and pickled.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import FunctionType

from .._public import rehome
from .._source import show_sources
from ._exports import ALIASES, EXPORTS, PACKAGES

_ROOT = __name__.rpartition(".")[0]


def publish(namespace, guard=None):
    """Give a module, by its `globals()`, what the table lists for it; returns the names.

    guard(definition, name): what is shown in place of a definition that a module takes from its
    family.
    """
    module = sys.modules[namespace["__name__"]]
    face = module.__name__.removeprefix(_ROOT).lstrip(".")
    if face in PACKAGES:
        found = _shown_by(namespace, PACKAGES[face])
    else:
        found, own = {}, []
        for source, names in EXPORTS[face].items():
            taken = _taken(module, import_module(f"{_ROOT}.{source}"), names)
            if source not in EXPORTS:
                taken = {n: guard(v, n) for n, v in taken.items()} if guard else taken
                own += names
            found |= taken
        _claim(module, [found[name] for name in own])
    for alias, name in ALIASES.get(face, {}).items():
        found[alias] = found[name]
    namespace.update(found)
    return list(found)


def _taken(module, origin, names):
    for name in names:
        if name not in vars(origin):
            raise ImportError(f"{module.__name__}: {origin.__name__} does not define {name!r}")
        value = vars(origin)[name]
        shown = vars(module).get(name, value)
        if shown is not value and getattr(shown, "__wrapped__", None) is not value:
            raise ImportError(f"{module.__name__} has {name!r} already")
    return {name: vars(origin)[name] for name in names}


def _claim(module, values):
    """Let definitions belong to a public module."""
    show_sources(module, [value for value in values if isinstance(value, type)])
    for value in values:
        if isinstance(value, (type, FunctionType)):
            known = value.__module__.removeprefix(_ROOT + ".")
            if known in EXPORTS and known != module.__name__.removeprefix(_ROOT + "."):
                raise ImportError(f"{module.__name__} and {value.__module__} list {value.__name__}")
            rehome(value, module.__name__)


def _shown_by(namespace, modules):
    """The public names of modules, each at once in the package; later ones replace earlier ones."""
    found = {}
    for name in modules:
        module = import_module(f"{_ROOT}.{name}")
        found |= {n: getattr(module, n) for n in module.__all__}
        namespace.update(found)
    return found
