"""Functions of tensors: the implementations behind the operators."""

from compat._absent import absent_names

from .array_func import *
from .clip_func import *
from .debug_func import *
from .grad import *
from .image_func import *
from .linalg_func import *
from .math_func import *
from .nn_func import *
from .parameter_func import *
from .random_func import *
from .spectral_func import *
from .vmap_func import *

__getattr__ = absent_names("mindspore.ops.function", __name__)
