"""Layers."""

from compat._absent import absent_names

from . import (
    activation,
    basic,
    channel_shuffle,
    combined,
    container,
    conv,
    dense,
    embedding,
    image,
    math,
    normalization,
    padding,
    pooling,
    rnn_cells,
    rnns,
    timedistributed,
    transformer,
)
from .activation import *
from .basic import *
from .channel_shuffle import *
from .combined import *
from .container import *
from .conv import *
from .dense import *
from .embedding import *
from .image import *
from .math import *
from .normalization import *
from .padding import *
from .pooling import *
from .rnn_cells import *
from .rnns import *
from .timedistributed import *
from .transformer import *

__all__ = [
    *activation.__all__,
    *basic.__all__,
    *channel_shuffle.__all__,
    *combined.__all__,
    *container.__all__,
    *conv.__all__,
    *dense.__all__,
    *embedding.__all__,
    *image.__all__,
    *math.__all__,
    *normalization.__all__,
    *padding.__all__,
    *pooling.__all__,
    *rnn_cells.__all__,
    *rnns.__all__,
    *timedistributed.__all__,
    *transformer.__all__,
]

__getattr__ = absent_names("mindspore.nn.layer", __name__)
