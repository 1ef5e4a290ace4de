"""Operators that the original keeps to itself."""

from compat._absent import absent_names

__getattr__ = absent_names("mindspore.ops.operations._inner_ops", __name__)
