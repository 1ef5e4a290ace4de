"""Operators that MindSpore keeps to itself."""

from compat._absent import absent_names

from ..publishing import publish

__getattr__ = absent_names("mindspore.ops.operations._inner_ops", __name__)
__all__ = publish(globals())
