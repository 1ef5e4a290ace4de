"""Networks: cells, layers, losses, optimizers."""

from compat._absent import absent_names

from .._argument_types import guard
from .._publish import publish

__all__ = publish(globals())
for _name in __all__:
    guard(globals()[_name], f"mindspore.nn.{_name}")
__getattr__ = absent_names("mindspore.nn", __name__)
