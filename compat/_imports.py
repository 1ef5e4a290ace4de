"""`import mindspore` and `import paddle`, answered with the frontends' own modules.

The finder stands first in `sys.meta_path`. Its loader makes no module: it imports the canonical one
(`compat.mindspore_api.ops`) and stores that object under the public name (`mindspore.ops`), so both
names are one module whose own `__spec__`, and with it relative imports and `reload`, stay as they
are.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.abc import InspectLoader, Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

ROOTS = {"mindspore": "compat.mindspore_api", "paddle": "compat.paddle_api"}
DISTRIBUTIONS = {"mindspore": ("mindspore", "2.0.0"), "paddle": ("paddlepaddle", "1.8.5")}
ACTIVE = "COMPAT_ACTIVE"
STARTUP = str(Path(__file__).with_name("_startup"))


class AliasLoader(InspectLoader):
    """Puts the canonical module into `sys.modules` under the public name."""

    def __init__(self, canonical: str) -> None:
        self.canonical = canonical

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        from ._absent import offer_absent_names

        found = importlib.import_module(self.canonical)
        sys.modules[module.__name__] = found
        # Its submodules as well: `inspect` looks up in `sys.modules` where a class is defined.
        for name, loaded in list(sys.modules.items()):
            if f"{name}.".startswith(f"{self.canonical}."):
                public = module.__name__ + name[len(self.canonical) :]
                offer_absent_names(loaded, public)
                loaded.__name__ = public  # what help and reprs say; imports go by its __spec__
                sys.modules.setdefault(public, loaded)

    def _inner(self) -> tuple[Any, str]:
        spec = importlib.util.find_spec(self.canonical)
        assert spec is not None
        return spec.loader, self.canonical

    def is_package(self, fullname: str) -> bool:
        loader, name = self._inner()
        return bool(loader.is_package(name))

    def get_code(self, fullname: str) -> CodeType | None:
        loader, name = self._inner()
        code: CodeType | None = loader.get_code(name)
        return code

    def get_source(self, fullname: str) -> str | None:
        loader, name = self._inner()
        source: str | None = loader.get_source(name)
        return source


class AbsentLoader(Loader):
    """Makes a module of placeholders for a module of the original that is not provided."""

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        from ._absent import absent_module

        return absent_module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run."""


class AliasFinder(MetaPathFinder):
    """Answers for the installed frameworks and their submodules, for nothing else."""

    def __init__(self, roots: Iterable[str]) -> None:
        self.roots = {root: ROOTS[root] for root in roots}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        root, _, rest = fullname.partition(".")
        base = self.roots.get(root)
        if base is None:
            return None
        canonical = f"{base}.{rest}" if rest else base
        found = _find(canonical)
        if found is not None:
            package = found.submodule_search_locations is not None
            return ModuleSpec(
                fullname, AliasLoader(canonical), origin=found.origin, is_package=package
            )
        from ._absent import known_module

        if known_module(fullname):
            return ModuleSpec(fullname, AbsentLoader(), origin="compat", is_package=True)
        return None

    def find_distributions(self, context: Any = None) -> Iterator[Any]:
        """Versions of the originals for `importlib.metadata`, whose extension point this is."""
        from ._metadata import distributions

        wanted = getattr(context, "name", None)
        return distributions([DISTRIBUTIONS[r] for r in self.roots], wanted)


def _find(canonical: str) -> ModuleSpec | None:
    loaded = sys.modules.get(canonical)
    if loaded is not None:
        return loaded.__spec__
    try:
        return importlib.util.find_spec(canonical)
    except ModuleNotFoundError:  # a parent is absent or no package
        return None


_finder: AliasFinder | None = None
_environment: dict[str, str | None] = {}


def install(frameworks: Sequence[str], children: bool) -> None:
    """See `compat.install`."""
    global _finder
    roots = list(dict.fromkeys([*(_finder.roots if _finder else ()), *(frameworks or ROOTS)]))
    for root in roots:
        if root not in ROOTS:
            raise ValueError(f"compat.install() knows {', '.join(ROOTS)}, but got {root!r}")
        _refuse_if_real(root)
    if _finder is None:
        _finder = AliasFinder(roots)
        sys.meta_path.insert(0, _finder)
    else:
        _finder.roots = {root: ROOTS[root] for root in roots}
    if children:
        _export(roots)


def _refuse_if_real(root: str) -> None:
    present = sys.modules.get(root)
    if present is None or present is sys.modules.get(ROOTS[root]):
        return
    from .core.errors import ImportConflictError

    where = getattr(present, "__file__", None) or "without a file"
    raise ImportConflictError(
        f"{root!r} is imported already ({where}); call compat.install() before the first import of "
        f"{root}, or run the program with `python -m compat`",
        name=root,
    )


def install_in_children() -> None:
    """Serve all frameworks in the Python processes started from now on, not in this one."""
    _export(tuple(ROOTS))


def _export(roots: Sequence[str]) -> None:
    paths = [p for p in os.environ.get("PYTHONPATH", "").split(os.pathsep) if p]
    for name, value in (
        (ACTIVE, ",".join(roots)),
        ("PYTHONPATH", os.pathsep.join([STARTUP, *(p for p in paths if p != STARTUP)])),
    ):
        _environment.setdefault(name, os.environ.get(name))
        os.environ[name] = value


def uninstall() -> None:
    """See `compat.uninstall`."""
    global _finder
    if _finder is None:
        return
    sys.meta_path.remove(_finder)
    for name in list(sys.modules):
        if name.partition(".")[0] in _finder.roots:
            module = sys.modules.pop(name)
            if getattr(module, "__spec__", None) is not None:
                module.__name__ = module.__spec__.name
    _finder = None
    for name, value in _environment.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    _environment.clear()


def installed() -> tuple[str, ...]:
    """Frameworks served at present."""
    return tuple(_finder.roots) if _finder else ()
