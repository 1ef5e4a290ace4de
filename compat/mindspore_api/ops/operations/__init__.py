"""Operator classes."""

from compat._absent import absent_names

from ..primitive import Primitive as Primitive
from ..primitive import PrimitiveWithCheck as PrimitiveWithCheck
from ..primitive import PrimitiveWithInfer as PrimitiveWithInfer
from ..primitive import prim_attr_register as prim_attr_register
from ..publishing import publish

__getattr__ = absent_names("mindspore.ops.operations", __name__)
__all__ = [
    *publish(globals()),
    "Primitive",
    "PrimitiveWithCheck",
    "PrimitiveWithInfer",
    "prim_attr_register",
]
