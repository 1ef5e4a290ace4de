"""Operators that the original's own layers use."""

from __future__ import annotations

from ..function import array_func
from ..primitive import Primitive, prim_attr_register


class ScalarCast(Primitive):
    """A number as another type."""

    _io = ("input_scalar dtype", "output_data")

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, x, dtype):
        return array_func.scalar_cast(x, dtype)


class DynamicBroadcastTo(Primitive):
    """NumPy broadcasting to extents in a tensor."""

    _io = ("x shape", "y")

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x, shape):
        return array_func.broadcast_to(x, shape)
