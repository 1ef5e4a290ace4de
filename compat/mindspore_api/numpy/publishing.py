"""Fills the modules of `mindspore.numpy`, with MindSpore's checks of arguments in front."""

from .. import _publish
from .._argument_types import guard


def publish(namespace):
    """Give a module, by its `globals()`, the functions listed for it."""
    return _publish.publish(namespace, lambda value, name: guard(value, f"mindspore.numpy.{name}"))
