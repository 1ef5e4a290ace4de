"""NumPy's functions on tensors."""

from compat._absent import absent_names

from . import array_creations, array_ops, dtypes, logic_ops, math_ops
from .array_creations import *
from .array_ops import *
from .dtypes import *
from .logic_ops import *
from .math_ops import *

__all__ = [
    *array_creations.__all__,
    *array_ops.__all__,
    *dtypes.__all__,
    *logic_ops.__all__,
    *math_ops.__all__,
]
__all__.remove("numeric_types")

__getattr__ = absent_names("mindspore.numpy", __name__)
