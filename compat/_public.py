"""Gives a frontend's classes and functions the module name under which programs know them."""

from __future__ import annotations

import sys
from types import FunctionType

from . import _absent


def adopt(canonical: str, public: str) -> None:
    """Exchange the prefix of `__module__` in everything defined below the package `canonical`.

    Representations, pickles and error texts then say `mindspore.nn.layer.basic`, and names of the
    original's modules that are not provided are placeholders. Idempotent.
    """
    prefix = canonical + "."
    for name, module in list(sys.modules.items()):
        if module is not None and (name == canonical or name.startswith(prefix)):
            _absent.offer_absent_names(module, public + name[len(canonical) :])
            for value in list(vars(module).values()):
                if isinstance(value, (type, FunctionType)):
                    _rename(value, canonical, public)


def rehome(value: type | FunctionType, module: str) -> None:
    """Show `value` as defined in `module`."""
    line = vars(value).get("__firstlineno__")
    value.__module__ = module
    if line is not None:  # from Python 3.13 on, a class forgets it with the former module
        value.__firstlineno__ = line  # type: ignore[union-attr]


def _rename(value: type | FunctionType, canonical: str, public: str) -> None:
    module = getattr(value, "__module__", None) or ""
    if module != canonical and not module.startswith(canonical + "."):
        return
    rehome(value, public + module[len(canonical) :])
    if isinstance(value, type):
        for member in list(vars(value).values()):
            function = getattr(member, "__func__", member)
            if isinstance(function, (type, FunctionType)):
                _rename(function, canonical, public)
