"""PaddlePaddle 1.8.5 on the backends of compat."""

from __future__ import annotations

from compat._absent import absent_names
from compat._public import adopt

from . import complex, fluid, reader, version
from .batch import batch

__version__ = "1.8.5"
__git_commit__ = "compat"
__getattr__ = absent_names("paddle", __name__)
adopt(__name__, "paddle")
