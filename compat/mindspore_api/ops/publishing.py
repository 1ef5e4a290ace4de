"""Fills the public modules of `mindspore.ops`, with MindSpore's checks of operands in front."""

from .. import _publish
from .._argument_types import guard


def publish(namespace):
    """Give a module, by its `globals()`, the operators and functions listed for it."""
    return _publish.publish(namespace, lambda value, name: guard(value, f"mindspore.ops.{name}"))
