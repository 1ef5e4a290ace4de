"""Operators and functions."""

from .composite import *
from .function import *
from .operations import *
from .primitive import Primitive, PrimitiveWithCheck, PrimitiveWithInfer, constexpr, prim_attr_register
