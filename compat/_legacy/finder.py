"""Patches libraries when a program imports them."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from .offer import offer, warn_once
from .tables import LIBRARIES, MOVED


class _PatchingLoader(Loader):
    """The library's own loader, and the patch behind it."""

    def __init__(self, inner: Any, finder: LegacyFinder) -> None:
        self._inner = inner
        self._finder = finder

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        module: ModuleType | None = self._inner.create_module(spec)
        return module

    def exec_module(self, module: ModuleType) -> None:
        module.__loader__ = self._inner
        if module.__spec__ is not None:
            module.__spec__.loader = self._inner
        self._inner.exec_module(module)
        self._finder.patch(module, module.__name__)


class _MovedLoader(Loader):
    """Puts the module of today in the place of the old one."""

    def __init__(self, target: str) -> None:
        self._target = target

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        sys.modules[module.__name__] = importlib.import_module(self._target)


class LegacyFinder(MetaPathFinder):
    """Wraps the loader of the libraries in the tables, each once; finds modules that moved."""

    def __init__(self) -> None:
        self._pending = dict(LIBRARIES)
        self._searching: set[str] = set()

    def patch(self, module: ModuleType, name: str) -> None:
        """Apply the table of a library, once."""
        library = self._pending.pop(name, None)
        if library is None:
            return
        if library.change is not None:
            library.change(module)
        offer(module, library.rows)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname in self._searching:
            return None
        if fullname not in self._pending and fullname not in MOVED:
            return None
        self._searching.add(fullname)  # the other finders are asked for the same name
        try:
            spec = importlib.util.find_spec(fullname)
        except ModuleNotFoundError:
            spec = None
        finally:
            self._searching.discard(fullname)
        if spec is None or spec.loader is None:
            return _moved(fullname)
        if fullname in self._pending:
            spec.loader = _PatchingLoader(spec.loader, self)
        return spec


def _moved(fullname: str) -> ModuleSpec | None:
    if fullname not in MOVED:
        return None
    gone, today = MOVED[fullname]
    if importlib.util.find_spec(today.partition(".")[0]) is None:
        return None
    warn_once(fullname, gone, today.replace("compat._legacy.", ""))
    return ModuleSpec(fullname, _MovedLoader(today))
