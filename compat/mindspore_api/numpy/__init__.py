"""NumPy's functions on tensors."""

from compat._absent import absent_names

from .._publish import publish

__getattr__ = absent_names("mindspore.numpy", __name__)
__all__ = [name for name in publish(globals()) if name != "numeric_types"]
