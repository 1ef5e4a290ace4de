"""Layers."""

from compat._absent import absent_names

from ..._publish import publish

__all__ = publish(globals())
__getattr__ = absent_names("mindspore.nn.layer", __name__)
