"""Placeholders for public names of the originals that are not provided.

They import, can be derived from and passed about; using one raises NotImplementedError with its
full name. A name the original does not have stays an AttributeError or ImportError, as there.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from ._imports import DISTRIBUTIONS


@lru_cache(maxsize=1)
def _names() -> dict[str, dict[str, str]]:
    """Module -> public name -> "class", "function", "module" or "value"."""
    rows = json.loads(Path(__file__).with_name("_names.json").read_text("utf-8"))
    return {
        m: {n: kind for kind, ns in kinds.items() for n in ns.split()} for m, kinds in rows.items()
    }


def known_module(name: str) -> bool:
    """True when the original has a public module of that name."""
    return name in _names()


def refuse(name: str, user: str = "") -> NoReturn:
    """Raise the NotImplementedError for an absent name."""
    original, version = DISTRIBUTIONS[name.partition(".")[0]]
    by = f" (through {user})" if user else ""
    raise NotImplementedError(
        f"{name}{by} belongs to {original} {version} but is not provided by compat. "
        "Importing it is harmless; replace the call, "
        "or leave this part of the program to the original framework"
    )


class _AbsentMeta(type):
    """Class of absent classes: they may be derived from, not instantiated or asked."""

    _absent_name: str

    def __call__(cls, *args: Any, **kwargs: Any) -> NoReturn:
        own = cls.__dict__.get("_absent_name") == cls._absent_name
        refuse(cls._absent_name, "" if own else cls.__qualname__)

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return AbsentValue(f"{cls._absent_name}.{name}")


class AbsentValue:
    """A function, constant or attribute that is not provided; every use is refused."""

    def __init__(self, name: str) -> None:
        self._absent_name = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return AbsentValue(f"{self._absent_name}.{name}")

    def __repr__(self) -> str:
        return f"<{self._absent_name}, not provided by compat>"

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        refuse(self._absent_name)

    __call__ = __bool__ = __len__ = __iter__ = __getitem__ = __int__ = __float__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = _refuse
    __lt__ = __le__ = __gt__ = __ge__ = __enter__ = __exit__ = _refuse


class AbsentModule(ModuleType):
    """A module of the original without a counterpart; its public names are placeholders."""

    def __init__(self, name: str) -> None:
        super().__init__(name, f"{name}: not provided by compat; its names are placeholders.")
        self.__path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return _placeholder(self.__name__, name)

    def __dir__(self) -> list[str]:
        return sorted(_names().get(self.__name__, ()))


def _placeholder(module: str, name: str) -> Any:
    kind = None if name.startswith("__") else _names().get(module, {}).get(name)
    if kind is None:
        raise AttributeError(f"module {module!r} has no attribute {name!r}")
    full = f"{module}.{name}"
    if kind == "module":
        return importlib.import_module(full)
    if kind == "class":
        return _absent_class(full)
    return AbsentValue(full)


@cache
def _absent_class(full: str) -> type:
    module, _, name = full.rpartition(".")
    return _AbsentMeta(name, (), {"_absent_name": full, "__module__": module})


def absent_names(public: str, canonical: str) -> Callable[[str], Any]:
    """The `__getattr__` of a frontend's module: submodules on demand, placeholders for the rest."""

    def __getattr__(name: str) -> Any:  # noqa: N807
        if not name.startswith("__"):
            kind = _names().get(public, {}).get(name)
            if kind == "module":
                try:
                    return importlib.import_module(f"{canonical}.{name}")
                except ModuleNotFoundError as error:
                    if error.name != f"{canonical}.{name}":
                        raise
                    return AbsentModule(f"{public}.{name}")
        return _placeholder(public, name)

    return __getattr__
