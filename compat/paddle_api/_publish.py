"""Paddle's public modules, filled with what the families define.

Every public module below `fluid` that is a face calls `publish` with a table of functions and
classes. Nothing else gives a function of a family its public module name.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from types import FunctionType, MappingProxyType, ModuleType
from typing import Any

from compat._absent import absent_names
from compat._public import rehome
from compat._source import show_sources

_CANONICAL = __name__.rpartition(".")[0]
_FAMILIES = f"{_CANONICAL}.fluid.families."
_GENERATOR = f"{_CANONICAL}.fluid.layers.layer_function_generator"


def publish(
    face: str,
    rows: Iterable[Any] = (),
    *,
    generated: Iterable[Any] = (),
    unlisted: Mapping[str, Any] = MappingProxyType({}),
    **aliases: Any,
) -> None:
    """Make functions and classes public in the module `face`, further names as `aliases`.

    `generated` functions are those that Paddle makes from descriptions of operators, in a module
    of that name; `unlisted` ones are attributes of the module that its `__all__` leaves out.
    """
    rows, generated = list(rows), list(generated)
    module, public = sys.modules[face], (*rows, *unlisted.values())
    show_sources(module, [row for row in public if isinstance(row, type)])
    for row in public:
        rehome(row, face)
    for row in generated:
        rehome(row, _GENERATOR)
    _forget_families(module)
    rows, generated = _checked(rows, face), _checked(generated, face)
    _fill(module, {row.__name__: row for row in (*rows, *generated)} | aliases)
    _fill(module, unlisted, listed=False)


def _checked(rows: list[Any], face: str) -> list[Any]:
    """The functions among `rows` with Paddle's refusals of arguments in front."""
    if not any(isinstance(row, FunctionType) for row in rows):
        return rows
    from .fluid.argument_types import checked, public_name

    face = "paddle" + face[len(_CANONICAL) :]
    return [
        checked(row, public_name(row, face)) if isinstance(row, FunctionType) else row
        for row in rows
    ]


def publish_all(package: str, *modules: ModuleType) -> None:
    """Make the public names of `modules` public in the package that holds them, too."""
    for module in modules:
        _fill(sys.modules[package], {name: getattr(module, name) for name in module.__all__})


def publish_from(face: str, module: ModuleType) -> None:
    """Make everything that `module` defines an attribute of `face`, too."""
    here = {name: value for name, value in vars(module).items() if not name.startswith("__")}
    _fill(sys.modules[face], here, listed=False)


def _forget_families(module: ModuleType) -> None:
    """Their names would pass for names of Paddle."""
    for name, value in list(vars(module).items()):
        if isinstance(value, ModuleType) and value.__name__.startswith(_FAMILIES):
            delattr(module, name)


def _fill(module: ModuleType, names: Mapping[str, Any], listed: bool = True) -> None:
    space = vars(module)
    for name, value in names.items():
        if space.get(name, value) is not value and not isinstance(space[name], ModuleType):
            raise ImportError(f"{module.__name__}.{name} is published twice")
        space[name] = value
    space["__all__"] = [*space.get("__all__", ()), *(names if listed else ())]
    public = "paddle" + module.__name__[len(_CANONICAL) :]
    space.setdefault("__getattr__", absent_names(public, module.__name__))
