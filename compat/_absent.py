"""Placeholders for public names of the originals that are not provided.

They import, can be derived from and passed about; using one raises NotImplementedError with its
full name. A name the original does not have stays an AttributeError or ImportError, as there.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import warnings
from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import Any, NoReturn

from . import _public
from ._imports import DISTRIBUTIONS, ROOTS
from ._original_names import homes, kind_of, kinds


def known_module(name: str) -> bool:
    """True when the original has an importable module of that name."""
    return name in kinds()


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
        if name.startswith("_"):
            raise AttributeError(name)
        return AbsentValue(f"{cls._absent_name}.{name}")


class AbsentValue:
    """A function, constant or attribute that is not provided; every use is refused."""

    def __init__(self, name: str) -> None:
        self._absent_name = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
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
    """A module of the original without a counterpart.

    Names that are provided elsewhere are the provided ones, all others placeholders. There is one
    object per module, so that what a program assigns to it stays.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name, f"{name}: not provided by compat; its names are placeholders.")
        self.__path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return _found(self.__name__, name)

    def __dir__(self) -> list[str]:
        known = {**kinds().get(self.__name__, {}), **homes().get(self.__name__, {})}
        return sorted({*vars(self), *known})


@cache
def absent_module(name: str) -> AbsentModule:
    """The module of placeholders of that name."""
    return AbsentModule(name)


def _found(module: str, name: str) -> Any:
    """What stands for `module.name`: a provided object, a module, a placeholder."""
    kind = None if name.startswith("__") else kind_of(module, name)
    if kind is None:
        raise AttributeError(f"module {module!r} has no attribute {name!r}{_later(module, name)}")
    if kind == "module" and name not in homes().get(module, {}):
        return _module(f"{module}.{name}")
    provided = _provided(module, name)
    return _placeholder(f"{module}.{name}", kind) if provided is None else provided


def _later(module: str, name: str) -> str:
    """Which later version of the framework has such a name; empty for none known."""
    if name.startswith("_"):
        return ""
    from .porting.versions import later_version

    version = later_version(f"{module}.{name}")
    return f"; {module}.{name} came with {version}" if version else ""


def _placeholder(full: str, kind: str) -> Any:
    if kind in ("borrowed", "module"):
        module, _, name = full.rpartition(".")
        full = homes()[module][name]
        kind = kind_of(*full.rpartition(".")[::2]) or "value"
        if kind == "module":
            return absent_module(full)
    return _absent_class(full) if kind == "class" else AbsentValue(full)


@cache
def _absent_class(full: str) -> type:
    module, _, name = full.rpartition(".")
    return _AbsentMeta(name, (), {"_absent_name": full, "__module__": module})


# -- what is provided under another name -------------------------------------------------------


def _module(full: str) -> ModuleType:
    """The frontend's module, or one of placeholders."""
    return _imported(full) or absent_module(full)


def _imported(full: str) -> ModuleType | None:
    root, _, rest = full.partition(".")
    canonical = f"{ROOTS[root]}.{rest}" if rest else ROOTS[root]
    if canonical in sys.modules:
        return sys.modules[canonical]
    try:
        module = importlib.import_module(canonical)
    except ModuleNotFoundError as error:
        if error.name is None or not f"{canonical}.".startswith(f"{error.name}."):
            raise
        return None
    _public.adopt(ROOTS[root], root)
    return module


def _provided(module: str, name: str) -> Any:
    """The frontend's object: at its home, or where a package above publishes it."""
    home = homes().get(module, {}).get(name)
    if home is not None:
        if home in ROOTS:
            return _module(home)
        if home.partition(".")[0] not in ROOTS:
            return _foreign(home)
        return _attribute(*home.rpartition(".")[::2]) or _published(home)
    return _published(f"{module}.{name}")


def _foreign(home: str) -> Any:
    """A module or an object of Python or of a library; None where it is not installed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries, about the places that names had in 2020
        try:
            return pkgutil.resolve_name(home)
        except (ImportError, AttributeError):
            return None


def _attribute(module: str, name: str) -> Any:
    """`module.name` of the frontend, None where it has none itself."""
    place = _imported(module)
    if place is None:
        return None
    if name in vars(place):
        return vars(place)[name]
    return _module(f"{module}.{name}") if kind_of(module, name) == "module" else None


def _published(full: str) -> Any:
    """What a package above the module `full` is defined in offers under the same name."""
    module, _, name = full.rpartition(".")
    above = module.rpartition(".")[0]
    while above:
        if homes().get(above, {}).get(name) == full:
            place = _imported(above)
            if place is not None and name in vars(place):
                return vars(place)[name]
        above = above.rpartition(".")[0]
    return None


def absent_names(public: str, canonical: str) -> Callable[[str], Any]:
    """The `__getattr__` of a frontend's module: submodules on demand, placeholders for the rest."""

    def __getattr__(name: str) -> Any:  # noqa: N807
        return _found(public, name)

    return __getattr__


def offer_absent_names(module: ModuleType, public: str) -> None:
    """Let a frontend's module without a `__getattr__` of its own answer for absent names."""
    if "__getattr__" not in vars(module) and isinstance(module, ModuleType):
        module.__dict__["__getattr__"] = absent_names(public, module.__name__)
