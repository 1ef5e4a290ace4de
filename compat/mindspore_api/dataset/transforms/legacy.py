"""Faces of the unified operations for the modules `c_transforms` and `py_transforms` of old.

A face is the operation with its side fixed, a warning when it is built, and the old constructor.
"""

from __future__ import annotations

from ... import log as logger
from .operation import Implementation
from .py_transforms_util import FuncWrapper
from .transforms import PythonOperation, TensorOperation


class OldNative(TensorOperation):
    """What the old C++ side has of its own: an eager call builds the operation anew."""

    legacy = True
    implementation = Implementation.C

    def __call__(self, *input_tensor_list):
        self._stream = self._members = self._member = self._normal = None
        return super().__call__(*input_tensor_list)


class OldPython(PythonOperation):
    """What the old Python side has of its own."""

    legacy = True


def warned(kind, init, name, module, new_module, substitute):
    """A constructor that says what to use instead and fixes the side."""
    text = (
        f"'{name}' from {module} is deprecated from version 1.8 and will be removed in a future "
        f"version. Use '{substitute or name}' from {new_module} instead."
    )

    def __init__(*args, **kwargs):  # the signature of MindSpore's own wrapper
        logger.warning(text)
        init(*args, **kwargs)
        args[0].implementation = kind.implementation

    return __init__


def face(kind, module, operation, name=None, init=None, substitute=None):
    """The old class of an operation; without a constructor the operation's own is taken."""
    name = name or operation.__name__
    new_module = module.rpartition(".")[0].replace("compat.mindspore_api", "mindspore")
    module = f"{new_module}.{module.rpartition('.')[2]}"
    body = {
        "__module__": module,
        "__doc__": f"{new_module}.{substitute or name} of old: {operation.__doc__}",
        "__init__": warned(kind, init or operation.__init__, name, module, new_module, substitute),
    }
    return type(name, (operation, kind), body)


def as_members(transforms):
    """Operations of old for a compound one, functions wrapped."""
    return [op if hasattr(op, "execute") else FuncWrapper(op) for op in transforms]
