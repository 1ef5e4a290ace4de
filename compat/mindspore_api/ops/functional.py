"""Functions and operator instances."""

from __future__ import annotations

from types import ModuleType

from compat._absent import absent_names

from .composite import *
from .function import *
from .operations import *

# Behind the classes: `identity` is an instance here.
from ._primitives import *  # isort: skip

__getattr__ = absent_names("mindspore.ops.functional", __name__)
__all__ = sorted(
    name
    for name, value in list(globals().items())
    if not name.startswith("_")
    and not isinstance(value, ModuleType)
    and name not in ("annotations", "absent_names")
)
