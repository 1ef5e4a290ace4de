"""Cells that differentiate other cells."""

from .cell_grad import *
from .cell_grad import __all__ as __all__
