"""Functions of tensors: the implementations behind the operators."""

from .array_func import *
from .grad import *
from .linalg_func import *
from .math_func import *
from .nn_func import *
