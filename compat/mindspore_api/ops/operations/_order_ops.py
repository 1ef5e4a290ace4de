"""Operators of order."""

from __future__ import annotations

from ... import _checkparam as validator
from ...common import dtype as mstype
from .._operands import dtype_name
from ..function import _reduction, array_func, math_func
from ..primitive import Primitive, prim_attr_register
from ._making_ops import (  # noqa: F401  taken over
    Eye,
    Fill,
    FillV2,
    Meshgrid,
    OneHot,
    Ones,
    Range,
    ScalarToTensor,
    TupleToArray,
    Zeros,
    _Constant,
)
from ._scatter_ops import *
from ._space_ops import *


class ReverseV2(Primitive):
    """Reversed along axes."""

    _io = ("x", "output")

    @prim_attr_register
    def __init__(self, axis):
        validator.check_value_type("axis", axis, [list, tuple], self.name)
        for i, entry in enumerate(axis):
            validator.check_value_type(f"axis[{i}]", entry, [int], self.name)

    def _compute(self, x):
        return array_func.reverse(x, self.axis)


class ReverseSequence(Primitive):
    """The first elements of every row reversed."""

    _io = ("x seq_lengths", "y")

    @prim_attr_register
    def __init__(self, seq_dim, batch_dim=0):
        validator.check_value_type("seq_dim", seq_dim, [int], self.name)
        validator.check_value_type("batch_dim", batch_dim, [int], self.name)

    def _compute(self, x, seq_lengths):
        return array_func.reverse_sequence(x, seq_lengths, self.seq_dim, self.batch_dim)


class _ExtremeWithValue(Primitive):
    """Base of ArgMaxWithValue and ArgMinWithValue."""

    _io = ("x", "index values")
    _larger = True

    @prim_attr_register
    def __init__(self, axis=0, keep_dims=False):
        validator.check_value_type("keep_dims", keep_dims, [bool], self.name)
        validator.check_value_type("axis", axis, [int], self.name)

    def _compute(self, x):
        return _reduction.extreme_with_index(self.name, x, self.axis, self.keep_dims, self._larger)


class ArgMaxWithValue(_ExtremeWithValue):
    """(position of the first maximum, maximum) along an axis."""


class ArgMinWithValue(_ExtremeWithValue):
    """(position of the first minimum, minimum) along an axis."""

    _larger = False


class _Extreme(Primitive):
    """Base of Argmax and Argmin."""

    _io = ("x", "output")
    _larger = True

    @prim_attr_register
    def __init__(self, axis=-1, output_type=mstype.int32):
        validator.check_value_type("axis", axis, [int], self.name)
        validator.check_type_name(
            "output_type", output_type, [mstype.int32, mstype.int64], self.name
        )

    def _compute(self, x):
        name = dtype_name(self.output_type)
        return _reduction.position_of_extreme(self.name, x, self.axis, name, self._larger)


class Argmax(_Extreme):
    """Position of the first maximum along an axis."""


class Argmin(_Extreme):
    """Position of the first minimum along an axis."""

    _larger = False


class Sort(Primitive):
    """(values in order, positions) along an axis."""

    _io = ("x", "y1 y2")

    @prim_attr_register
    def __init__(self, axis=-1, descending=False):
        validator.check_value_type("axis", axis, [int], self.name)
        validator.check_value_type("descending", descending, [bool], self.name)

    def _compute(self, x):
        return array_func.sort(x, self.axis, self.descending)


class SearchSorted(Primitive):
    """Positions at which values keep a sequence in order."""

    _io = ("sorted_sequence values", "output")

    @prim_attr_register
    def __init__(self, dtype=mstype.int64, right=False):
        validator.check_value_type("right", right, [bool], self.name)

    def _compute(self, sorted_sequence, values):
        small = dtype_name(self.init_attrs["dtype"]) == "int32"
        return array_func.searchsorted(sorted_sequence, values, out_int32=small, right=self.right)


class UniqueConsecutive(Primitive):
    """(values without repetition, positions, counts)."""

    _io = ("x", "output")

    @prim_attr_register
    def __init__(self, return_idx=False, return_counts=False, axis=None):
        validator.check_value_type("return_idx", return_idx, [bool], self.name)
        validator.check_value_type("return_counts", return_counts, [bool], self.name)

    def _compute(self, x):
        return array_func.unique_consecutive(x, True, True, self.axis)


class Tril(Primitive):
    """Zeros above a diagonal."""

    _io = ("x", "y")

    @prim_attr_register
    def __init__(self, diagonal=0):
        validator.check_value_type("diagonal", diagonal, [int], self.name)

    def _compute(self, x):
        return array_func.tril(x, self.diagonal)


class Triu(Primitive):
    """Zeros below a diagonal."""

    _io = ("x", "y")

    @prim_attr_register
    def __init__(self, diagonal=0):
        validator.check_value_type("diagonal", diagonal, [int], self.name)

    def _compute(self, x):
        return array_func.triu(x, self.diagonal)


class Roll(Primitive):
    """Shifted along axes."""

    _io = ("input_x", "output")

    @prim_attr_register
    def __init__(self, shift, axis):
        validator.check_value_type("shift", shift, [int, tuple, list], self.name)
        validator.check_value_type("axis", axis, [int, tuple, list], self.name)

    def _compute(self, input_x):
        return math_func.roll(input_x, self.shift, self.axis)
