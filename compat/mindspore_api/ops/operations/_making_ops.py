"""Operators that make tensors."""

from __future__ import annotations

from ....core import op
from ... import _checkparam as validator
from ...common import dtype as mstype
from ...common.tensor import Tensor, wrap
from .._operands import kind_of
from ..function import _creation, array_func
from ..primitive import Primitive, prim_attr_register
from ._scatter_ops import *
from ._space_ops import *


class Meshgrid(Primitive):
    """Coordinates of a grid from those of its axes."""

    @prim_attr_register
    def __init__(self, indexing="xy"):
        validator.check_string(indexing.lower(), ["xy", "ij"], "indexing", self.name)

    def _compute(self, x):
        return array_func.meshgrid(*x, indexing=self.indexing)


class Fill(Primitive):
    """One number everywhere."""

    _io = ("type shape value", "y")

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, dtype, dims, x):
        return array_func.fill(dtype, dims, x)


class _Constant(Primitive):
    """Base of Ones and Zeros."""

    _number = 0

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, shape, dtype):
        if getattr(dtype, "_name", None) not in mstype._OF_NAME:
            raise TypeError(
                f"For '{self.name}', the supported data type is ['bool', 'int8', 'int16', 'int32', "
                "'int64', "
                "'uint8', 'uint16','uint32', 'uint64','float16', 'float32', 'float64'], but got an "
                "invalid "
                "dtype!"
            )
        return _creation.filled(_creation.sizes_of(self.name, shape), self._number, dtype._name)


class Ones(_Constant):
    """Ones."""

    _number = 1


class Zeros(_Constant):
    """Zeros."""


class FillV2(Primitive):
    """One number everywhere."""

    _io = ("shape value", "y")

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, shape, value):
        sizes = _creation.sizes_of("FillV2", shape)
        return wrap(op.broadcast_to(value._value, sizes), value._name)


class Eye(Primitive):
    """Ones on the main diagonal."""

    _io = ("n m t", "output")

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, n, m, t):
        return array_func.eye(n, m, t)


class OneHot(Primitive):
    """`on_value` at the positions, `off_value` elsewhere."""

    _io = ("indices depth on_value off_value", "output")

    @prim_attr_register
    def __init__(self, axis=-1):
        validator.check_value_type("axis", axis, [int], self.name)

    def _compute(self, indices, depth, on_value, off_value):
        for argument, value in (("off_dtype", off_value), ("on_value", on_value)):
            if not isinstance(value, Tensor):
                raise TypeError(
                    "The primitive[OneHot]'s input arguments[off_dtype, on_value] must be all "
                    "tensor and "
                    f"those type must be same. But got input argument[{argument}]:{kind_of(value)}"
                )
        return array_func.one_hot(indices, depth, on_value, off_value, self.axis)


class Range(Primitive):
    """Evenly spaced numbers."""

    _io = ("start limit delta", "output")

    @prim_attr_register
    def __init__(self, maxlen=1000000):
        validator.check_positive_int(maxlen, "maxlen", self.name)

    def _compute(self, start, limit, delta):
        return array_func.range(start, limit, delta)


class TupleToArray(Primitive):
    """1-d tensor of a tuple of numbers."""

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, x):
        return array_func.tuple_to_array(x)


class ScalarToTensor(Primitive):
    """0-d tensor of a number."""

    _io = ("input_scalar dtype", "output_data")

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, x, dtype=mstype.float32):
        return array_func.scalar_to_tensor(x, dtype)
