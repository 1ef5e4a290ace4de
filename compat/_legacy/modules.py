"""What old programs use of Python's module `imp`, gone since Python 3.12."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from types import ModuleType

__all__ = ["load_source", "new_module", "reload"]
reload = importlib.reload
new_module = ModuleType


def load_source(name: str, pathname: str) -> ModuleType:
    """The module `name` from a source file."""
    spec = importlib.util.spec_from_file_location(name, pathname)
    if spec is None or spec.loader is None:
        raise ImportError(f"no module can be loaded from {pathname!r}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
