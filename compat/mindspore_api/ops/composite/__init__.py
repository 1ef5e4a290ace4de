"""Functions of functions and mixtures of operators."""

from compat._absent import absent_names

from ..publishing import publish

__getattr__ = absent_names("mindspore.ops.composite", __name__)
__all__ = publish(globals())
