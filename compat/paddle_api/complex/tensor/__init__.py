"""Functions of complex variables."""

from __future__ import annotations

from . import linalg, manipulation, math
from .linalg import *
from .manipulation import *
from .math import *

__all__ = [*math.__all__, *manipulation.__all__, *linalg.__all__]
