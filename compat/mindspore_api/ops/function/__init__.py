"""Functions of tensors: the implementations behind the operators."""

from compat._absent import absent_names

from ..publishing import publish

__getattr__ = absent_names("mindspore.ops.function", __name__)
__all__ = publish(globals())
