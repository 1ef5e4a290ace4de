"""Triangles, diagonals, rolled and unfolded axes."""

from __future__ import annotations

from compat.core import op

from ... import _checkparam as validator
from ... import ops
from ...common.tensor import value_of, wrap
from ...ops import operations as P
from ..cell import Cell
from ._deprecated import deprecated


class Tril(Cell):
    """Lower triangle."""

    @deprecated("2.0", "ops.tril")
    def __init__(self):
        super().__init__()

    def construct(self, x, k=0):
        """Zeros above diagonal `k`."""
        _check_diagonal(x, k, "tril")
        return P.Tril(diagonal=k)(x)


class Triu(Cell):
    """Upper triangle."""

    @deprecated("2.0", "ops.triu")
    def __init__(self):
        super().__init__()

    def construct(self, x, k=0):
        """Zeros below diagonal `k`."""
        _check_diagonal(x, k, "triu")
        return P.Triu(k)(x)


def _check_diagonal(x, k, name):
    validator.check_int(x.ndim, 1, validator.GE, "x rank", name)
    validator.check_is_int(k, "k value", name)


class MatrixDiag(Cell):
    """Diagonal matrices of vectors."""

    @deprecated("2.0", "ops.diag")
    def __init__(self):
        super().__init__()

    def construct(self, input_x):
        """(..., n) to (..., n, n)."""
        n = input_x.shape[-1]
        return ops.expand_dims(input_x, -1) * ops.eye(n, n, input_x.dtype)


def _diagonal_mask(x):
    validator.check_int(x.ndim, 2, validator.GE, "x rank", "_get_matrix_diag_part_assist")
    return ops.eye(x.shape[-2], x.shape[-1], x.dtype)


class MatrixDiagPart(Cell):
    """Diagonals of matrices."""

    @deprecated("2.0", "ops.diagonal")
    def __init__(self):
        super().__init__()

    def construct(self, input_x):
        """(..., m, n) to (..., min(m, n))."""
        count = min(input_x.shape[-2:])
        masked = input_x * _diagonal_mask(input_x)
        return ops.reduce_sum(masked, -1 if input_x.shape[-2] == count else -2)


class MatrixSetDiag(Cell):
    """Matrices with other diagonals."""

    def __init__(self):
        super().__init__()

    def construct(self, input_x, diagonal):
        """`diagonal` on the main diagonal, `input_x` elsewhere."""
        mask = _diagonal_mask(input_x)
        rows, columns = input_x.shape[-2:]
        wide = ops.expand_dims(diagonal, -1 if rows <= columns else -2)
        return input_x * (1 - mask) + wide * mask


class Roll(Cell):
    """Elements moved along axes, those that fall off come back at the start."""

    @deprecated("2.0", "ops.roll")
    def __init__(self, shift, axis):
        super().__init__()
        validator.check_value_type("shift", shift, [int, tuple, list], self.cls_name)
        validator.check_value_type("axis", axis, [int, tuple, list], self.cls_name)
        self.shift = shift if isinstance(shift, (list, tuple)) else [shift]
        self.axis = axis if isinstance(axis, (list, tuple)) else [axis]
        if len(self.shift) != len(self.axis):
            raise ValueError(
                f"For '{self.cls_name}', the shape of 'shift' and the shape of 'axis' must be the "
                f"same, but got the length of 'shift' {len(self.shift)} and the length of 'axis' "
                f"{len(self.axis)}."
            )

    def construct(self, input_x):
        """By `shift[i]` along `axis[i]`."""
        value, rank = value_of(input_x), input_x.ndim
        for shift, axis in zip(self.shift, self.axis, strict=True):
            validator.check_int_range(axis, -rank, rank, validator.INC_LEFT, "axis", self.cls_name)
            value = _rolled(value, shift, axis % rank)
        return wrap(value)


def _rolled(x, shift, axis):
    shape = op.shape_of(x)
    cut = -shift % shape[axis] if shape[axis] else 0
    if cut == 0:
        return x

    def part(begin, end):
        starts = tuple(begin if i == axis else 0 for i in range(len(shape)))
        ends = tuple(end if i == axis else n for i, n in enumerate(shape))
        return op.strided_slice(x, starts, ends, (1,) * len(shape))

    return op.concat([part(cut, shape[axis]), part(0, cut)], axis)


class Unflatten(Cell):
    """One axis as several."""

    def __init__(self, axis, unflattened_size):
        super().__init__()
        validator.check_is_int(axis, "axis", "Unflatten")
        validator.check_value_type(
            "unflattended_size", unflattened_size, (list, tuple), "Unflatten"
        )
        self.axis = axis
        self.unflattened_size = tuple(unflattened_size)
        self.shape = P.Shape()
        self.reshape = P.Reshape()

    def construct(self, input_x):
        """`unflattened_size` in place of the axis."""
        shape = self.shape(input_x)
        behind = shape[self.axis + 1 :] if self.axis != -1 else ()
        return self.reshape(input_x, (*shape[: self.axis], *self.unflattened_size, *behind))
