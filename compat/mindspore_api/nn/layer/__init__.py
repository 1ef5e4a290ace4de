"""Layers."""

from compat._absent import absent_names

from . import activation, basic, container, conv, embedding, normalization, pooling
from .activation import *
from .basic import *
from .container import *
from .conv import *
from .embedding import *
from .normalization import *
from .pooling import *

__all__ = [
    *activation.__all__,
    *basic.__all__,
    *container.__all__,
    *conv.__all__,
    *embedding.__all__,
    *normalization.__all__,
    *pooling.__all__,
]

__getattr__ = absent_names("mindspore.nn.layer", __name__)
