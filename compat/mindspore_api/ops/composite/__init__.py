"""Functions of functions and mixtures of operators."""

from compat._absent import absent_names

from ..._publish import publish
from .base import _Grad as _Grad
from .base import _Vmap as _Vmap

__getattr__ = absent_names("mindspore.ops.composite", __name__)
__all__ = publish(globals())
