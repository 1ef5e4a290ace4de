"""Less common operators, each over one function."""

from __future__ import annotations

from ....core import compose, op
from ... import _checkparam as validator
from ...common import dtype as mstype
from ...common.tensor import wrap
from .._families import plain_operators
from .._operands import axes_of, dtype_name
from ..function import _scattering, _statistics, array_func
from ..primitive import Primitive, prim_attr_register

ARRAY = [
    "CheckNumerics", "ConfusionMatrix", "ConjugateTranspose", "EuclideanNorm", "FillDiagonal",
    "LowerBound", "MaskedScatter", "MatrixBandPart", "MatrixDiagPartV3", "MatrixDiagV3",
    "MatrixSetDiagV3", "ScatterAddWithAxis", "SegmentMax", "SegmentMean", "SegmentMin",
    "SegmentProd", "SegmentSum", "UpperBound",
]  # fmt: skip


def _segment(name):
    def function(input_x, segment_ids):
        return _statistics.segment(name, input_x, segment_ids)

    return function


def segment_operators():
    """SegmentSum and its kin."""
    made = {}
    for kind in ("Max", "Mean", "Min", "Prod", "Sum"):
        name = f"Segment{kind}"
        made[name] = (name, "input_x segment_ids", "output", _segment(name))
    return plain_operators(__name__, made.values())


def plain():
    """Operators without arguments over functions."""
    rows = [("MatrixBandPart", "x lower upper", "y", array_func.matrix_band_part)]
    return plain_operators(__name__, rows)


globals().update(segment_operators())
globals().update(plain())


class CheckNumerics(Primitive):
    """The input; raises when it holds NaN or infinities."""

    _io = ("x", "y")

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x):
        every = tuple(range(x.ndim))
        if bool(op.to_numpy(op.any(op.isnan(x._value), every, False))):
            raise RuntimeError(": Tensor had NaN values")
        if not bool(op.to_numpy(op.all(op.isfinite(x._value), every, False))):
            raise RuntimeError(": Tensor had Inf values")
        return wrap(x._value)


class ConfusionMatrix(Primitive):
    """Counts of pairs of classes."""

    @prim_attr_register
    def __init__(self, num_classes, dtype="int32"):
        validator.check_value_type("num_classes", num_classes, [int], self.name)
        validator.check_value_type("dtype", dtype, [str], self.name)

    def _compute(self, labels, predictions, weights=None):
        name = self.init_attrs["dtype"]
        index = op.stack([labels._value, predictions._value], 1)
        device = op.device_of(index)
        amounts = weights._value if weights is not None else op.full(labels.shape, 1, name, device)
        zeros = op.full((self.num_classes,) * 2, 0, op.dtype_of(amounts), device)
        return wrap(op.scatter_nd(zeros, index, amounts, "add"))


class ConjugateTranspose(Primitive):
    """Axes permuted, conjugated."""

    _io = ("x perm", "output")

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x, perm):
        return wrap(op.conj(array_func.transpose(x, perm)._value))


class EuclideanNorm(Primitive):
    """Root of the sum of squares over axes."""

    _io = ("x axes", "y")

    @prim_attr_register
    def __init__(self, keep_dims=False):
        validator.check_value_type("keep_dims", keep_dims, [bool], self.name)

    def _compute(self, x, axes):
        found = axes_of(self.name, axes, x.ndim)
        return wrap(op.sqrt(op.sum(compose.square(x._value), found, self.keep_dims)))


class FillDiagonal(Primitive):
    """A copy with one number on the diagonal."""

    _io = ("input_x", "y")

    @prim_attr_register
    def __init__(self, fill_value, wrap=False):
        validator.check_value_type("fill_value", fill_value, [float], self.name)
        validator.check_value_type("wrap", wrap, [bool], self.name)

    def _compute(self, input_x):
        size, places = min(input_x.shape), []
        rows = input_x.shape[0] if self.wrap and input_x.ndim == 2 else size
        for i in range(rows):
            place = i % (size + 1)  # wrapping leaves out one row between two diagonals
            if place < size:
                places.append([i] + [place] * (input_x.ndim - 1))
        index = op.asarray(places, "int64", op.device_of(input_x._value))
        size = len(places)
        number_there = op.full(
            (size,), self.fill_value, input_x._name, op.device_of(input_x._value)
        )
        return wrap(op.scatter_nd(input_x._value, index, number_there, "set"))


class _Bound(Primitive):
    """Base of LowerBound and UpperBound."""

    _io = ("sorted_x values", "y")
    _right = False

    @prim_attr_register
    def __init__(self, out_type=mstype.int32):
        validator.check_type_name("out_type", out_type, [mstype.int32, mstype.int64], self.name)

    def _compute(self, sorted_x, values):
        small = dtype_name(self.init_attrs["out_type"]) == "int32"
        return array_func.searchsorted(sorted_x, values, out_int32=small, right=self._right)


class LowerBound(_Bound):
    """Positions before equal elements."""


class UpperBound(_Bound):
    """Positions behind equal elements."""

    _right = True


class MaskedScatter(Primitive):
    """A copy with updates, in order, where the mask holds."""

    _io = ("x mask updates", "y")

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x, mask, updates):
        places = op.nonzero(op.broadcast_to(mask._value, x.shape))
        count = op.shape_of(places)[0]
        given = compose.narrow(op.reshape(updates._value, (updates.size,)), 0, 0, count)
        return wrap(op.scatter_nd(x._value, places, given, "set"))


class _Diagonals(Primitive):
    """Base of the operators of matrix diagonals."""

    def _take(self, align):
        validator.check_string(
            align, ["LEFT_RIGHT", "RIGHT_LEFT", "LEFT_LEFT", "RIGHT_RIGHT"], "align", self.name
        )


class MatrixDiagV3(_Diagonals):
    """Matrices with the last axis as a diagonal."""

    _io = ("x k num_rows num_cols padding_value", "y")

    @prim_attr_register
    def __init__(self, align="RIGHT_LEFT"):
        self._take(align)

    def _compute(self, x, k, num_rows, num_cols, padding_value):
        return array_func.matrix_diag(x, k, num_rows, num_cols, padding_value, self.align)


class MatrixDiagPartV3(_Diagonals):
    """A diagonal of the last two axes."""

    _io = ("x k padding_value", "y")

    @prim_attr_register
    def __init__(self, align="RIGHT_LEFT"):
        self._take(align)

    def _compute(self, x, k, padding_value):
        return array_func.matrix_diag_part(x, k, padding_value, self.align)


class MatrixSetDiagV3(_Diagonals):
    """A diagonal of the last two axes replaced."""

    _io = ("x diagonal k", "y")

    @prim_attr_register
    def __init__(self, align="RIGHT_LEFT"):
        self._take(align)

    def _compute(self, x, diagonal, k):
        return array_func.matrix_set_diag(x, diagonal, k, self.align)


class ScatterAddWithAxis(Primitive):
    """A copy with updates added at positions along an axis."""

    _io = ("input_x indices updates", "y")

    @prim_attr_register
    def __init__(self, axis=0):
        validator.check_value_type("axis", axis, [int], self.name)

    def _compute(self, input_x, indices, updates):
        return _scattering.tensor_scatter_elements(input_x, indices, updates, self.axis, "add")


# -- numbers -----------------------------------------------------------------------------------


# -- networks ----------------------------------------------------------------------------------
