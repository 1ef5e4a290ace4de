"""Operations on columns of any kind."""

from compat import _public
from compat._absent import absent_names

from .. import vision
from . import c_transforms, py_transforms, transforms
from .transforms import (
    Compose,
    Concatenate,
    Duplicate,
    Fill,
    Mask,
    OneHot,
    PadEnd,
    Plugin,
    RandomApply,
    RandomChoice,
    RandomOrder,
    Relational,
    Slice,
    TypeCast,
    Unique,
    not_random,
)

_public.adopt(__name__, "mindspore.dataset.transforms")
__getattr__ = absent_names("mindspore.dataset.transforms", __name__)
