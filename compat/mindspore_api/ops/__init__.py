"""Operators and functions."""

from compat._absent import absent_names

from . import composite, function, functional, operations, primitive
from .composite import *
from .composite.base import _Grad, _Vmap
from .function import *
from .operations import *
from ._primitives import *  # noqa: I001  behind the classes: `identity` is an instance here
from .primitive import (
    Primitive,
    PrimitiveWithCheck,
    PrimitiveWithInfer,
    constexpr,
    prim_attr_register,
)

P = operations
__getattr__ = absent_names("mindspore.ops", __name__)
