"""Operators and functions."""

import sys

from compat._absent import absent_names

from .._publish import publish
from ..common import forwarding
from . import composite as composite
from . import function as function
from . import functional as functional
from . import operations as operations
from . import primitive as primitive
from .primitive import Primitive as Primitive
from .primitive import PrimitiveWithCheck as PrimitiveWithCheck
from .primitive import PrimitiveWithInfer as PrimitiveWithInfer
from .primitive import constexpr as constexpr
from .primitive import prim_attr_register as prim_attr_register

publish(globals())
P = operations
__getattr__ = absent_names("mindspore.ops", __name__)
forwarding.provide(sys.modules[__name__])
