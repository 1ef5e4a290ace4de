"""Names and habits that old programs rely on and that other libraries have dropped since.

`python -m compat`, the notebook extension and the pytest plugin give them back, each library when
the program imports it; `COMPAT_LEGACY=0` turns this off. Importing compat alone
never touches another library.
"""

from __future__ import annotations

import builtins
import importlib.util
import os
import sys
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

# Removed in NumPy 1.24 (aliases of builtins) and 2.0 (the rest); alias -> name it stood for.
NUMPY_BUILTINS = ("bool", "int", "float", "complex", "object", "str")
NUMPY_ALIASES = {
    "long": "int_",
    "unicode": "str_",
    "float_": "float64",
    "complex_": "complex128",
    "cfloat": "complex128",
    "singlecomplex": "complex64",
    "longfloat": "longdouble",
    "string_": "bytes_",
    "unicode_": "str_",
    "Inf": "inf",
    "Infinity": "inf",
    "infty": "inf",
    "NaN": "nan",
    "product": "prod",
    "cumproduct": "cumprod",
    "alltrue": "all",
    "sometrue": "any",
    "round_": "round",
    "row_stack": "vstack",
    "trapz": "trapezoid",
    "typeDict": "sctypeDict",
    "mat": "asmatrix",
}
NUMPY_NUMBERS = {"NINF": float("-inf"), "PINF": float("inf"), "NZERO": -0.0, "PZERO": 0.0}
COLLECTIONS_ABC = (
    "Callable",
    "Container",
    "Hashable",
    "Iterable",
    "Iterator",
    "Mapping",
    "MutableMapping",
    "MutableSequence",
    "MutableSet",
    "Sequence",
    "Set",
    "Sized",
)


def _give(module: Any, name: str, value: Any) -> None:
    if name not in vars(module):
        setattr(module, name, value)


def _numpy(np: Any) -> None:
    for name in NUMPY_BUILTINS:
        _give(np, name, getattr(builtins, name))
    for name, modern in NUMPY_ALIASES.items():
        if modern in vars(np):
            _give(np, name, vars(np)[modern])
    for name, number in NUMPY_NUMBERS.items():
        _give(np, name, number)
    _give(np, "in1d", lambda ar1, *args, **kwargs: np.isin(np.ravel(ar1), *args, **kwargs))
    _give(np, "asscalar", lambda a: a.item())
    _give(np, "asfarray", lambda a, dtype=np.float64: np.asarray(a, dtype=dtype))
    # NumPy 2 shows a scalar as np.float64(1.0); logs, and scripts that read them, had 1.0.
    if int(np.__version__.partition(".")[0]) >= 2:
        np.set_printoptions(legacy="1.25")


def _pillow(image: Any) -> None:
    for name, modern in (("ANTIALIAS", "LANCZOS"), ("LINEAR", "BILINEAR"), ("CUBIC", "BICUBIC")):
        _give(image, name, getattr(image, modern))


def _yaml(yaml: Any) -> None:
    # The argument became compulsory in PyYAML 6; without it only plain data are read here.
    original = yaml.load

    def load(stream: Any, Loader: Any = yaml.SafeLoader) -> Any:  # noqa: N803
        return original(stream, Loader=Loader)

    yaml.load = load


def _collections(collections: Any) -> None:
    import collections.abc as abc

    for name in COLLECTIONS_ABC:
        _give(collections, name, getattr(abc, name))


def _time(time: Any) -> None:
    _give(time, "clock", time.perf_counter)


def _fractions(fractions: Any) -> None:
    import math

    _give(fractions, "gcd", math.gcd)


PATCHES: dict[str, Callable[[Any], None]] = {
    "numpy": _numpy,
    "PIL.Image": _pillow,
    "yaml": _yaml,
    "collections": _collections,
    "time": _time,
    "fractions": _fractions,
}


class _PatchingLoader(Loader):
    """The library's own loader, and the patch behind it."""

    def __init__(self, inner: Any, patch: Callable[[Any], None]) -> None:
        self._inner = inner
        self._patch = patch

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        module: ModuleType | None = self._inner.create_module(spec)
        return module

    def exec_module(self, module: ModuleType) -> None:
        module.__loader__ = self._inner
        if module.__spec__ is not None:
            module.__spec__.loader = self._inner
        self._inner.exec_module(module)
        self._patch(module)


class LegacyFinder(MetaPathFinder):
    """Wraps the loader of the libraries in the table, each once."""

    def __init__(self) -> None:
        self._pending = dict(PATCHES)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        patch = self._pending.pop(fullname, None)
        if patch is None:
            return None
        spec = importlib.util.find_spec(fullname)
        if spec is None or spec.loader is None:
            self._pending[fullname] = patch
            return None
        spec.loader = _PatchingLoader(spec.loader, patch)
        return spec


def install() -> bool:
    """Offer the old names from now on; returns False when `COMPAT_LEGACY=0` forbids it."""
    if os.environ.get("COMPAT_LEGACY", "1").strip() in ("0", "false", "no"):
        return False
    if any(isinstance(f, LegacyFinder) for f in sys.meta_path):
        return True
    finder = LegacyFinder()
    for name, patch in PATCHES.items():
        if name in sys.modules:
            finder._pending.pop(name)
            patch(sys.modules[name])
    sys.meta_path.insert(0, finder)
    return True
