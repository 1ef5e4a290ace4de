"""Operator classes."""

from compat._absent import absent_names

from .._homes import move_all
from ..primitive import Primitive as Primitive
from ..primitive import PrimitiveWithCheck as PrimitiveWithCheck
from ..primitive import PrimitiveWithInfer as PrimitiveWithInfer
from ..primitive import prim_attr_register as prim_attr_register
from .array_ops import *
from .comm_ops import *
from .control_ops import *
from .debug_ops import *
from .image_ops import *
from .inner_ops import *
from .linalg_ops import *
from .math_ops import *
from .nn_ops import *
from .other_ops import *
from .random_ops import *
from .sparse_ops import *

move_all(globals())

__all__ = sorted(
    name
    for name, value in list(globals().items())
    if isinstance(value, type) and (issubclass(value, Primitive) or value is ReduceOp)
)
__all__.append("prim_attr_register")

__getattr__ = absent_names("mindspore.ops.operations", __name__)
