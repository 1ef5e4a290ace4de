"""What a compiled function takes as arguments."""

from __future__ import annotations

from contextvars import ContextVar

from ...core import dtypes
from ...core.contexts import with_value
from ...core.text import class_text
from . import dtype as mstype
from .tensor import Tensor

_inside = ContextVar("compat_mindspore_compiled", default=False)
_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd"}
_SPARSE = ("COOTensor", "CSRTensor", "RowTensor", "RowTensorInner", "SparseTensor")


def _taken(value):
    if value is None or type(value) in (bool, int, float) or isinstance(value, Tensor):
        return True
    if isinstance(value, (tuple, list)):
        return all(map(_taken, value))
    if isinstance(value, dict):
        return all(map(_taken, value.values()))
    if isinstance(value, mstype.Type):
        return getattr(value, "_name", None) in dtypes.DTYPES
    return type(value).__name__ in _SPARSE


def check_jit_arguments(function, args, kwargs):
    """Raise MindSpore's TypeError for an argument that a compiled function does not take."""
    name = getattr(function, "__name__", type(function).__name__)
    if args and hasattr(type(args[0]), name):
        name = f"{type(args[0]).__name__}.{name}"
        args = args[1:]
    for i, value in enumerate((*args, *kwargs.values()), start=1):
        if not _taken(value):
            raise TypeError(
                f"The inputs types of the outermost network '{name}' support bool, int, float, "
                "None, Tensor, Parameter, mstype.Number(mstype.bool, mstype.int, mstype.float, "
                "mstype.uint), and tuple or list containing only these types, and dict whose "
                f"values are these types, but the {_ORDINALS.get(i, f'{i}th')} arg type is "
                f"{class_text(value)}, value is '{value}'."
            )


def is_inside():
    """True inside the call of a compiled function."""
    return _inside.get()


def run_compiled(function, args, kwargs, run):
    """`run()`, which calls the compiled function; those it calls in turn take anything."""
    if _inside.get():
        return function(*args, **kwargs)
    check_jit_arguments(function, args, kwargs)
    return with_value(_inside, True, run)
